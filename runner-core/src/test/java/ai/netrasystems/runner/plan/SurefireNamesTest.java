package ai.netrasystems.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SurefireNamesTest {
    @ParameterizedTest
    @CsvSource({
        "2.22.2, false, false, false",
        "3.0.0-M5, false, false, false",
        "3.5.1, false, false, false",
        "3.5.2, true, false, false",
        "3.5.3, true, false, false",
        "3.5.4, true, true, false",
        "3.5.6, true, true, false",
        "3.6.0-M1, true, false, true",
        "3.6.1, true, false, true",
        "4.0, true, false, true",
        "10.1.2, true, false, true"
    })
    void what_is_reported_depends_on_the_version(
            String version, boolean numbered, boolean classDisplayNames, boolean classCases) {
        assertThat(SurefireNames.of(version, false))
                .isEqualTo(new SurefireNames(numbered, classDisplayNames, false, classCases));
    }

    @ParameterizedTest
    @CsvSource({"2.22.2, true", "3.5.6, true", "3.6.0, false"})
    void junit_4_alone_had_a_provider_of_its_own_before_3_6(String version, boolean provider) {
        assertThat(SurefireNames.of(version, true).junit4Provider()).isEqualTo(provider);
        assertThat(SurefireNames.of(version, true).classDisplayNames()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "3", "${surefire.version}"})
    void what_is_no_version_is_the_newest(String version) {
        assertThat(SurefireNames.of(version, true)).isEqualTo(SurefireNames.newest());
    }
}
