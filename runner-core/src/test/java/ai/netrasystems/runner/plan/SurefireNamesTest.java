package ai.netrasystems.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.plan.SurefireNames.Classes;
import ai.netrasystems.runner.plan.SurefireNames.Phrased;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SurefireNamesTest {
    @ParameterizedTest
    @CsvSource({
        "2.22.2, false, NAME, DISPLAY_PATH, false",
        "3.0.0-M5, false, NAME, DISPLAY_PATH, false",
        "3.5.1, false, NAME, DISPLAY_PATH, false",
        "3.5.2, true, NAME, DISPLAY_PATH, false",
        "3.5.3, true, NAME, DISPLAY_PATH, false",
        "3.5.4, true, DISPLAY_NAME, DISPLAY_NAME, false",
        "3.5.6, true, DISPLAY_NAME, DISPLAY_NAME, false",
        "3.6.0-M1, true, NAME, DISPLAY_NAME, true",
        "3.6.1, true, NAME, DISPLAY_NAME, true",
        "4.0, true, NAME, DISPLAY_NAME, true",
        "10.1.2, true, NAME, DISPLAY_NAME, true"
    })
    void what_is_reported_depends_on_the_version(
            String version, boolean numbered, Classes classes, Classes phrased, boolean classCases) {
        assertThat(SurefireNames.of(version, false, Set.of()))
                .isEqualTo(new SurefireNames(numbered, classes, false, classCases, false));
        assertThat(SurefireNames.of(version, false, EnumSet.allOf(Phrased.class)))
                .isEqualTo(new SurefireNames(numbered, phrased, false, classCases, true));
    }

    @ParameterizedTest
    @CsvSource({"2.22.2, true", "3.5.6, true", "3.6.0, false"})
    void junit_4_alone_had_a_provider_of_its_own_before_3_6(String version, boolean provider) {
        SurefireNames names = SurefireNames.of(version, true, EnumSet.allOf(Phrased.class));

        assertThat(names.junit4Provider()).isEqualTo(provider);
        assertThat(names.methodDisplayNames()).isNotEqualTo(provider);
        assertThat(names.classes()).isEqualTo(provider ? Classes.NAME : Classes.DISPLAY_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "3", "${surefire.version}"})
    void what_is_no_version_is_the_newest(String version) {
        assertThat(SurefireNames.of(version, true, Set.of())).isEqualTo(SurefireNames.newest());
    }
}
