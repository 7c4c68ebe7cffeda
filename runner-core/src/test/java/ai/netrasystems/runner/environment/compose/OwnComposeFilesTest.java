package ai.netrasystems.runner.environment.compose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three files of this project, as the runner reads them. */
@Tag("unit")
class OwnComposeFilesTest {
    private static ComposeFile read(String name) {
        return new ComposeReader(Map.of())
                .read(Path.of("../docker/docker-compose." + name + ".yml")
                        .toAbsolutePath()
                        .normalize())
                .fold(file -> file, problems -> {
                    throw new AssertionError(problems.toString());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpine-test", "staging.alpine", "minimal-test"})
    void every_service_can_run_as_a_container(String name) {
        ComposeFile file = read(name);

        assertThat(file.containerProblems(file.services().keySet())).isEmpty();
        assertThat(file.services().values()).allSatisfy(service -> {
            assertThat(service.container().image())
                    .as("image of " + service.name())
                    .isPresent();
            assertThat(service.container().limits().memoryBytes())
                    .as("limit of " + service.name())
                    .isPresent();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"backend", "auth", "frontend"})
    void each_image_is_built_from_its_own_dockerfile_of_the_repositorys_root(String service) {
        ContainerSpec.Build build = read("staging.alpine")
                .service(new ServiceName(service))
                .container()
                .build()
                .orElseThrow();

        assertThat(build.dockerfile()).isRegularFile().hasFileName(service + ".staging.alpine.Dockerfile");
        assertThat(build.context()).isEqualTo(Path.of("..").toAbsolutePath().normalize());
    }

    @Test
    void minimal_is_postgres_and_redis_alone() {
        assertThat(read("minimal-test").services().keySet())
                .containsExactlyInAnyOrder(new ServiceName("postgres"), new ServiceName("redis"));
    }
}
