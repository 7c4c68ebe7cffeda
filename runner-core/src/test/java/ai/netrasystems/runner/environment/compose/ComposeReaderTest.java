package ai.netrasystems.runner.environment.compose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.compose.ComposeService.Condition;
import ai.netrasystems.runner.environment.compose.ComposeService.Dependency;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ComposeReaderTest {
    private static final Template.Addresses ADDRESSES = new Template.Addresses() {
        @Override
        public String host(ServiceName service) {
            return service + ".host";
        }

        @Override
        public int port(ServiceName service, int number) {
            return number + 10_000;
        }
    };

    @TempDir
    Path directory;

    @Test
    void reads_the_projects_own_file() {
        ComposeFile file = new ComposeReader(Map.of())
                .read(Path.of("..", "docker", "docker-compose.alpine-test.yml"))
                .fold(it -> it, problems -> {
                    throw new AssertionError(problems.toString());
                });
        assertThat(file.services().keySet())
                .extracting(ServiceName::value)
                .containsExactly("postgres", "redis", "migration", "auth", "backend", "frontend");
        assertThat(file.services().values().stream().flatMap(it -> it.inject().keySet().stream()))
                .containsExactlyInAnyOrder("BACKEND_URL", "WEBSOCKET_URL", "AUTH_SERVICE_URL", "FRONTEND_URL");
        assertThat(file.services().values()).allMatch(service -> service.local().isPresent());
        assertThat(file.withDependencies(Set.of(new ServiceName("backend"))))
                .extracting(ServiceName::value)
                .containsExactly("postgres", "redis", "migration", "auth", "backend");
        assertThat(file.service(new ServiceName("auth"))
                        .tokenEndpoint()
                        .orElseThrow()
                        .resolve(ADDRESSES))
                .isEqualTo("http://auth.host:18081/auth/e2e/test-auth");
    }

    @Test
    void reads_both_forms_of_depends_on_and_environment() throws IOException {
        ComposeFile file = valid("""
                services:
                  a: {image: x, environment: {A: 1, B: "${V}", FROM_OUTSIDE: , MISSING: }}
                  b: {image: x, depends_on: [a], environment: [A=1=2, "B=${V}", FROM_OUTSIDE, MISSING]}
                  c:
                    build: .
                    depends_on:
                      a: {condition: service_completed_successfully, required: true}
                      b: {condition: service_healthy}
                """, Map.of("V", "v", "FROM_OUTSIDE", "o"));
        assertThat(file.service(new ServiceName("a")).environment())
                .isEqualTo(Map.of("A", "1", "B", "v", "FROM_OUTSIDE", "o"));
        assertThat(file.service(new ServiceName("b")).environment())
                .isEqualTo(Map.of("A", "1=2", "B", "v", "FROM_OUTSIDE", "o"));
        assertThat(file.service(new ServiceName("b")).dependsOn())
                .extracting(Dependency::condition)
                .containsExactly(Condition.SERVICE_STARTED);
        assertThat(file.service(new ServiceName("c")).dependsOn())
                .extracting(Dependency::condition)
                .containsExactly(Condition.SERVICE_COMPLETED_SUCCESSFULLY, Condition.SERVICE_HEALTHY);
        assertThat(file.service(new ServiceName("c")).built()).isTrue();
    }

    @Test
    void a_path_to_be_ready_is_on_the_only_port_of_the_command() throws IOException {
        ComposeFile file = valid("""
                services:
                  app:
                    x-runner:
                      local:
                        command: [serve, "--json={\\"a\\":1}"]
                        directory: sub/..
                        environment: {PORT: "{port:8000}", SELF: "{host:app}:{port:app:8000}"}
                        ready: {http: /health}
                """, Map.of());
        LocalStart.Command command = file.service(new ServiceName("app"))
                .local()
                .orElseThrow()
                .<Optional<LocalStart.Command>>fold(embedded -> Optional.empty(), Optional::of)
                .orElseThrow();
        assertThat(command.directory()).isEqualTo(directory);
        assertThat(command.words().get(1).resolve(ADDRESSES)).isEqualTo("--json={\"a\":1}");
        assertThat(command.ready().<String>fold(http -> http.url().resolve(ADDRESSES), tcp -> "tcp", () -> "exit"))
                .isEqualTo("http://app.host:18000/health");
    }

    @Test
    void unknown_keys_have_a_line_and_a_hint() throws IOException {
        assertThat(problems("""
                        servces: {}
                        x-mine: {anything: 1}
                        services:
                          a:
                            imge: x
                            x-runer: {}
                            x-runner: {injct: {}}
                        """))
                .containsExactly(
                        "1: unknown key `servces` in a Compose file (did you mean `services`?)",
                        "5: unknown key `imge` in service `a` (did you mean `image`?)",
                        "6: unknown key `x-runer` in service `a` (did you mean `x-runner`?)",
                        "7: unknown key `injct` in `x-runner` of service `a` (did you mean `inject`?)");
    }

    @Test
    void names_that_refer_to_nothing_are_problems() throws IOException {
        assertThat(problems("""
                        services:
                          backend:
                            depends_on: [postgrs]
                            x-runner:
                              inject:
                                A: "{hots}"
                                B: "{port:postgrs:1}"
                                C: "{port:x}"
                          postgres:
                            depends_on:
                              backend: {condition: service_helthy}
                        """))
                .containsExactly(
                        "6: unknown placeholder `{hots}` (did you mean `{host}`?)",
                        "7: `{port:postgrs:1}` names no service of this file (did you mean `postgres`?)",
                        "8: `{port:x}` names no port (1 to 65535)",
                        "3: service `backend` depends on `postgrs`, which this file does not define"
                                + " (did you mean `postgres`?)",
                        "11: `service_helthy` is no condition of depends_on (did you mean `service_healthy`?)");
    }

    @Test
    void two_services_that_inject_one_name_and_two_that_issue_tokens_are_problems() throws IOException {
        assertThat(problems("""
                        services:
                          a: {x-runner: {inject: {URL: "http://{host}"}, token: {endpoint: "http://{host}"}}}
                          b:
                            x-runner:
                              inject: {URL: x}
                              token: {endpoint: "http://{host}"}
                        """))
                .containsExactly(
                        "5: services `a` and `b` both inject `URL` (keep it in one of them)",
                        "6: services `a` and `b` both have `token`, and a run has one token (keep it in one of them)");
    }

    @Test
    void a_circle_of_dependencies_is_a_problem() throws IOException {
        assertThat(problems("""
                        services:
                          z: {depends_on: [a]}
                          a: {depends_on: [b]}
                          b: {depends_on: [c]}
                          c: {depends_on: [a]}
                        """)).containsExactly("5: services depend on each other: a -> b -> c -> a");
    }

    @Test
    void a_dependency_that_can_never_complete_and_a_port_of_nobody_are_problems() throws IOException {
        assertThat(problems("""
                        services:
                          db: {x-runner: {local: {embedded: postgres}}}
                          app:
                            depends_on: {db: {condition: service_completed_successfully}}
                            x-runner:
                              inject: {URL: "http://{host}:{port:8000}"}
                              local: {command: [x, "{port:db:5433}", "{port:8001}"], ready: {exit: 0}}
                        """))
                .containsExactly(
                        "4: `app` waits until `db` has completed, which stays up"
                                + " (give it `ready: {exit: 0}`, or wait for `service_healthy`)",
                        "6: no process of `app` listens on port 8000 when it runs locally (its ports: 8001)",
                        "7: no process of `db` listens on port 5433 when it runs locally (its ports: 5432)");
    }

    @Test
    void a_local_start_that_says_too_little_or_too_much_is_a_problem() throws IOException {
        assertThat(problems("""
                        services:
                          a: {x-runner: {local: {directory: x}}}
                          b: {x-runner: {local: {embedded: postgress}}}
                          c: {x-runner: {local: {embedded: redis, ready: {tcp: 1}}}}
                          d: {x-runner: {local: {command: "java -jar x", ready: {exit: 0}}}}
                          e: {x-runner: {local: {command: [x]}}}
                          f: {x-runner: {local: {command: [x], ready: {http: /health}}}}
                          g: {x-runner: {local: {command: [x], ready: {tcp: 80}}}}
                          h: {x-runner: {local: {command: [x], ready: {exit: 1}}}}
                          i: {x-runner: {local: {command: [x], ready: {exit: 0, tcp: 1}}}}
                          j: {x-runner: {token: {}}}
                        """))
                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                .containsExactly("2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    }

    @Test
    void urls_that_are_none_and_names_that_no_file_can_have_are_problems() throws IOException {
        assertThat(problems("""
                        services:
                          a: {x-runner: {token: {endpoint: "http://{host}/a b"}}}
                        """)).containsExactly("2: `token` of service `a` has an `endpoint` that is no http URL");
        assertThat(problems("""
                        services:
                          a: {x-runner: {local: {command: [x], ready: {http: "http://{host}/a|b"}}}}
                        """))
                .containsExactly("2: `local` of service `a` has a `ready.http` that is no URL: `http://{host}/a|b`");
        assertThat(problems("""
                        services:
                          ..: {x-runner: {local: {embedded: postgres}}}
                          a/b: {image: x}
                        """))
                .containsExactly(
                        "2: `..` can't be the name of a service (use letters, digits, `.`, `_` and `-`)",
                        "3: `a/b` can't be the name of a service (use letters, digits, `.`, `_` and `-`)");
    }

    @Test
    void variables_that_are_required_and_yaml_that_is_none_have_their_line() throws IOException {
        assertThat(problems("services:\n  a:\n    image: ${IMAGE:?set it}\n"))
                .containsExactly("3: the variable `IMAGE` is not set: set it");
        assertThat(problems("services:\n  a: [\n"))
                .hasSize(1)
                .first()
                .asString()
                .contains("not valid YAML");
        assertThat(problems("version: '3'\n")).containsExactly("1: the file defines no service (add `services:`)");
    }

    private ComposeFile valid(String text, Map<String, String> variables) throws IOException {
        return new ComposeReader(variables).read(write(text)).fold(it -> it, problems -> {
            throw new AssertionError(problems.toString());
        });
    }

    private List<String> problems(String text) throws IOException {
        return new ComposeReader(Map.of())
                .read(write(text))
                .fold(
                        file -> {
                            throw new AssertionError("no problem in " + file);
                        },
                        problems ->
                                problems.stream().map(ComposeReaderTest::line).collect(Collectors.toList()));
    }

    private static String line(Problem problem) {
        return problem.where().line() + ": " + problem.message()
                + problem.hint().map(hint -> " (" + hint + ")").orElse("");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("docker-compose.yml"), text);
    }
}
