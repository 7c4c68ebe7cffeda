package ai.netrasystems.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options and settings about how tests are run, together. */
@Tag("unit")
class EffectiveControlTest {
    private static final String ALL = """
            workers: 4
            retries: {times: 2, backoff: 3s, brake: 5}
            flaky: fail
            order: random
            timeout: 1h
            test-timeout: 1m
            environment: {start-timeout: 2m}
            categories: {a: {timeout: 30s}}
            layers: {l: {categories: a, budget: 10m}}
            modes: {m: {layers: l, budget: 20m}}
            """;

    @Test
    void without_options_and_settings_the_build_says_how_many_workers_and_nothing_is_tried_again() {
        EffectiveControl control = EffectiveControl.of(HowWords.request(""), Configs.none());

        assertThat(control.workers()).isEmpty();
        assertThat(control.retries()).isZero();
        assertThat(control.retrySettings().backoff().value()).isEqualTo(Duration.ofSeconds(1));
        assertThat(control.retrySettings().brake().value()).isEqualTo(20);
        assertThat(control.flaky()).isEqualTo(Flaky.PASS);
        assertThat(control.repeat()).isEqualTo(1);
        assertThat(control.randomOrder()).isFalse();
        assertThat(control.ignored()).isEmpty();
    }

    @Test
    void the_files_settings_hold_where_no_option_says_otherwise() {
        EffectiveControl control = EffectiveControl.of(HowWords.request(""), Configs.of(ALL));

        assertThat(control.workers()).contains(4);
        assertThat(control.retries()).isEqualTo(2);
        assertThat(control.retrySettings().backoff().value()).isEqualTo(Duration.ofSeconds(3));
        assertThat(control.retrySettings().brake().value()).isEqualTo(5);
        assertThat(control.flaky()).isEqualTo(Flaky.FAIL);
        assertThat(control.randomOrder()).isTrue();
    }

    @Test
    void an_option_wins_over_the_file() {
        EffectiveControl control =
                EffectiveControl.of(HowWords.request("--workers 2 --retries 0 --flaky pass --seed 7"), Configs.of(ALL));

        assertThat(control.workers()).contains(2);
        assertThat(control.retries()).isZero();
        assertThat(control.flaky()).isEqualTo(Flaky.PASS);
        assertThat(control.randomOrder()).isFalse();
        assertThat(control.ignored()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--debug    | 1 | workers 4 (runner.yml:1) is ignored: it contradicts `--debug`;"
                        + " retries 2 (runner.yml:2) is ignored: it contradicts `--debug`",
                "--repeat 3 | 4 | retries 2 (runner.yml:2) is ignored: it contradicts `--repeat`",
            })
    void a_setting_that_contradicts_an_option_gives_way_with_one_line(String options, int workers, String notes) {
        EffectiveControl control = EffectiveControl.of(HowWords.request(options), Configs.of(ALL));

        assertThat(control.retries()).isZero();
        assertThat(control.workers()).contains(workers);
        assertThat(control.ignored()).extracting(ProviderOrder.Ignored::note).containsExactly(notes.split("; ", -1));
    }

    @Test
    void a_number_of_retries_alone_is_short_for_times() {
        EffectiveControl control = EffectiveControl.of(HowWords.request(""), Configs.of("retries: 3"));

        assertThat(control.retries()).isEqualTo(3);
        assertThat(control.retrySettings().backoff()).isEqualTo(Setting.builtIn(Duration.ofSeconds(1)));
    }

