package ai.netrasystems.runner.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/architecture.md}: a package imports only what stands below it. */
@Tag("unit")
class StructureTest {
    private static final String ROOT = "ai.netrasystems.runner.";

    /** From the top down. */
    private static final List<String> ROOMS = List.of(
            "run",
            "report",
            "history",
            "execution",
            "doctor",
            "environment",
            "discovery",
            "plan",
            "config",
            "event",
            "model");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> location.contains("runner-core"))
            .importPackages("ai.netrasystems.runner");

    @Test
    void enough_classes_are_looked_at_for_the_rules_to_mean_something() {
        assertThat(CORE).hasSizeGreaterThan(100);
    }

    @Test
    void a_package_imports_only_what_stands_below_it() {
        for (int i = 0; i < ROOMS.size(); i++) {
            String[] above =
                    ROOMS.subList(0, i).stream().map(room -> ROOT + room + "..").toArray(String[]::new);
            if (above.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + ROOMS.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above)
                        .because("data flows one way: " + String.join(" > ", ROOMS))
                        .check(CORE);
            }
        }
    }

    @Test
    void every_class_stands_in_a_room_of_the_table() {
        classes()
                .should()
                .resideInAnyPackage(
                        ROOMS.stream().map(room -> ROOT + room + "..").toArray(String[]::new))
                .check(CORE);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void mechanisms_of_environments_do_not_know_each_other() {
        for (String mechanism : List.of("containers", "staging", "local")) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "environment." + mechanism + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(List.of("containers", "staging", "local").stream()
                            .filter(other -> !other.equals(mechanism))
                            .map(other -> ROOT + "environment." + other + "..")
                            .toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(CORE);
        }
    }

    @Test
    void libraries_stay_in_their_home() {
        confine("okhttp3..", "environment.token", "environment.staging");
        confine("org.java_websocket..", "environment.staging");
        confine("org.jose4j..", "environment.token", "environment.staging");
        confine("org.testcontainers..", "environment.containers");
        confine("com.github.dockerjava..", "environment.containers");
        confine("org.snakeyaml..", "config");
        confine("org.objectweb.asm..", "discovery");
        confine("org.apache.commons.compress..", "environment.local", "environment.image");
        confine("org.tukaani..", "environment.local");
        confine(
                "tools.jackson..",
                "event",
                "doctor.output",
                "environment.evidence",
                "environment.token",
                "environment.staging",
                "environment.containers",
                "discovery",
                "history");
        confine("picocli..");
        confine("org.junit..");
    }

    private static void confine(String library, String... homes) {
        String[] allowed =
                List.of(homes).stream().map(home -> ROOT + home + "..").toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because(library + " is used only from " + List.of(homes))
                .check(CORE);
    }

    @Test
    void only_main_may_end_the_process_or_write_to_standard_output() {
        noClasses().should().callMethod(System.class, "exit", int.class).check(CORE);
        noClasses().should().accessField(System.class, "out").check(CORE);
        noClasses().should().accessField(System.class, "err").check(CORE);
    }

    @Test
    void every_package_is_null_marked() {
        assertThat(CORE.stream().map(type -> type.getPackage()).distinct())
                .allSatisfy(room -> assertThat(room.tryGetPackageInfo())
                        .as(room.getName())
                        .hasValueSatisfying(info -> assertThat(info.isAnnotatedWith(NullMarked.class))
                                .as(room.getName())
                                .isTrue()));
    }

    @Test
    void nothing_is_named_manager_helper_or_util() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .because("names are those of the domain")
                .check(CORE);
    }

    @Test
    void the_planner_is_a_pure_function() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "plan..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .orShould()
                .callMethod(System.class, "getenv")
                .check(CORE);
    }
}
