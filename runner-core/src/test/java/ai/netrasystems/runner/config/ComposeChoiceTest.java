package ai.netrasystems.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ComposeChoiceTest {
    @TempDir
    Path project;

    @BeforeEach
    void folder() throws IOException {
        Files.createDirectories(project.resolve("docker"));
    }

    @Test
    void the_projects_only_file_is_taken() throws IOException {
        write("docker/docker-compose.alpine-test.yml");
        write("docker/other.yml");

        assertThat(chosen(Requests.plain(), "")).isEqualTo("docker/docker-compose.alpine-test.yml built-in");
    }

    @Test
    void the_command_line_wins_over_runner_yml() throws IOException {
        write("docker/docker-compose.one.yml");
        write("compose.yaml");

        assertThat(chosen(Requests.plain(), "compose: compose.yaml")).isEqualTo("compose.yaml runner.yml:1");
        assertThat(chosen(Requests.plain().compose("docker/docker-compose.one.yml"), "compose: compose.yaml"))
                .isEqualTo("docker/docker-compose.one.yml --compose");
    }

    @Test
    void none_several_or_a_missing_one_is_a_problem() throws IOException {
        assertThat(chosen(Requests.plain(), "")).startsWith("tests need services, and there is no Compose file in ");
        write("docker/docker-compose.one.yml");
        write("docker/docker-compose.two.yml");
        assertThat(chosen(Requests.plain(), ""))
                .isEqualTo("tests need services, and several Compose files could define them:"
                        + " docker/docker-compose.one.yml, docker/docker-compose.two.yml");
        assertThat(chosen(Requests.plain().compose("no.yml"), "")).startsWith("there is no Compose file `");
    }

    private String chosen(Requests requests, String yaml) throws IOException {
        Files.writeString(project.resolve("runner.yml"), yaml);
        Checked<Setting<Path>> choice = new ConfigReader(project, Optional.empty())
                .read(Optional.empty())
                .then(loaded -> ComposeChoice.choose(loaded.config(), requests.build(), project));
        return choice.fold(
                setting -> project.relativize(setting.value()).toString().replace('\\', '/') + " " + setting.origin(),
                problems -> problems.get(0).message().replace('\\', '/'));
    }

    private void write(String name) throws IOException {
        Files.writeString(project.resolve(name), "services: {}\n");
    }
}
