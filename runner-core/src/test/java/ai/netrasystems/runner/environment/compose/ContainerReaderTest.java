package ai.netrasystems.runner.environment.compose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.compose.ComposeService.Dependency;
import ai.netrasystems.runner.environment.compose.ContainerSpec.HealthCheck;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Mount;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Ulimit;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is expected here was compared with {@code docker compose config} (2.26). */
@Tag("unit")
class ContainerReaderTest {
    @TempDir
    Path directory;

    @Test
    void reads_the_projects_own_file_without_a_problem() {
        ComposeFile file = new ComposeReader(Map.of())
                .read(Path.of("..", "docker", "docker-compose.alpine-test.yml"))
                .fold(it -> it, problems -> {
                    throw new AssertionError(problems.toString());
                });
        assertThat(file.containerProblems(file.services().keySet())).isEmpty();
        ContainerSpec backend = file.service(new ServiceName("backend")).container();
        Path root = Path.of("..").toAbsolutePath().normalize();
        assertThat(backend.ports()).containsExactly(8000);
        assertThat(backend.build().orElseThrow().context()).isEqualTo(root);
        assertThat(backend.build().orElseThrow().dockerfile())
                .isEqualTo(root.resolve("dockerfiles/backend.staging.alpine.Dockerfile"));
    }

    @Test
    void reads_build_and_paths_from_the_files_directory() throws IOException {
        ComposeFile file = valid("""
                services:
                  a: {build: ./sub/..}
                  b:
                    build:
                      context: sub
                      dockerfile: ../other.Dockerfile
                      target: test
                      args: [A=1, FROM_OUTSIDE, MISSING]
                      tags: [x]
                  c: {build: {args: {V: 3.10, Q: "3.10", FROM_OUTSIDE: }}}
                """, Map.of("FROM_OUTSIDE", "o"));
        assertThat(container(file, "a").build().orElseThrow().context()).isEqualTo(directory);
        ContainerSpec.Build build = container(file, "b").build().orElseThrow();
        assertThat(build.dockerfile()).isEqualTo(directory.resolve("other.Dockerfile"));
        assertThat(build.target()).contains("test");
        assertThat(build.arguments()).isEqualTo(Map.of("A", "1", "FROM_OUTSIDE", "o"));
        assertThat(container(file, "c").build().orElseThrow().arguments())
                .isEqualTo(Map.of("V", "3.1", "Q", "3.10", "FROM_OUTSIDE", "o"));
        assertThat(file.containerNotes(file.services().keySet()))
                .containsExactly("b: `build.tags` are left out: the runner tags images itself");
    }

    @Test
    void splits_a_command_as_compose_does_and_tells_what_compose_drops() throws IOException {
        ComposeFile file = valid("""
                services:
                  a: {image: x, command: "sh -c \\"a && b\\"", entrypoint: []}
                  b: {image: x, command: echo a && echo b}
                  c: {image: x, command: "", entrypoint: }
                  d: {image: x, command: "a 'b"}
                """, Map.of());
        assertThat(container(file, "a").command()).contains(List.of("sh", "-c", "a && b"));
        assertThat(container(file, "a").entrypoint()).contains(List.of());
        assertThat(container(file, "b").command()).contains(List.of("echo", "a"));
        assertThat(container(file, "c").command()).contains(List.of());
        assertThat(container(file, "c").entrypoint()).isEmpty();
        assertThat(file.containerNotes(names("b"))).singleElement().asString().contains("Compose drops `&& echo b`");
        assertThat(problems(file, "d"))
                .containsExactly("5: `command` of service `d` can't be split into words: `a 'b`");
    }

    @Test
    void reads_both_syntaxes_of_ports_and_overrides_the_hosts() throws IOException {
        ComposeFile file = valid("""
                services:
                  a:
                    image: x
                    ports: ["3000-3002", "9090-9091:8080-8081", "127.0.0.1:8001:8001", "[::1]:5:5/tcp", 22]
                  b: {image: x, ports: [{target: 80, published: "8080"}]}
                  c:
                    image: x
                    ports:
                      - abc
                      - "53:53/udp"
                      - {published: 1}
                      - "70000"
                      - "1-2:1-3"
                """, Map.of());
        assertThat(container(file, "a").ports()).containsExactlyInAnyOrder(3000, 3001, 3002, 8080, 8081, 8001, 5, 22);
        assertThat(container(file, "b").ports()).containsExactly(80);
        assertThat(file.containerNotes(names("a", "b"))).contains("a, b: fixed host ports are replaced by random ones");
        assertThat(problems(file, "c"))
                .containsExactly(
                        "9: `ports` of service `c` must be ports such as `8000` or `8080:80`, not `abc`",
                        "10: `ports: 53/udp` of service `c` is not supported on containers",
                        "11: `ports` of service `c` needs `target`",
                        "12: `ports` of service `c` must be ports such as `8000` or `8080:80`, not `70000`",
                        "13: `ports` of service `c` must be ports such as `8000` or `8080:80`, not `1-2:1-3`");
    }

