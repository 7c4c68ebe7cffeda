package ai.netrasystems.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.StagingSettings.HostTarget;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ProfileName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ConfigReaderTest {
    private static final String SMALL = """
            categories:
              smoke: {timeout: 60s, priority: critical}
              api: {tags: api | rest, services: [backend]}
            layers:
              first: {categories: [smoke, api], budget: 5 min, fail-fast: immediate, pass-rate: 0.9, max-failures: 2}
            modes:
              quick: {layers: first, budget: 10 min}
            """;

    @TempDir
    Path folder;

    @Test
    void reads_a_file_that_stands_above_the_working_directory() {
        write("runner.yml", SMALL + "compose: docker/one.yml\ndefault-mode: quick\n");
        Path deep = folder.resolve("a/b");

        RunnerConfig config = valid(new ConfigReader(deep, Optional.empty()), Optional.empty())
                .config();

        assertThat(config.file()).contains(folder.resolve("runner.yml"));
        assertThat(config.project()).isEqualTo(folder);
        assertThat(config.compose().orElseThrow().value()).isEqualTo(folder.resolve("docker/one.yml"));
        assertThat(config.defaultMode().orElseThrow().value()).hasToString("quick");
        RunnerConfig.Category smoke = Objects.requireNonNull(config.categories().get(new CategoryName("smoke")));
        assertThat(smoke.tags()).isEqualTo("smoke");
        assertThat(smoke.timeout()).contains(Duration.ofSeconds(60));
        assertThat(smoke.priority()).isEqualTo(RunnerConfig.Priority.CRITICAL);
        RunnerConfig.Layer first = Objects.requireNonNull(config.layers().get(new LayerName("first")));
        assertThat(first.categories()).containsExactly(new CategoryName("smoke"), new CategoryName("api"));
        assertThat(first.failFast()).isEqualTo(RunnerConfig.FailFast.IMMEDIATE);
        assertThat(first.maxFailures()).contains(2);
    }

    @Test
    void without_a_file_there_are_built_in_defaults() {
        RunnerConfig config = valid(new ConfigReader(folder, Optional.of(folder)), Optional.empty())
                .config();

        assertThat(config.file()).isEmpty();
        assertThat(config.project()).isEqualTo(folder);
        assertThat(config.categories()).isEmpty();
        assertThat(config.testTimeout()).isEmpty();
        assertThat(config.environment().startTimeout().origin()).isEqualTo(Origin.builtIn());
    }

    @Test
    void a_named_file_that_is_missing_is_a_problem() {
        assertThat(problems(new ConfigReader(folder, Optional.empty()), Optional.of(Path.of("no.yml"))))
                .containsExactly(Problem.of("there is no file `no.yml`", Origin.commandLine("--config")));
    }

    @Test
    void every_problem_is_found_with_its_line_and_a_hint() {
        assertThat(problemsOf("""
                        categoriez: {}
                        default-mode: quikc
                        categories:
                          smoke: {tags: "a &", timeout: 5}
                          -x: {}
                        layers:
                          one: {categories: [smoke, smoek, smoke]}
                          two: {}
                        modes:
                          quick: {layers: [one, thre]}
                          none: {}
                        quarantine:
                          - {test: X*, reason: flaky, until: soon}
                          - {test: X*}
                        """))
                .extracting(problem -> problem.where().line() + ": " + problem.message())
                .containsExactlyInAnyOrder(
                        "1: unknown key `categoriez` in runner.yml",
                        "2: there is no mode `quikc`",
                        "4: tag expression `a &`, column 4: a tag is missing at the end",
                        "4: `timeout` must be a duration (write it like 30s, 5 min or 1h30m), not `5`",
                        "5: `-x` can't be the name of a category",
                        "7: there is no category `smoek`",
                        "7: category `smoke` stands twice in `one`",
                        "8: `two` has no category",
                        "10: there is no layer `thre`",
                        "11: `none` has no layer",
                        "13: `soon` is no date",
                        "14: an entry of `quarantine` needs `reason`",
                        "14: an entry of `quarantine` needs `until`");
    }

    @Test
    void a_wrong_reference_says_what_was_meant() {
        assertThat(problemsOf("categories: {smoke: {}}\nlayers: {one: {categories: smoek}}\n"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.hint()).contains("did you mean `smoke`?");
                    assertThat(problem.where()).hasToString("runner.yml:2");
                });
    }

    @Test
    void budgets_nest() {
        assertThat(problemsOf("""
                        timeout: 20 min
                        test-timeout: 6 min
                        categories:
                          slow: {timeout: 10 min}
                          any: {}
                        layers:
                          one: {categories: [slow, any], budget: 5 min}
                          two: {categories: any, budget: 30 min}
                        modes:
                          quick: {layers: [one, two], budget: 25 min}
                        """))
                .extracting(problem -> problem.where().line() + ": " + problem.message())
                .containsExactlyInAnyOrder(
                        "4: the timeout of category `slow` (10m) is longer than the budget of layer `one` (5m)",
                        "2: `test-timeout` (for category `any`) (6m) is longer than the budget of layer `one` (5m)",
                        "8: the budget of layer `two` (30m) is longer than the run's `timeout` (20m)",
                        "10: the budget of mode `quick` (25m) is longer than the run's `timeout` (20m)",
                        "8: the budget of layer `two` (30m) is longer than the budget of mode `quick` (25m)");
    }

    @Test
    void the_project_wins_over_the_personal_file_and_the_values_say_so() {
        write("runner.yml", SMALL + "timeout: 20 min\n");
        write("home/.config/runner/config.yml", "timeout: 1h\ntest-timeout: 2h\nenvironment: {start-timeout: 90s}\n");

        LoadedConfig loaded = valid(new ConfigReader(folder, Optional.of(folder.resolve("home"))), Optional.empty());

        assertThat(loaded.config().timeout().orElseThrow().value()).isEqualTo(Duration.ofMinutes(20));
        assertThat(loaded.config().testTimeout().orElseThrow().value()).isEqualTo(Duration.ofHours(2));
        EffectiveValue timeout = value(loaded.values(), "timeout");
        assertThat(timeout.value()).isEqualTo("20m");
        assertThat(timeout.origin()).hasToString("runner.yml:8");
        assertThat(timeout.overrode()).extracting(Setting::value).containsExactly("1h", "none");
        assertThat(value(loaded.values(), "environment.start-timeout").origin().source())
                .isEqualTo(Origin.Source.PERSONAL_FILE);
        assertThat(value(loaded.values(), "categories.api.priority").origin()).isEqualTo(Origin.builtIn());
    }

    @Test
    void the_personal_file_may_not_say_what_a_run_tests() {
        write("home/.config/runner/config.yml", "quarantine: []\ncategories: {}\n");

        assertThat(problems(new ConfigReader(folder, Optional.of(folder.resolve("home"))), Optional.empty()))
                .extracting(Problem::message)
                .containsExactly(
                        "unknown key `quarantine` in the personal file",
                        "unknown key `categories` in the personal file");
    }

    @Test
    void the_command_line_wins_over_every_file() {
        write("runner.yml", SMALL + "timeout: 20 min\n");
        LoadedConfig loaded = valid(new ConfigReader(folder, Optional.empty()), Optional.empty());
        RunRequest.Control control = new RunRequest.Control(
                true,
                Optional.empty(),
                Optional.of(Duration.ofMinutes(1)),
                RunRequest.NoTests.FAIL,
                RunRequest.BuildChoice.AUTO);
        RunRequest request = Requests.plain().control(control).build();

        List<EffectiveValue> values = EffectiveValues.with(request, loaded);

        assertThat(value(values, "timeout").origin()).isEqualTo(Origin.commandLine("--timeout"));
        assertThat(value(values, "timeout").overrode())
                .extracting(setting -> setting.value() + " " + setting.origin())
                .containsExactly("20m runner.yml:8", "none built-in");
        assertThat(value(values, "fail-fast").value()).isEqualTo("true");
        assertThat(value(values, "environment.provider").value()).isEqualTo("auto");
    }

    @Test
    void each_value_of_a_staging_profile_says_where_it_stands() {
        write("runner.yml", """
                staging:
                  profile: acme
                  profiles:
                    acme:
                      domain: acme.example
                      services: {backend: {url: https://a.acme.example}}
                      target: {declaration: plain}
                      token: {source: fixed, secret-env: TOKEN}
                """);
        LoadedConfig loaded = valid(new ConfigReader(folder, Optional.empty()), Optional.empty());

        assertThat(profiles(EffectiveValues.with(Requests.plain().build(), loaded)))
                .contains(
                        "staging.profiles.acme.domain=acme.example runner.yml:5",
                        "staging.profiles.acme.services.backend.url=https://a.acme.example runner.yml:6",
                        "staging.profiles.acme.services.backend.health=/health built-in",
                        "staging.profiles.acme.token.secret-env=TOKEN runner.yml:8")
                .noneMatch(line -> line.contains("netra"));
        assertThat(profiles(
                        EffectiveValues.with(Requests.plain().staging("netra").build(), loaded)))
                .contains(
                        "staging.profiles.netra.domain=netrasystems.ai built-in/netra.yml:2",
                        "staging.profiles.netra.mutates=true built-in/netra.yml:10",
                        "staging.profiles.netra.limits.rate=50 built-in");
    }

    private static List<String> profiles(List<EffectiveValue> values) {
        return values.stream()
                .filter(value -> value.name().startsWith("staging.profiles."))
                .map(value -> value.name() + "=" + value.value() + " " + value.origin())
                .toList();
    }

    @Test
    void the_values_of_where_a_run_goes_show_who_won() {
        write("runner.yml", """
                fallback: any
                environment: {provider: containers, service-timeout: 20s}
                staging: {profile: netra, hosts: {API.example: 127.0.0.1:8443}, trust: ca.pem}
                """);
        write("home/.config/runner/config.yml", """
                staging: {hosts: {api.example: 192.0.2.1, auth.example: "192.0.2.1:9"}, bypass-key-file: key, cold-start: 5s}
                """);
        LoadedConfig loaded = valid(new ConfigReader(folder, Optional.of(folder.resolve("home"))), Optional.empty());

        assertThat(where(EffectiveValues.with(Requests.plain().build(), loaded)))
                .containsExactly(
                        "docker-bypass=false built-in",
                        "staging-e2e=false built-in",
                        "no-docker=false built-in",
                        "skip-health-check=false built-in",
                        "keep-environment=false built-in",
                        "environment.provider=containers runner.yml:2",
                        "environment.start-timeout=5m built-in",
                        "environment.service-timeout=20s runner.yml:2",
                        "fallback=any runner.yml:1",
                        "degraded=auto built-in",
                        "staging.profile=netra runner.yml:3",
                        "staging.hosts.api.example=127.0.0.1:8443 runner.yml:3",
                        "staging.hosts.auth.example=192.0.2.1:9 home/.config/runner/config.yml:1",
                        "staging.trust=" + folder.resolve("ca.pem") + " runner.yml:3",
                        "staging.hosts-for-worker=false built-in",
                        "staging.trust-for-worker=false built-in",
                        "staging.bypass-key-file=" + folder.resolve("home/.config/runner/key")
                                + " home/.config/runner/config.yml:1",
                        "staging.cold-start=5s home/.config/runner/config.yml:1");
        assertThat(where(EffectiveValues.with(
                        Requests.plain()
                                .stagingE2e()
                                .staging("netra")
                                .skipHealthCheck()
                                .build(),
                        loaded)))
                .contains(
                        "staging-e2e=true --staging-e2e",
                        "skip-health-check=true --skip-health-check",
                        "environment.provider=auto --staging-e2e",
                        "fallback=never --staging-e2e",
                        "staging.profile=netra --staging");
        assertThat(where(EffectiveValues.with(
                        Requests.plain()
                                .environment(RunRequest.EnvironmentChoice.LOCAL)
                                .fallback(Fallback.NEVER)
                                .build(),
                        loaded)))
                .contains("environment.provider=local --environment", "fallback=never --fallback");
    }

    @Test
    void without_a_word_on_fallback_its_default_depends_on_what_is_asked_for() {
        LoadedConfig loaded = valid(new ConfigReader(folder, Optional.empty()), Optional.empty());

        assertThat(where(EffectiveValues.with(Requests.plain().build(), loaded)))
                .contains("environment.provider=auto built-in", "fallback=any built-in");
        assertThat(where(EffectiveValues.with(Requests.plain().stagingE2e().build(), loaded)))
                .contains("fallback=never built-in");
    }

    @Test
    void staging_is_read_with_everything_that_it_has() {
        write("runner.yml", """
                staging:
                  profile: netra
                  hosts: {a.example: localhost, b.example: "[::1]:8443", c.example: "::1"}
                """);

        StagingSettings staging = valid(new ConfigReader(folder, Optional.empty()), Optional.empty())
                .config()
                .staging();

        assertThat(staging.profile().orElseThrow().value()).isEqualTo(new ProfileName("netra"));
        assertThat(staging.hosts().values())
                .extracting(Setting::value)
                .containsExactly(
                        new HostTarget("localhost", Optional.empty()),
                        new HostTarget("::1", Optional.of(8443)),
                        new HostTarget("::1", Optional.empty()));
        assertThat(staging.coldStart().value()).isEqualTo(Duration.ofSeconds(30));
        assertThat(StagingSettings.none()
                        .with(Optional.of(new ProfileName("x")))
                        .profile())
                .contains(new Setting<>(new ProfileName("x"), Origin.commandLine("--staging")));
        assertThat(staging.with(Optional.empty())).isEqualTo(staging);
    }

    @Test
    void the_projects_file_sends_staging_nowhere_but_to_this_machine() {
        assertThat(problemsOf("""
                        staging:
                          profile: nettra
                          hosts:
                            a.example: 192.0.2.1
                            b.example: evil.example:443
                            c.example: 0.0.0.0
                            d.example: localhost.example
                            e.example: "[2001:db8::1]:443"
                            f.example: 127.1
                            127.0.0.1: 127.0.0.1
                            g.example: 127.0.0.1:99999
                        """))
                .extracting(problem -> problem.where().line() + ": " + problem.message())
                .containsExactly(
                        "2: there is no staging profile `nettra`",
                        "4: `a.example` may not be sent to `192.0.2.1` by runner.yml: only this machine (127.0.0.0/8,"
                                + " ::1, localhost)",
                        "5: `b.example` may not be sent to `evil.example:443` by runner.yml: only this machine"
                                + " (127.0.0.0/8, ::1, localhost)",
                        "6: `c.example` may not be sent to `0.0.0.0` by runner.yml: only this machine (127.0.0.0/8,"
                                + " ::1, localhost)",
                        "7: `d.example` may not be sent to `localhost.example` by runner.yml: only this machine"
                                + " (127.0.0.0/8, ::1, localhost)",
                        "8: `e.example` may not be sent to `[2001:db8::1]:443` by runner.yml: only this machine"
                                + " (127.0.0.0/8, ::1, localhost)",
                        "9: the target of `f.example` is no ADDRESS or ADDRESS:PORT",
                        "10: `127.0.0.1` is no host name",
                        "11: the target of `g.example` is no ADDRESS or ADDRESS:PORT");
    }

    @Test
    void a_credential_as_text_is_refused_without_showing_it() {
        List<Problem> problems = problemsOf("staging:\n  profile: netra\n  bypass-key: s3cr3t\n");

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.where()).hasToString("runner.yml:3");
            assertThat(problem.message())
                    .isEqualTo("`staging.bypass-key`: a credential does not stand in a file like this");
            assertThat(problem.hint())
                    .hasValueSatisfying(
                            hint -> assertThat(hint).contains("E2E_OAUTH_SIMULATION_KEY", "`staging.bypass-key-file`"));
            assertThat(problem.toString()).doesNotContain("s3cr3t");
        });
        write("runner.yml", "");
        write("home/.config/runner/config.yml", "staging: {token: s3cr3t}\n");
        assertThat(problems(new ConfigReader(folder, Optional.of(folder.resolve("home"))), Optional.empty()))
                .extracting(Problem::message)
                .containsExactly("`staging.token`: a credential does not stand in a file like this");
    }

    @Test
    void the_personal_file_can_only_tighten() {
        write("home/.config/runner/config.yml", """
                fallback: any
                degraded: pass
                environment: {provider: local}
                staging: {profile: netra}
                """);
        ConfigReader reader = new ConfigReader(folder, Optional.of(folder.resolve("home")));

        assertThat(problems(reader, Optional.empty()))
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "`fallback: any` is not for the personal file",
                        "`degraded: pass` is not for the personal file",
                        "unknown key `provider` in `environment`",
                        "unknown key `profile` in `staging`");
        write("home/.config/runner/config.yml", "fallback: never\ndegraded: fail\n");
        RunnerConfig config = valid(reader, Optional.empty()).config();
        assertThat(config.fallback().orElseThrow().value()).isEqualTo(Fallback.NEVER);
        assertThat(config.degraded().value()).isEqualTo(Degraded.FAIL);
        write("runner.yml", "degraded: auto\n");
        assertThat(valid(reader, Optional.empty()).config().degraded().value()).isEqualTo(Degraded.AUTO);
    }

    private static List<String> where(List<EffectiveValue> values) {
        return values.stream()
                .filter(value -> !value.name().startsWith("staging.profiles.")
                        && value.name()
                                .matches(
                                        "(environment|staging)\\..*|fallback|degraded|docker-bypass|staging-e2e|no-docker"
                                                + "|skip-health-check|keep-environment"))
                .map(value -> value.name() + "=" + value.value() + " " + value.origin())
                .toList();
    }

    private List<Problem> problemsOf(String text) {
        write("runner.yml", text);
        return problems(new ConfigReader(folder, Optional.empty()), Optional.empty());
    }

    private static EffectiveValue value(List<EffectiveValue> values, String name) {
        return values.stream()
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static LoadedConfig valid(ConfigReader reader, Optional<Path> named) {
        return reader.read(named).fold(loaded -> loaded, problems -> {
            throw new AssertionError(problems);
        });
    }

    private static List<Problem> problems(ConfigReader reader, Optional<Path> named) {
        return reader.read(named).fold(loaded -> List.of(), List::copyOf);
    }
}
