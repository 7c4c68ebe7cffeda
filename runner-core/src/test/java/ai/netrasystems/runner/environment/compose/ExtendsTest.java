package ai.netrasystems.runner.environment.compose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ExtendsTest {
    @TempDir
    Path directory;

    @Test
    void a_service_of_another_file_is_inherited_with_its_paths() throws IOException {
        Files.createDirectories(directory.resolve("shared"));
        Files.writeString(directory.resolve("shared/base.yml"), """
                services:
                  root: {environment: [A=1, B=1], labels: {l: "1"}}
                  base:
                    extends: root
                    build: .
                    volumes: ["./data:/data"]
                    ports: ["80"]
                    command: [base]
                    healthcheck: {test: x, retries: 3}
                    environment: {B: "2"}
                    x-runner:
                      inject: {URL: "http://{host}:{port:80}"}
                      local: {command: [base, "{port:80}"], ready: {tcp: 80}}
                """);
        ComposeFile file = read("""
                services:
                  app:
                    extends: {file: shared/base.yml, service: base}
                    build: {target: t}
                    ports: ["81"]
                    command: [own]
                    healthcheck: {retries: 4}
                    environment: [C=3]
                    x-runner: {local: {command: [own, "{port:80}"]}}
                """).fold(it -> it, problems -> {
            throw new AssertionError(problems.toString());
        });
        ComposeService app = file.service(new ServiceName("app"));
        ContainerSpec container = app.container();
        assertThat(container.build().orElseThrow().context()).isEqualTo(directory.resolve("shared"));
        assertThat(container.build().orElseThrow().target()).contains("t");
        assertThat(container.mounts().get(0).source())
                .isEqualTo(directory.resolve("shared/data").toString());
        assertThat(container.ports()).containsExactlyInAnyOrder(80, 81);
        assertThat(container.command()).contains(List.of("own"));
        assertThat(container.healthCheck().orElseThrow().test()).containsExactly("CMD-SHELL", "x");
        assertThat(container.healthCheck().orElseThrow().retries()).contains(4);
        assertThat(container.environment()).isEqualTo(Map.of("A", "1", "B", "2", "C", "3"));
        assertThat(container.settings().labels()).isEqualTo(Map.of("l", "1"));
        assertThat(app.inject()).containsOnlyKeys("URL");
        assertThat(app.local()
                        .orElseThrow()
                        .<Integer>fold(embedded -> 0, command -> command.words().size()))
                .isEqualTo(2);
    }

    @Test
    void circles_and_services_that_are_not_there_are_problems() throws IOException {
        assertThat(problems("""
                        services:
                          a: {extends: b}
                          b: {extends: {service: a}}
                        """)).containsExactly("3: services extend each other: a -> b -> a");
        assertThat(problems("""
                        services:
                          backend: {image: x}
                          a: {extends: backnd}
                        """)).containsExactly("3: service `a` extends `backnd`, which this file does not define");
        assertThat(problems("services:\n  a: {extends: {file: none.yml, service: a}}\n"))
                .singleElement()
                .asString()
                .startsWith("2: `extends` can't use ")
                .endsWith("none.yml: the file does not exist");
    }

    @Test
    void anchors_and_merge_keys_are_resolved() throws IOException {
        ComposeFile file = read("""
                x-base: &base {image: x, environment: {A: "1"}}
                services:
                  a: {<<: *base, user: "7"}
                """).fold(it -> it, problems -> {
            throw new AssertionError(problems.toString());
        });
        ContainerSpec container = file.service(new ServiceName("a")).container();
        assertThat(container.image()).contains("x");
        assertThat(container.environment()).isEqualTo(Map.of("A", "1"));
        assertThat(container.settings().user()).contains("7");
    }

    private Checked<ComposeFile> read(String text) throws IOException {
        return new ComposeReader(Map.of()).read(Files.writeString(directory.resolve("docker-compose.yml"), text));
    }

    private List<String> problems(String text) throws IOException {
        return read(text)
                .fold(
                        file -> {
                            throw new AssertionError("no problem in " + file);
                        },
                        problems -> problems.stream()
                                .map(problem -> problem.where().line() + ": " + problem.message())
                                .toList());
    }
}