    @Test
    void reads_both_syntaxes_of_volumes() throws IOException {
        ComposeFile file = valid("""
                services:
                  a:
                    image: x
                    tmpfs: /run:size=64m
                    volumes:
                      - ./data:/data/:ro
                      - /anonymous
                      - named:/named:cached
                      - {type: bind, source: ../x, target: /x, read_only: true}
                      - {type: tmpfs, target: /t, tmpfs: {size: 1m, mode: 0755}}
                  b:
                    image: x
                    volumes:
                      - nobody:/x
                      - ext:/y
                      - ./z:/z:rshared
                      - ./z:relative
                      - {type: volume, source: named, target: /n, volume: {nocopy: true}}
                volumes:
                  named:
                  ext: {external: true}
                """, Map.of());
        assertThat(container(file, "a").mounts())
                .containsExactly(
                        new Mount(Mount.Kind.BIND, directory.resolve("data").toString(), "/data", true, ""),
                        new Mount(Mount.Kind.VOLUME, "", "/anonymous", false, ""),
                        new Mount(Mount.Kind.VOLUME, "named", "/named", false, ""),
                        new Mount(Mount.Kind.BIND, directory.resolveSibling("x").toString(), "/x", true, ""),
                        new Mount(Mount.Kind.TMPFS, "", "/t", false, "size=1048576,mode=755"),
                        new Mount(Mount.Kind.TMPFS, "", "/run", false, "size=64m"));
        assertThat(problems(file, "a")).isEmpty();
        assertThat(problems(file, "b"))
                .containsExactly(
                        "14: service `b` uses the volume `nobody`, which this file does not declare",
                        "21: `volumes.ext.external`, which service `b` uses, is not supported on containers",
                        "16: `volumes: rshared` of service `b` is not supported on containers",
                        "17: `volumes` of service `b` has a target that is no absolute path: `relative`",
                        "18: `volumes.volume.nocopy` of service `b` is not supported on containers");
    }

    @Test
    void reads_health_checks_and_limits() throws IOException {
        ComposeFile file = valid("""
                services:
                  a:
                    image: x
                    healthcheck: {test: curl x, interval: 1m30s, timeout: 500ms, retries: 3, start_period: 0s}
                    mem_limit: 1.5gb
                    memswap_limit: -1
                    shm_size: 64
                    cpus: "0.5"
                    deploy: {resources: {limits: {pids: 9, cpus: 0.5}, reservations: {memory: 20M}}, replicas: 1}
                    ulimits: {nproc: 7, nofile: {soft: 1, hard: 2}}
                  b: {image: x, healthcheck: {disable: true}}
                  c: {image: x, healthcheck: {test: [curl, x]}, mem_limit: much, deploy: {replicas: 2, placement: {a: b}}}
                """, Map.of());
        ContainerSpec a = container(file, "a");
        assertThat(a.healthCheck())
                .contains(new HealthCheck(
                        List.of("CMD-SHELL", "curl x"),
                        Optional.of(Duration.ofSeconds(90)),
                        Optional.of(Duration.ofMillis(500)),
                        Optional.of(Duration.ZERO),
                        Optional.empty(),
                        Optional.of(3)));
        assertThat(a.limits())
                .isEqualTo(new ContainerSpec.Limits(
                        OptionalLong.of(1_610_612_736),
                        OptionalLong.of(-1),
                        OptionalLong.of(20 << 20),
                        OptionalLong.of(500_000_000),
                        OptionalLong.of(9),
                        OptionalLong.of(64),
                        Map.of("nproc", new Ulimit(7, 7), "nofile", new Ulimit(1, 2))));
        assertThat(problems(file, "a")).isEmpty();
        assertThat(container(file, "b").healthCheck().orElseThrow().disabled()).isTrue();
        assertThat(problems(file, "c"))
                .containsExactlyInAnyOrder(
                        "12: `healthcheck.test` of service `c` must begin with `CMD`, `CMD-SHELL` or `NONE`",
                        "12: `mem_limit` of service `c` must be a size such as `64m` or `1.5gb`, not `much`",
                        "12: `deploy.placement` of service `c` is not supported on containers",
                        "12: `deploy.replicas: 2` of service `c` is not supported on containers");
    }

