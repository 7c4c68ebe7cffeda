package ai.netrasystems.runner.staging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ArchitectureTest {
    private static final String ROOT = "ai.netrasystems.runner.staging";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void the_rules_see_the_classes() {
        assertThat(CLASSES).hasSizeGreaterThan(35);
        assertThat(CLASSES.contain(ROOT + ".http.TestHttp")).isTrue();
        assertThat(CLASSES.contain(ROOT + ".websocket.TestWebSocket")).isTrue();
        assertThat(CLASSES.contain(ROOT + ".jupiter.TestEnvironmentExtension")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "okhttp3.., staging.http",
        "okio.., staging.http",
        "kotlin.., staging.http",
        "org.java_websocket.., staging.websocket",
        "org.junit.., staging.jupiter",
        "org.opentest4j.., staging.jupiter"
    })
    void a_library_stays_in_its_home(String library, String home) {
        noClasses()
                .that()
                .resideOutsideOfPackage(".." + home + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("test code may lack the library; move what needs it to " + home)
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({"http", "websocket", "jupiter"})
    void nothing_refers_to_an_optional_part(String part) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "." + part)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "." + part)
                .because("a reference would load the part, and its library with it")
                .check(CLASSES);
    }

    @Test
    void every_package_is_null_marked() {
        assertThat(CLASSES.stream().map(type -> type.getPackage()).distinct())
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.tryGetPackageInfo()
                                .orElseThrow()
                                .isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .as(found.getName())
                        .isTrue());
    }
}
