package ai.netrasystems.runner.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.cli.command.Asked.Color;
import ai.netrasystems.runner.cli.command.Asked.Format;
import ai.netrasystems.runner.cli.command.Asked.Wants;
import ai.netrasystems.runner.config.Fallback;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunRequest.BuildChoice;
import ai.netrasystems.runner.config.RunRequest.EnvironmentChoice;
import ai.netrasystems.runner.config.RunRequest.NoTests;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ProfileName;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class CommandLineReaderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path here;

    @Test
    void nothing_given_asks_for_nothing() {
        Asked asked = read();

        assertThat(asked.request()).isEqualTo(RunRequest.plain());
        assertThat(asked.wants()).isEqualTo(Wants.WORK);
        assertThat(asked.output()).isEqualTo(new Asked.Output(Format.RICH, Color.AUTO, false));
        assertThat(asked.configFile()).isEmpty();
    }

    @Test
    @Covers(Option.EXECUTION_MODE)
    void execution_mode_names_a_mode() {
        assertThat(read("--execution-mode", "fast_feedback").request().mode()).contains(new ModeName("fast_feedback"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--category a b",
                "--category a,b",
                "--category a --category b",
                "--category=a,b",
                "--category a, b",
                "--category a b --fail-fast",
                "--category a b a"
            })
    @Covers(Option.CATEGORY)
    void category_takes_several_names_in_every_usual_way(String line) {
        assertThat(read(line.split(" ", -1)).request().selection().categories())
                .containsExactly(new CategoryName("a"), new CategoryName("b"));
    }

    @Test
    @Covers({Option.INCLUDE_TAG, Option.EXCLUDE_TAG})
    void tag_expressions_stay_whole() {
        RunRequest.Selection selection = read("--include-tag", "a & (b | c)", "--include-tag=d", "--exclude-tag", "!x")
                .request()
                .selection();

        assertThat(selection.includeTags()).containsExactly("a & (b | c)", "d");
        assertThat(selection.excludeTags()).containsExactly("!x");
    }

    @Test
    @Covers({Option.TEST, Option.SELECT_CLASS, Option.SELECT_METHOD, Option.SELECT_PACKAGE, Option.SELECT_UID})
    void tests_are_selected_by_name() {
        RunRequest.Selection selection = read(
                        "--test",
                        "Login*#bad*",
                        "--select-class",
                        "a.B",
                        "--select-method",
                        "a.B#m(int, java.lang.String)",
                        "--select-package",
                        "a.b",
                        "--select-uid",
                        "[engine:e]/[class:c]")
                .request()
                .selection();

        assertThat(selection.tests()).containsExactly("Login*#bad*");
        assertThat(selection.classes()).containsExactly("a.B");
        assertThat(selection.methods()).containsExactly("a.B#m(int, java.lang.String)");
        assertThat(selection.packages()).containsExactly("a.b");
        assertThat(selection.uniqueIds()).containsExactly("[engine:e]/[class:c]");
    }

    @Test
    @Covers(Option.CLASSPATH)
    void classpath_has_folders_jars_and_all_jars_of_a_folder() throws IOException {
        Path classes = Files.createDirectory(here.resolve("classes"));
        Path lib = Files.createDirectory(here.resolve("lib"));
        Path b = Files.createFile(lib.resolve("b.jar"));
        Path a = Files.createFile(lib.resolve("a.jar"));
        Files.createFile(lib.resolve("notes.txt"));

        String joined = String.join(File.pathSeparator, "classes", "lib/*", "");
        assertThat(read("--classpath", joined, "--classpath", "lib/b.jar")
                        .request()
                        .classpath())
                .containsExactly(classes, a, b, b);
    }

    @Test
    void classpath_entries_that_do_not_exist_are_refused() {
        assertThat(refused("--classpath", "clases")).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("--classpath: no such file or folder: clases");
            assertThat(problem.hint()).contains("relative paths start from " + here);
        });
    }

    @ParameterizedTest
    @EnumSource(EnvironmentChoice.class)
    @Covers(Option.ENVIRONMENT)
    void environment_is_one_of_its_words(EnvironmentChoice choice) {
        assertThat(read("--environment", lower(choice)).request().where().environment())
                .contains(choice);
    }

    @Test
    @Covers({Option.NO_DOCKER, Option.COMPOSE})
    void services_can_be_forbidden_or_defined_elsewhere() {
        assertThat(read("--no-docker").request().where().noDocker()).isTrue();
        assertThat(read("--compose", "docker/a.yml").request().where().compose())
                .contains(here.resolve("docker/a.yml"));
        assertThat(read("--compose", "/etc/../a.yml").request().where().compose())
                .contains(Path.of("/a.yml"));
    }

    @ParameterizedTest
    @EnumSource(Fallback.class)
    @Covers(Option.FALLBACK)
    void fallback_is_one_of_its_words(Fallback policy) {
        assertThat(read("--fallback", lower(policy)).request().where().fallback())
                .contains(policy);
        assertThat(refused("--fallback", "sometimes"))
                .extracting(Problem::hint)
                .containsExactly(Optional.of("known: never, build, startup, any"));
    }

    @Test
    @Covers({Option.DOCKER_BYPASS, Option.STAGING_E2E, Option.STAGING})
    void staging_can_be_asked_for_in_three_ways() {
        assertThat(read("--docker-bypass").request().where().dockerBypass()).isTrue();
        assertThat(read("--staging-e2e").request().where().stagingE2e()).isTrue();
        assertThat(read("--staging", "netra").request().where().staging()).contains(new ProfileName("netra"));
        assertThat(read().request().where()).isEqualTo(RunRequest.Where.open());
    }

    @Test
    @Covers({Option.SKIP_HEALTH_CHECK, Option.KEEP_ENVIRONMENT})
    void an_environment_can_be_trusted_unasked_and_kept() {
        assertThat(read("--skip-health-check").request().where().skipHealthCheck())
                .isTrue();
        assertThat(read("--keep-environment").request().where().keepEnvironment())
                .isTrue();
    }

    @Test
    @Covers({Option.FAIL_FAST, Option.TEST_TIMEOUT, Option.TIMEOUT})
    void a_run_can_be_limited() {
        RunRequest.Control control = read("--fail-fast", "--test-timeout", "1.5s", "--timeout", "1h30m")
                .request()
                .control();

        assertThat(control.failures().failFast()).isTrue();
        assertThat(control.testTimeout()).contains(Duration.ofMillis(1_500));
        assertThat(control.timeout()).contains(Duration.ofMinutes(90));
    }

    @Test
    @Covers({Option.MAX_FAILURES, Option.RETRIES, Option.FLAKY})
    void failures_can_be_counted_tried_again_and_judged() {
        RunRequest.Failures failures = read("--max-failures", "3", "--retries", "2", "--flaky", "fail")
                .request()
                .control()
                .failures();

        assertThat(failures)
                .isEqualTo(new RunRequest.Failures(
                        false, Optional.of(3), Optional.of(2), Optional.of(ai.netrasystems.runner.config.Flaky.FAIL)));
    }

    @Test
    @Covers({Option.WORKERS, Option.REPEAT, Option.SEED, Option.DEBUG})
    void tests_take_another_course() {
        assertThat(read("--workers", "4", "--repeat", "10", "--seed", "-7", "--debug")
                        .request()
                        .control()
                        .course())
                .isEqualTo(new RunRequest.Course(Optional.of(4), Optional.of(10), Optional.of(-7L), true));
    }

    @Test
    @Covers({Option.LAST_FAILED, Option.FAILED_FIRST})
    void the_last_run_can_be_looked_back_at() {
        assertThat(read("--last-failed").request().selection().recall())
                .isEqualTo(new RunRequest.Selection.Recall(true, false));
        assertThat(read("--failed-first").request().selection().recall())
                .isEqualTo(new RunRequest.Selection.Recall(false, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--workers 0|--workers: `0` is no whole number from 1 upwards",
                "--workers two|--workers: `two` is no whole number from 1 upwards",
                "--max-failures 0|--max-failures: `0` is no whole number from 1 upwards",
                "--retries -1|--retries: `-1` is no whole number from 0 upwards",
                "--retries 9999999999|--retries: `9999999999` is no whole number from 0 upwards",
                "--repeat 0|--repeat: `0` is no whole number from 1 upwards",
                "--seed x|--seed: `x` is no whole number",
                "--seed|--seed needs a value: N",
                "--flaky maybe|--flaky: unknown value `maybe`",
            })
    void a_number_that_is_none_is_refused(String line, String message) {
        assertThat(refused(line.split(" ", -1))).extracting(Problem::message).containsExactly(message);
    }

    @Test
    @Covers({Option.NO_TESTS, Option.BUILD})
    void each_word_of_a_choice_is_taken() {
        for (NoTests choice : NoTests.values()) {
            assertThat(read("--no-tests", lower(choice)).request().control().noTests())
                    .isEqualTo(choice);
        }
        for (BuildChoice choice : BuildChoice.values()) {
            assertThat(read("--build", lower(choice)).request().control().build())
                    .isEqualTo(choice);
        }
    }

    @Test
    @Covers({Option.OUTPUT, Option.COLOR, Option.VERBOSE, Option.REPORTS_DIR})
    void output_is_chosen() {
        for (Format format : Format.values()) {
            assertThat(read("--output", lower(format)).output().format()).isEqualTo(format);
        }
        for (Color color : Color.values()) {
            assertThat(read("--color", lower(color)).output().color()).isEqualTo(color);
        }
        assertThat(read("--verbose").output().verbose()).isTrue();
        assertThat(read("--reports-dir", "out").request().reportsDirectory()).contains(here.resolve("out"));
    }

    @Test
    @Covers({Option.CONFIG, Option.VERSION, Option.HELP})
    void general_options() {
        assertThat(read("--config", "ci/runner.yml").configFile()).contains(here.resolve("ci/runner.yml"));
        assertThat(read("--version").wants()).isEqualTo(Wants.VERSION);
        assertThat(read("--help").wants()).isEqualTo(Wants.HELP);
        assertThat(read("-h", "--timeout", "nonsense").wants()).isEqualTo(Wants.HELP);
    }

    @Test
    void arguments_come_from_a_file_too() throws IOException {
        Path file = Files.writeString(here.resolve("args"), "--category a b\n--fail-fast\n");

        Asked asked = read("@" + file, "--timeout", "5m");
        assertThat(asked.request().selection().categories()).hasSize(2);
        assertThat(asked.request().control().failures().failFast()).isTrue();
        assertThat(asked.request().control().timeout()).contains(Duration.ofMinutes(5));
    }

    @Test
    @Covers(
            command = Command.LIST,
            value = {
                Option.EXECUTION_MODE,
                Option.CATEGORY,
                Option.INCLUDE_TAG,
                Option.EXCLUDE_TAG,
                Option.TEST,
                Option.SELECT_CLASS,
                Option.SELECT_METHOD,
                Option.SELECT_PACKAGE,
                Option.SELECT_UID,
                Option.CLASSPATH,
                Option.ENVIRONMENT,
                Option.DOCKER_BYPASS,
                Option.STAGING_E2E,
                Option.FALLBACK,
                Option.STAGING,
                Option.SKIP_HEALTH_CHECK,
                Option.KEEP_ENVIRONMENT,
                Option.NO_DOCKER,
                Option.COMPOSE,
                Option.LAST_FAILED,
                Option.FAILED_FIRST,
                Option.SEED,
                Option.TEST_TIMEOUT,
                Option.TIMEOUT,
                Option.CONFIG,
                Option.HELP
            })
    void list_takes_what_changes_a_plan() {
        sameAsForTheRun(Command.LIST);
    }

    @Test
    @Covers(
            command = Command.CONFIG,
            value = {
                Option.EXECUTION_MODE,
                Option.CATEGORY,
                Option.INCLUDE_TAG,
                Option.EXCLUDE_TAG,
                Option.TEST,
                Option.SELECT_CLASS,
                Option.SELECT_METHOD,
                Option.SELECT_PACKAGE,
                Option.SELECT_UID,
                Option.CLASSPATH,
                Option.ENVIRONMENT,
                Option.DOCKER_BYPASS,
                Option.STAGING_E2E,
                Option.FALLBACK,
                Option.STAGING,
                Option.SKIP_HEALTH_CHECK,
                Option.KEEP_ENVIRONMENT,
                Option.NO_DOCKER,
                Option.COMPOSE,
                Option.LAST_FAILED,
                Option.FAILED_FIRST,
                Option.WORKERS,
                Option.MAX_FAILURES,
                Option.RETRIES,
                Option.FLAKY,
                Option.REPEAT,
                Option.SEED,
                Option.DEBUG,
                Option.FAIL_FAST,
                Option.TEST_TIMEOUT,
                Option.TIMEOUT,
                Option.NO_TESTS,
                Option.BUILD,
                Option.REPORTS_DIR,
                Option.CONFIG,
                Option.HELP
            })
    void config_takes_what_changes_a_value() {
        sameAsForTheRun(Command.CONFIG);
    }

    @Test
    @Covers(
            command = Command.CLEAN,
            value = {Option.DRY_RUN, Option.KEPT, Option.CONFIG, Option.HELP})
    void clean_says_what_and_whether() {
        assertThat(read("clean").removal()).isEqualTo(new Asked.Removal(false, false));
        assertThat(read("clean", "--dry-run").removal()).isEqualTo(new Asked.Removal(true, false));
        assertThat(read("clean", "--kept").removal()).isEqualTo(new Asked.Removal(false, true));
        assertThat(read("clean", "--config", "a.yml").configFile()).contains(here.resolve("a.yml"));
        assertThat(read("clean", "--help").wants()).isEqualTo(Wants.HELP);
    }

    @Test
    @Covers(
            command = Command.STAGING_CHECK,
            value = {Option.STAGING, Option.SKIP_HEALTH_CHECK, Option.JSON, Option.CONFIG, Option.HELP})
    void a_check_of_staging_says_which_and_how() {
        assertThat(read("staging", "check").command()).isEqualTo(Command.STAGING_CHECK);
        assertThat(read("staging", "check", "--staging", "acme")
                        .request()
                        .where()
                        .staging())
                .contains(new ProfileName("acme"));
        assertThat(read("staging", "check", "--skip-health-check")
                        .request()
                        .where()
                        .skipHealthCheck())
                .isTrue();
        assertThat(read("staging", "check", "--json").output().format()).isEqualTo(Format.JSON);
        assertThat(read("staging", "check").output().format()).isNotEqualTo(Format.JSON);
        assertThat(read("staging", "check", "--config", "a.yml").configFile()).contains(here.resolve("a.yml"));
        assertThat(read("staging", "check", "--help").wants()).isEqualTo(Wants.HELP);
    }

    @Test
    @Covers(
            command = Command.DOCTOR,
            value = {
                Option.COMPOSE,
                Option.DOCKER_BYPASS,
                Option.FIX,
                Option.NO_GIT,
                Option.DRY_RUN,
                Option.JSON,
                Option.SARIF,
                Option.CONFIG,
                Option.HELP
            })
    void doctor_changes_files_only_when_told_to() {
        assertThat(read("doctor").command()).isEqualTo(Command.DOCTOR);
        assertThat(read("doctor").mending()).isEqualTo(new Asked.Mending(false, false, Optional.empty()));
        assertThat(read("doctor", "--fix", "--no-git", "--sarif", "a.sarif").mending())
                .isEqualTo(new Asked.Mending(true, true, Optional.of(here.resolve("a.sarif"))));
        assertThat(read("doctor", "--fix").removal().dryRun()).isFalse();
        assertThat(read("doctor", "--fix", "--dry-run").removal().dryRun()).isTrue();
        assertThat(read("doctor", "--compose", "a.yml").request().where().compose())
                .contains(here.resolve("a.yml"));
        assertThat(read("doctor", "--docker-bypass").request().where().dockerBypass())
                .isTrue();
        assertThat(read("doctor", "--json").output().format()).isEqualTo(Format.JSON);
        assertThat(read("doctor", "--config", "a.yml").configFile()).contains(here.resolve("a.yml"));
        assertThat(read("doctor", "--help").wants()).isEqualTo(Wants.HELP);
    }

    @Test
    void a_failed_test_is_run_again_with_the_options_that_found_it() throws IOException {
        Files.createDirectory(here.resolve("classes"));

        assertThat(read("--fail-fast", "--classpath", "classes", "--category", "a", "b", "--no-docker", "--test", "X*")
                        .repeated())
                .containsExactly("--classpath", "classes", "--no-docker", "--category", "a", "b");
    }

    @Test
    void a_failed_test_is_run_again_where_it_failed() {
        assertThat(read(
                                "--docker-bypass",
                                "--environment",
                                "staging",
                                "--fallback",
                                "any",
                                "--staging",
                                "netra",
                                "--skip-health-check")
                        .repeated())
                .containsExactly(
                        "--environment",
                        "staging",
                        "--docker-bypass",
                        "--fallback",
                        "any",
                        "--staging",
                        "netra",
                        "--skip-health-check");
        assertThat(read("--staging-e2e", "--execution-mode", "nightly").repeated())
                .containsExactly("--staging-e2e", "--execution-mode", "nightly");
        assertThat(read("--keep-environment").repeated()).isEmpty();
    }

    @Test
    void all_bad_values_are_named_at_once() {
        assertThat(refused("--timeout", "3", "--output", "riche", "--color", "no"))
                .extracting(Problem::message)
                .containsExactly(
                        "--timeout: `3` is no duration",
                        "--output: unknown value `riche`",
                        "--color: unknown value `no`");
    }

    private void sameAsForTheRun(Command command) {
        for (Option option : command.options()) {
            String[] words = switch (option.takes()) {
                case NOTHING -> new String[] {option.text()};
                case ONE, MANY, NAMES -> new String[] {option.text(), sample(option)};
            };
            String[] withCommand = new String[words.length + 1];
            withCommand[0] = command.word();
            System.arraycopy(words, 0, withCommand, 1, words.length);

            Asked asked = read(withCommand);
            assertThat(asked.command()).isEqualTo(command);
            assertThat(asked.request()).as(option.text()).isEqualTo(read(words).request());
            assertThat(asked.configFile()).isEqualTo(read(words).configFile());
            assertThat(asked.wants()).isEqualTo(read(words).wants());
        }
    }

    private static String sample(Option option) {
        return switch (option) {
            case CLASSPATH -> ".";
            case ENVIRONMENT -> "local";
            case FALLBACK -> "startup";
            case NO_TESTS -> "warn";
            case BUILD -> "never";
            case TIMEOUT, TEST_TIMEOUT -> "3s";
            case WORKERS, MAX_FAILURES, RETRIES, REPEAT, SEED -> "3";
            case FLAKY -> "fail";
            default -> "x";
        };
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(java.util.Locale.ROOT);
    }

    private Asked read(String... words) {
        return new CommandLineReader(here).read(List.of(words)).<Asked>fold(asked -> asked, problems -> {
            throw new AssertionError(problems.toString());
        });
    }

    private List<Problem> refused(String... words) {
        return new CommandLineReader(here)
                .read(List.of(words))
                .<List<Problem>>fold(
                        asked -> {
                            throw new AssertionError(asked.toString());
                        },
                        problems -> problems);
    }
}