    @Test
    void files_of_variables_stand_below_environment() throws IOException {
        Files.writeString(directory.resolve("a.env"), "A=file\nB=\"x ${A}\\n\" # note\nC='$A'\nGONE=1\n");
        Files.writeString(directory.resolve("raw.env"), "R=\"$A\"\n");
        ComposeFile file = valid("""
                services:
                  a:
                    image: x
                    environment: {D: own, GONE: , EMPTY: "${NOT_SET}"}
                    env_file: [a.env, {path: raw.env, format: raw}, {path: none.env, required: false}]
                  b: {image: x, env_file: none.env}
                """, Map.of());
        assertThat(container(file, "a").environment())
                .isEqualTo(Map.of("A", "file", "B", "x file\n", "C", "$A", "R", "\"$A\"", "D", "own", "EMPTY", ""));
        assertThat(problems(file, "b"))
                .containsExactly("6: `env_file` of service `b` names no file: `" + directory.resolve("none.env") + "`");
    }

    @Test
    void the_env_file_beside_the_file_fills_in_what_is_not_set_outside() throws IOException {
        Files.writeString(directory.resolve(".env"), "TAG=file\nOTHER=file\n");
        ComposeFile file = valid("services: {a: {image: \"x:${TAG}-${OTHER}\"}}", Map.of("TAG", "outside"));
        assertThat(container(file, "a").image()).contains("x:outside-file");
    }

    @Test
    void what_is_not_supported_is_a_problem_of_the_services_that_use_it() throws IOException {
        ComposeFile file = valid("""
                services:
                  a: {image: x}
                  b:
                    image: x
                    devices: [/dev/fuse]
                    network_mode: host
                    build: {dockerfile_inline: FROM x}
                  c: {image: x, networks: {out: {aliases: [n], ipv4_address: 10.0.0.1}}, secrets: []}
                  d: {}
                networks: {out: {external: true}}
                """, Map.of());
        assertThat(problems(file, "a")).isEmpty();
        assertThat(problems(file, "b"))
                .containsExactly(
                        "5: `devices` of service `b` is not supported on containers",
                        "7: `build.dockerfile_inline` of service `b` is not supported on containers",
                        "6: `network_mode: host` of service `b` is not supported on containers");
        assertThat(problems(file, "c"))
                .containsExactly(
                        "10: `networks.out.external`, which service `c` uses, is not supported on containers",
                        "8: `networks.out.ipv4_address` of service `c` is not supported on containers");
        assertThat(container(file, "c").aliases()).containsExactly("n");
        assertThat(problems(file, "d")).as("it runs locally alone").isEmpty();
    }

    @Test
    void ports_that_no_container_publishes_and_health_that_nobody_checks_are_problems() throws IOException {
        ComposeFile file = valid("""
                services:
                  a: {image: x, ports: ["8000"], healthcheck: {disable: true}, x-runner: {inject: {U: "{port:8001}"}}}
                  b: {image: x, depends_on: {a: {condition: service_healthy}}}
                """, Map.of());
        assertThat(file.containerProblems(names("a"))).singleElement().satisfies(problem -> {
            assertThat(line(problem)).isEqualTo("2: the container of `a` does not publish port 8001");
            assertThat(problem.hint()).contains("ports of `a`: 8000");
        });
        assertThat(problems(file, "b"))
                .containsExactly("3: `b` waits until `a` is healthy, whose `healthcheck` is disabled");
    }

    @Test
    void names_of_containers_are_overridden_and_still_reach_them() throws IOException {
        ComposeFile file = valid("""
                services:
                  a: {image: x, container_name: db, restart: always, logging: {driver: none}, links: [b]}
                  b: {image: x, restart: "no"}
                """, Map.of());
        assertThat(container(file, "a").aliases()).containsExactly("db");
        assertThat(file.service(new ServiceName("a")).dependsOn())
                .extracting(Dependency::service)
                .containsExactly(new ServiceName("b"));
        assertThat(file.containerNotes(names("a"))).hasSize(3);
        assertThat(file.containerNotes(names("b"))).isEmpty();
    }

    private ComposeFile valid(String text, Map<String, String> variables) throws IOException {
        Path file = Files.writeString(directory.resolve("docker-compose.yml"), text);
        return new ComposeReader(variables).read(file).fold(it -> it, problems -> {
            throw new AssertionError(problems.toString());
        });
    }

    private static ContainerSpec container(ComposeFile file, String service) {
        return file.service(new ServiceName(service)).container();
    }

    private static Set<ServiceName> names(String... services) {
        return Set.of(services).stream().map(ServiceName::new).collect(Collectors.toSet());
    }

    private static List<String> problems(ComposeFile file, String service) {
        return file.containerProblems(names(service)).stream()
                .map(ContainerReaderTest::line)
                .toList();
    }

    private static String line(Problem problem) {
        return problem.where().line() + ": " + problem.message();
    }
}