    @Test
    void each_value_shows_where_it_came_from() {
        List<EffectiveValue> files = values("", ALL);
        assertThat(shown(files, "workers")).isEqualTo("4 runner.yml:1");
        assertThat(shown(files, "retries.times")).isEqualTo("2 runner.yml:2");
        assertThat(shown(files, "retries.backoff")).isEqualTo("3s runner.yml:2");
        assertThat(shown(files, "retries.brake")).isEqualTo("5 runner.yml:2");
        assertThat(shown(files, "flaky")).isEqualTo("fail runner.yml:3");
        assertThat(shown(files, "order")).isEqualTo("random runner.yml:4");
        assertThat(shown(files, "categories.a.integration")).isEqualTo("false built-in");

        List<EffectiveValue> options =
                values("--workers 2 --retries 1 --flaky pass --max-failures 5 --seed 7 --failed-first", ALL);
        assertThat(shown(options, "workers")).isEqualTo("2 --workers");
        assertThat(shown(options, "retries.times")).isEqualTo("1 --retries");
        assertThat(shown(options, "flaky")).isEqualTo("pass --flaky");
        assertThat(shown(options, "max-failures")).isEqualTo("5 --max-failures");
        assertThat(shown(options, "seed")).isEqualTo("7 --seed");
        assertThat(shown(options, "failed-first")).isEqualTo("true --failed-first");
        assertThat(shown(options, "last-failed")).isEqualTo("false built-in");
        assertThat(shown(values("--repeat 9", ALL), "repeat")).isEqualTo("9 --repeat");
        assertThat(shown(values("--repeat 9", ALL), "retries.times")).isEqualTo("0 --repeat");
    }

    @Test
    void under_debug_no_deadline_and_no_budget_of_tests_holds() {
        List<EffectiveValue> values = values("--debug", ALL);

        assertThat(List.of("timeout", "test-timeout", "categories.a.timeout", "layers.l.budget", "modes.m.budget"))
                .allSatisfy(name -> assertThat(shown(values, name)).isEqualTo("none --debug"));
        assertThat(shown(values, "environment.start-timeout")).isEqualTo("2m runner.yml:7");
        assertThat(shown(values, "workers")).isEqualTo("1 --debug");
        assertThat(shown(values("--debug", ""), "timeout")).isEqualTo("none built-in");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--fail-fast --max-failures 2 | --fail-fast & --max-failures",
                "--repeat 2 --retries 1       | --repeat & --retries",
                "--debug --workers 2          | --debug & --workers",
                "--debug --timeout 1m         | --debug & --timeout",
                "--debug --test-timeout 1m    | --debug & --test-timeout",
                "--last-failed --failed-first | --last-failed & --failed-first",
            })
    void two_options_that_contradict_each_other_are_named(String options, String pair) {
        List<Problem> problems = RequestConflicts.of(HowWords.request(options), Configs.of(ALL));

        assertThat(problems).singleElement().satisfies(problem -> {
            String[] names = pair.split(" & ", -1);
            assertThat(problem.message())
                    .startsWith("`" + names[0] + "` and `" + names[1] + "` contradict each other: ");
            assertThat(problem.where()).isEqualTo(Origin.commandLine(names[0]));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--debug --workers 1",
                "--debug --repeat 3",
                "--debug --fail-fast --last-failed",
                "--retries 2 --flaky fail --workers 8 --seed 1",
                "--max-failures 3 --failed-first --repeat 2",
                "--timeout 1h --test-timeout 1m",
            })
    void options_that_go_together(String options) {
        assertThat(RequestConflicts.of(HowWords.request(options), Configs.of(ALL)))
                .isEmpty();
    }

    @Test
    void the_category_of_failsafe_is_built_in() {
        RunnerConfig none = Configs.none();
        assertThat(none.category(RunnerConfig.IT)).get().satisfies(it -> {
            assertThat(it.integration()).isTrue();
            assertThat(it.tags()).isEqualTo("any() | none()");
        });
        assertThat(RequestCheck.check(Requests.plain().categories("it").build(), none))
                .isInstanceOf(Checked.Valid.class);

        RunnerConfig own = Configs.of("""
                categories: {it: {services: db}, slow: {integration: true, tags: slow}, a: {}}
                layers: {l: {categories: [a, it]}}
                """);
        assertThat(own.category(RunnerConfig.IT).orElseThrow().integration()).isTrue();
        assertThat(own.category(RunnerConfig.IT).orElseThrow().services()).hasSize(1);
        assertThat(own.categories().values())
                .extracting(category -> category.name() + " " + category.integration() + " " + category.tags())
                .containsExactly("it true any() | none()", "slow true slow", "a false a");
    }

    private static List<EffectiveValue> values(String options, String yaml) {
        return Configs.read(yaml).fold(loaded -> EffectiveValues.with(HowWords.request(options), loaded), problems -> {
            throw new AssertionError(problems);
        });
    }

    private static String shown(List<EffectiveValue> values, String name) {
        return values.stream()
                .filter(value -> value.name().equals(name))
                .map(value -> value.value() + " " + value.origin())
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }
}
