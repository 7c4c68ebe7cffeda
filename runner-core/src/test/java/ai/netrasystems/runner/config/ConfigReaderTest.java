package ai.netrasystems.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
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
        assertThat(value(values, "environment").value()).isEqualTo("auto");
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
