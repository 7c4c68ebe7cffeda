package ai.netrasystems.runner.doctor.machine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.machine.MachineFacts.BuildTool;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class MachineSurveyTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private MachineFixture machine;

    @BeforeEach
    void a_machine_with_nothing_on_it() {
        machine = new MachineFixture(folder);
    }

    @Test
    void the_disk_of_the_project_is_asked() {
        assertThat(facts().disks()).singleElement().satisfies(disk -> {
            assertThat(disk.purpose()).isEqualTo("the project");
            assertThat(disk.path()).isEqualTo(machine.project);
            assertThat(disk.usableBytes()).isBetween(1L, disk.totalBytes());
        });
    }

    @Test
    void the_engines_data_on_the_same_disk_is_told_once() {
        assertThat(Disks.of(machine.project, Optional.of(folder)))
                .singleElement()
                .satisfies(disk -> assertThat(disk.purpose()).isEqualTo("the project and the engine's data"));
        assertThat(Disks.of(folder.resolve("none"), Optional.empty())).isEmpty();
    }

    @Test
    void what_a_killed_run_left_is_found_and_stays() throws IOException {
        Path run = machine.project.resolve(".runner/runs/r1");
        Path data = Files.createDirectories(run.resolve("data"));
        ProcessLedger.open(run, new RunId("r1"), HostProcesses.ofThisMachine()).temporary(data);
        assertThat(facts().leftovers()).isEmpty();

        // This JVM's pid with a start that is not its own: whoever had that pid then is dead.
        Path owner = run.resolve("owner");
        Files.writeString(owner, Files.readString(owner).replaceFirst(" (\\d)", " 9$1"));
        assertThat(facts().leftovers()).containsExactly(data.toString());
        assertThat(data).exists();
    }

    @Test
    void the_runners_own_jdk_counts_where_none_is_named() {
        assertThat(facts().jdk().home()).isEqualTo(Path.of(System.getProperty("java.home")));
        assertThat(facts().jdk().foundBy()).isEqualTo("the runner's own");
        assertThat(facts().jdk().version())
                .startsWith(Integer.toString(Runtime.version().feature()));
        assertThat(facts().jdk().problem()).isEmpty();
    }

    @Test
    void an_old_jdk_is_unfit_and_one_that_does_not_say_its_version_is_not() {
        Path old = jdk("jdk-11", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.22\"\n");
        assertThat(facts().jdk().version()).isEqualTo("11.0.22");
        assertThat(rules()).extracting(Finding::rule).contains(Rule.JDK_UNFIT);
        assertThat(facts().jdk().problem())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("JAVA_HOME is a JDK 11").contains(old.toString()));

        jdk("jdk-x", "IMPLEMENTOR=\"x\"\n");
        assertThat(facts().jdk().version()).isEmpty();
        assertThat(rules()).extracting(Finding::rule).doesNotContain(Rule.JDK_UNFIT);
    }

    @Test
    void a_jdk_that_is_none_is_unfit() {
        machine.variables.put("JAVA_HOME", folder.resolve("none").toString());
        assertThat(facts().jdk().problem())
                .hasValueSatisfying(why -> assertThat(why).contains("there is no bin/java"));
        assertThat(facts().jdk().remedy()).isPresent();
    }

    @Test
    void a_mavens_wrapper_is_found_from_a_module() {
        machine.write("project/pom.xml", "<project><modules><module>core</module></modules></project>");
        machine.write("project/mvnw", "#!/bin/sh\n");
        machine.write("project/core/pom.xml", "<project/>");
        MachineQuestion asked = machine.question();
        MachineQuestion module = new MachineQuestion(
                asked.machine(),
                machine.project.resolve("core"),
                asked.runs(),
                asked.javaHome(),
                asked.staging(),
                true);

        assertThat(new MachineSurvey(module).facts(new StopSignal()).buildTool())
                .isEqualTo(new BuildTool("Maven (wrapper)", Optional.empty(), Optional.empty()));
    }

    @Test
    void maven_is_found_on_the_path_and_missed_where_it_is_not() {
        machine.write("project/pom.xml", "<project/>");
        assertThat(facts().buildTool().title()).isEqualTo("Maven");
        assertThat(facts().buildTool().problem()).contains("a Maven project without mvnw, and no mvn on PATH");
        assertThat(rules()).extracting(Finding::rule).contains(Rule.BUILD_TOOL_MISSING);

        Path mvn = machine.write("bin/mvn", "");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        machine.variables.put("PATH", folder.resolve("bin").toString());
        assertThat(facts().buildTool())
                .isEqualTo(new BuildTool("Maven (" + mvn + ")", Optional.empty(), Optional.empty()));
    }

    @Test
    void a_gradle_project_is_told_how_its_tests_are_named() {
        machine.write("project/build.gradle.kts", "");
        assertThat(facts().buildTool().title()).isEqualTo("Gradle");
        assertThat(facts().buildTool().remedy())
                .hasValueSatisfying(fix -> assertThat(fix).contains("--classpath"));
    }

    @Test
    void a_project_without_any_build_says_so() {
        assertThat(facts().buildTool().title()).isEqualTo("none");
        assertThat(facts().buildTool().problem())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("no pom.xml").contains(machine.project.toString()));
    }

    private MachineFacts facts() {
        return new MachineSurvey(machine.question()).facts(new StopSignal());
    }

    private Stream<Finding> rules() {
        return MachineRules.findings(facts()).stream();
    }

    /** A JDK as far as its files tell, named by JAVA_HOME. */
    private Path jdk(String name, String release) {
        Path java = machine.write(name + "/bin/java", "");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        machine.write(name + "/release", release);
        machine.variables.put("JAVA_HOME", folder.resolve(name).toString());
        return folder.resolve(name);
    }
}
