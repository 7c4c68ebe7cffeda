package ai.netrasystems.runner.environment.containers;

import static ai.netrasystems.runner.environment.containers.ContainersFixture.only;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.rule.DoctorSettings;
import ai.netrasystems.runner.doctor.advice.BuildAdvisor;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.BuildFailed;
import ai.netrasystems.runner.environment.containers.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What doctor's rules add to the diagnosis of a build that a real engine could not do. */
@Tag("unit")
@Tag("docker")
@Timeout(60)
class BuildAdviceTest {
    private static final String BUILT = """
            services:
              web:
                build: .
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path project;

    @BeforeEach
    void needs_an_engine() {
        assertThat(RealEngine.required().version()).isNotEmpty();
    }

    @Test
    void what_else_is_wrong_with_the_context_stands_under_the_copy_that_failed() throws Exception {
        write(".dockerignore", "# nothing\napp/*\n");
        write("app/config/x.yml", "x");
        write("lib/__pycache__/a.cpython-311.pyc", "x");
        write("Dockerfile", "FROM scratch\nCOPY nothing /\nCOPY app/config /etc/\n");

        BuildFailed failed = failed();

        assertThat(failed.line()).isEqualTo(2);
        assertThat(failed.cause()).isEqualTo("`nothing` does not exist in the build context");
        assertThat(failed.advice().get(0))
                .startsWith("Dockerfile:3: `COPY app/config`: ")
                .contains("excluded by `.dockerignore` line 2 (`app/*`)")
                .endsWith("[copy-excluded]");
        assertThat(failed.advice())
                .anyMatch(line -> line.endsWith("[context-python-cache]"))
                .noneMatch(line -> line.contains("COPY nothing"));
        assertThat(failed.text().advice()).isEqualTo(failed.advice());
    }

    @Test
    void a_dockerfile_that_makes_no_sense_is_advised_on_too() throws Exception {
        write("lib/__pycache__/a.cpython-311.pyc", "x");
        write("Dockerfile", "FROM scratch\nCOPPY a b\n");

        BuildFailed failed = failed();

        assertThat(failed.line()).isEqualTo(2);
        assertThat(failed.advice())
                .anyMatch(line -> line.endsWith("[context-python-cache]"))
                .noneMatch(line -> line.contains("[dockerfile-invalid]"));
    }

    @Test
    void a_context_that_can_not_be_sent_is_advised_on_too() throws Exception {
        write(".dockerignore", "app\n[\n");
        write("Dockerfile", "FROM scratch\nENV DB_PASSWORD=hunter2hunter2\nCOPY . /\n");

        BuildFailed failed = failed();

        assertThat(failed.cause()).contains(".dockerignore:2");
        assertThat(failed.advice())
                .singleElement()
                .asString()
                .startsWith("Dockerfile:2: ")
                .endsWith("[secret-written]")
                .doesNotContain("hunter2");
    }

    @Test
    void a_defect_in_a_rule_does_not_hide_what_the_builder_said() throws Exception {
        write("Dockerfile", "FROM scratch\nCOPY nothing /\n");
        ContainersFixture fixture = new ContainersFixture(project);
        fixture.advice = (service, build, cause) -> {
            throw new IllegalStateException("defect");
        };

        BuildFailed failed = only(BuildFailed.class, fixture.provision(BUILT, "web"));

        assertThat(failed.cause()).isEqualTo("`nothing` does not exist in the build context");
        assertThat(failed.advice()).isEmpty();
    }

    private BuildFailed failed() throws IOException {
        ContainersFixture fixture = new ContainersFixture(project);
        fixture.advice = new BuildAdvisor(DoctorSettings.standard(), project);
        return only(BuildFailed.class, fixture.provision(BUILT, "web"));
    }

    private void write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
