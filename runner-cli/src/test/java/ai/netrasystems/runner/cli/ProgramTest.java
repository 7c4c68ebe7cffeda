package ai.netrasystems.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.EffectiveValue;
import ai.netrasystems.runner.config.Fallback;
import ai.netrasystems.runner.config.Setting;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.RunFinished;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.PlanView;
import ai.netrasystems.runner.plan.PlanView.GroupView;
import ai.netrasystems.runner.plan.PlanView.LayerView;
import ai.netrasystems.runner.plan.PlanView.TestView;
import ai.netrasystems.runner.plan.RunPlan.PlannedCategory;
import ai.netrasystems.runner.run.DoctorRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole commands, as the person calls them. */
@Tag("unit")
class ProgramTest {
    private static final Path HERE = Path.of("/shop");
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final String ESCAPE = "\u001b";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private RecordingRunner runner = runner(List.of(new Noted(Noted.Level.WARNING, "hello"), ended(1)));
    private Map<String, String> environment = Map.of();
    private Terminal terminal = Terminal.none();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--categori x|unknown option `--categori`; did you mean `--category`?",
                "--docker-bypas|unknown option `--docker-bypas`; did you mean `--docker-bypass`?",
                "--wrkz 2|unknown option `--wrkz`; `runner --help` lists the options",
                "--env=local|unknown option `--env`; `runner --help` lists the options",
                "lst|unknown subcommand or argument `lst`; did you mean `list`?",
                "list x|unknown subcommand or argument `x`; tests are chosen by options: --category NAME, --test GLOB; see `--help`",
                "list --fail-fast|--fail-fast means nothing to `runner list`; it is an option of `runner`",
                "--kept|--kept means nothing to `runner`; it is an option of `runner clean`",
                "doctor --dry-run|--dry-run: it means nothing without --fix; doctor changes nothing unless it is told to",
                "doctor --no-git|--no-git: it means nothing without --fix; doctor changes nothing unless it is told to",
                "doctor --json --sarif x|--sarif: not together with --json; call doctor once for each",
                "clean --category a|--category means nothing to `runner clean`; it is an option of `runner`",
                "--category a list|--category before the subcommand `list`; write `runner list --category`",
                "--timeout 5x|--timeout: `5x` is no duration; write it like 30s, 5 min or 1h30m",
                "--timeout 90|--timeout: `90` is no duration; did you mean `90s`?",
                "--timeout 0s|--timeout: `0s` is no duration; write it like 30s, 5 min or 1h30m",
                "--environment lokal|--environment: unknown value `lokal`; did you mean `local`?",
                "--output x|--output: unknown value `x`; known: rich, plain, quiet, json",
                "--category|--category needs a value: NAME...; see `--help`",
                "--category ,|--category: no name in `,`; write it like a,b",
                "--test --fail-fast|--test needs a value: GLOB[#METHOD]; see `--help`",
                "--timeout 1s --timeout 2s|--timeout is given twice; give it once",
                "--fail-fast=true|option '--fail-fast' should be specified without 'true' parameter; see `--help`",
                "@nofile|unknown subcommand or argument `@nofile`; an argument file must be a readable file"
            })
    void wrong_usage_is_one_clear_line_and_exit_2(String line, String message) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(err()).isEqualTo("runner: " + message + "\n");
        assertThat(out()).isEmpty();
        assertThat(runner.invocations).isEmpty();
    }

    @Test
    void an_empty_value_is_wrong_usage() {
        assertThat(run("--select-class", "")).isEqualTo(2);
        assertThat(err())
                .isEqualTo("runner: --select-class: an empty value; is a variable of the calling script not set?\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "list", "config", "clean", "staging check", "doctor"})
    void help_shows_what_the_command_takes(String command) {
        String[] words = (command + " --help").strip().split(" ", -1);

        assertThat(run(words)).isZero();
        Approved.check("help/" + (command.isEmpty() ? "runner" : command.replace(' ', '-')) + ".txt", out());
        assertThat(err()).isEmpty();
    }

    @Test
    void a_check_of_staging_has_a_line_for_each_thing_and_the_exit_code_of_a_run() {
        assertThat(run("staging", "check")).isEqualTo(4);
        Approved.check("view/staging-check.txt", out());
    }

    @Test
    void a_check_of_staging_as_json_is_one_object_and_nothing_else() {
        assertThat(run("staging", "check", "--json")).isEqualTo(4);
        Approved.check("view/staging-check.json", out());
    }

    @Test
    void doctor_groups_what_it_found_and_says_1_for_errors() {
        assertThat(run("doctor")).isEqualTo(1);
        Approved.check("view/doctor.txt", out());
        assertThat(err()).isEmpty();
    }

    @Test
    void doctor_says_what_it_mended_and_what_it_would() {
        assertThat(run("doctor", "--fix", "--docker-bypass")).isEqualTo(1);
        Approved.check("view/doctor-fix.txt", out());
        out.reset();
        assertThat(run("doctor", "--fix", "--dry-run", "--no-git", "--compose", "a.yml"))
                .isEqualTo(1);
        Approved.check("view/doctor-fix-dry-run.txt", out());
        assertThat(runner.doctored)
                .containsExactly(
                        new DoctorRequest(Optional.empty(), true, true, false, false),
                        new DoctorRequest(Optional.of(HERE.resolve("a.yml")), false, true, true, true));
    }

    @ParameterizedTest
    @CsvSource({"INTERRUPTED,130", "TERMINATED,143"})
    void doctor_that_was_told_to_stop_says_what_it_has_and_ends_so(StopSignal.Reason reason, int exitCode) {
        assertThat(run(runner, (stop, notice) -> stop.request(reason), "doctor", "--fix"))
                .isEqualTo(exitCode);
        assertThat(out()).contains("doctor: ");
    }

    @Test
    void doctor_as_json_is_one_object_and_nothing_else() {
        assertThat(run("doctor", "--fix", "--json")).isEqualTo(1);
        Approved.check("view/doctor.json", out());
    }

    @Test
    void doctor_writes_findings_for_code_scanning_beside_its_text(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("doctor.sarif");

        assertThat(run("doctor", "--sarif", file.toString())).isEqualTo(1);

        assertThat(Files.readString(file)).contains("\"version\":\"2.1.0\"", "copy-excluded", "docker/app.Dockerfile");
        assertThat(out()).contains("copy-excluded");
    }

    @Test
    void findings_that_can_not_be_written_are_wrong_usage_before_anything_is_looked_at(@TempDir Path folder) {
        assertThat(run("doctor", "--sarif", folder.resolve("no/such/x.sarif").toString()))
                .isEqualTo(2);
        assertThat(err()).contains("--sarif", "no/such");
        assertThat(runner.invocations).isEmpty();
    }

    @Test
    void half_a_command_is_told_its_other_half() {
        assertThat(run("staging")).isEqualTo(2);
        assertThat(err()).contains("`staging` alone means nothing", "write `runner staging check`");
    }

    @Test
    void clean_has_a_line_for_each_thing_and_fails_only_where_something_of_ours_remains() {
        assertThat(run("clean")).isZero();
        assertThat(out()).isEqualTo("nothing to remove\n");
        out.reset();
        assertThat(run("clean", "--kept", "--dry-run")).isZero();
        Approved.check("view/clean-dry-run.txt", out());
        out.reset();
        assertThat(run("clean", "--kept")).isEqualTo(4);
        Approved.check("view/clean.txt", out());
        assertThat(err()).isEmpty();
    }

    @Test
    void version_is_one_line() {
        assertThat(run("--version")).isZero();
        assertThat(out()).isEqualTo("runner (not packaged)\n");
    }

    @Test
    void a_run_gets_what_was_asked_and_its_exit_code_is_returned() {
        environment = Map.of("CI", "true");

        assertThat(run("--category", "a", "b", "--config", "ci.yml")).isEqualTo(1);
        assertThat(runner.invocations).singleElement().satisfies(invocation -> {
            assertThat(invocation.request().selection().categories())
                    .containsExactly(new CategoryName("a"), new CategoryName("b"));
            assertThat(invocation.configFile()).contains(HERE.resolve("ci.yml"));
            assertThat(invocation.workingDirectory()).isEqualTo(HERE);
            assertThat(invocation.environment()).containsExactly(Map.entry("CI", "true"));
            assertThat(invocation.arguments()).containsExactly("--category", "a", "b", "--config", "ci.yml");
        });
        assertThat(out()).startsWith("warning: hello\n").contains("failed (exit 1)");
    }

    @Test
    void a_defect_is_exit_70_and_says_that_it_is_not_the_tests() {
        Runner broken = new RecordingRunner(List.of(), Checked.valid(emptyPlan()), Checked.valid(List.of())) {
            @Override
            public Checked<PlanView> list(Invocation invocation, StopSignal stop, EventSink events) {
                throw new IllegalStateException("boom");
            }
        };

        assertThat(run(broken, (stop, notice) -> {}, "list")).isEqualTo(70);
        assertThat(out()).isEmpty();
        assertThat(err())
                .startsWith("runner: a defect in the runner, not in your tests; please report it with these lines:\n")
                .contains("IllegalStateException: boom");
    }

    @Test
    void a_signal_during_a_run_is_told_on_standard_error() {
        assertThat(run(
                        runner,
                        (stop, notice) -> {
                            stop.request(StopSignal.Reason.INTERRUPTED);
                            notice.accept("interrupted: stopping");
                        },
                        "--output",
                        "json"))
                .isEqualTo(1);
        assertThat(err()).isEqualTo("runner: interrupted: stopping\n");
    }

    @Test
    void list_prints_the_plan() {
        runner = new RecordingRunner(List.of(), Checked.valid(plan()), Checked.valid(List.of()));

        assertThat(run("list", "--execution-mode", "fast_feedback")).isZero();
        Approved.check("view/list.txt", out());
    }

    @Test
    void list_of_nothing_is_exit_3() {
        runner = new RecordingRunner(List.of(), Checked.valid(emptyPlan()), Checked.valid(List.of()));

        assertThat(run("list", "--test", "Nothing*")).isEqualTo(3);
        Approved.check("view/list-nothing.txt", out());
    }

    @Test
    void config_prints_values_and_where_they_came_from() {
        assertThat(run("config", "--timeout", "1m")).isZero();
        Approved.check("view/config.txt", out());
    }

    @Test
    void problems_of_configuration_name_file_and_line() {
        List<Problem> problems = List.of(
                Problem.of(
                        "unknown key `budgt`",
                        Origin.file(HERE.resolve("ci/runner.yml"), 12),
                        "did you mean `budget`?"),
                Problem.of("unknown category `nosuch`", Origin.commandLine("--category")),
                Problem.of("no such file", Origin.file(Path.of("/etc/runner.yml"), 0)));
        runner = new RecordingRunner(List.of(), new Checked.Invalid<>(problems), new Checked.Invalid<>(problems));

        for (String command : List.of("list", "config")) {
            err.reset();
            assertThat(run(command)).isEqualTo(2);
            assertThat(out()).isEmpty();
            assertThat(err()).isEqualTo("""
                            runner: ci/runner.yml:12: unknown key `budgt`; did you mean `budget`?
                            runner: unknown category `nosuch`
                            runner: /etc/runner.yml: no such file
                            """);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // terminal | variable | option | colours
                "true | - | - | true",
                "false | - | - | false",
                "true | NO_COLOR | - | false",
                "true | NO_COLOR | always | true",
                "false | - | always | true",
                "true | - | never | false",
                "true | TERM | - | false",
                "true | CI | - | true"
            })
    void colours_follow_option_then_no_color_then_terminal(
            boolean onTerminal, @Nullable String variable, @Nullable String option, boolean colored) {
        terminal = new Terminal(onTerminal, 80);
        environment = variable == null ? Map.of() : Map.of(variable, "dumb");

        run(
                option == null
                        ? new String[] {"--output", "plain"}
                        : new String[] {"--output", "plain", "--color", option});

        assertThat(out().contains(ESCAPE)).isEqualTo(colored);
    }

    @ParameterizedTest
    @CsvSource({"true,,true", "false,,false", "true,CI,false", "true,TERM,false"})
    void progress_is_drawn_only_where_a_terminal_shows_it(
            boolean onTerminal, @Nullable String variable, boolean drawn) {
        terminal = new Terminal(onTerminal, 80);
        environment = variable == null ? Map.of() : Map.of(variable, "dumb");

        run("--color", "never");

        assertThat(out().contains(ESCAPE + "[2K")).isEqualTo(drawn);
    }

    @Test
    void json_has_one_object_a_line() {
        run("--output", "json");

        assertThat(out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"schema\":1,") && line.endsWith("}"));
    }

    private static RecordingRunner runner(List<RunEvent> events) {
        return new RecordingRunner(
                events,
                Checked.valid(emptyPlan()),
                Checked.valid(List.of(
                        EffectiveValue.builtIn("reports-dir", ".runner/reports"),
                        new EffectiveValue(
                                "timeout",
                                "1m",
                                Origin.commandLine("--timeout"),
                                List.of(new Setting<>("5m", Origin.file(HERE.resolve("runner.yml"), 7)))))));
    }

    private static RunFinished ended(int exitCode) {
        return new RunFinished(
                "failed", exitCode, List.of(exitCode), Map.of(Outcome.FAILED, 1), List.of(), Duration.ofSeconds(1));
    }

    private static PlanView emptyPlan() {
        return new PlanView(
                Optional.empty(),
                List.of(),
                Set.of(),
                List.of(EnvironmentKind.NONE),
                Fallback.NEVER,
                Optional.empty(),
                List.of("no test class matches the selection"));
    }

    private static PlanView plan() {
        ModuleId module = ModuleId.of("mission-critical-tests");
        PlannedCategory golden = new PlannedCategory(
                new CategoryName("golden_path"),
                tags -> true,
                Optional.of(Duration.ofMinutes(5)),
                Set.of(new ServiceName("backend"), new ServiceName("auth")),
                true,
                true,
                "nobody can chat");
        PlannedCategory smoke = new PlannedCategory(
                new CategoryName("smoke"), tags -> true, Optional.empty(), Set.of(), false, true, "");
        return new PlanView(
                Optional.of(new ModeName("fast_feedback")),
                List.of(new LayerView(
                        new LayerName("fast_feedback"),
                        Optional.of(Duration.ofMinutes(5)),
                        List.of(
                                new GroupView(Optional.of(smoke), List.of()),
                                new GroupView(
                                        Optional.of(golden),
                                        List.of(new TestView(
                                                module,
                                                "a.ChatTest",
                                                Optional.of("answers"),
                                                EnvironmentKind.STAGING))),
                                new GroupView(
                                        Optional.empty(),
                                        List.of(new TestView(
                                                module, "a.Feature", Optional.empty(), EnvironmentKind.NONE)))))),
                Set.of(new ServiceName("backend"), new ServiceName("auth")),
                List.of(EnvironmentKind.STAGING, EnvironmentKind.LOCAL),
                Fallback.ANY,
                Optional.of(Duration.ofMinutes(5)),
                List.of());
    }

    private int run(String... arguments) {
        return run(runner, (stop, notice) -> {}, arguments);
    }

    private int run(Runner behind, Program.Signals signals, String... arguments) {
        Surroundings surroundings = new Surroundings(environment, HERE, terminal, "./runner", CLOCK);
        return new Program(stream(out), stream(err), surroundings, behind, signals).run(List.of(arguments));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
