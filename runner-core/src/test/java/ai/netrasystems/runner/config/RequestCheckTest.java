package ai.netrasystems.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.RunRequest.EnvironmentChoice;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RequestCheckTest {
    private static final RunnerConfig CONFIG = Configs.of("""
            timeout: 1h
            categories: {smoke: {}, api: {services: backend}}
            layers: {first: {categories: smoke, budget: 5 min}}
            modes: {quick: {layers: first}}
            """);

    @Test
    void unknown_names_say_what_was_meant() {
        assertThat(problems(Requests.plain().categories("smoek").mode("quikc")))
                .containsExactly(
                        Problem.of(
                                "there is no mode `quikc`",
                                Origin.commandLine("--execution-mode"),
                                "did you mean `quick`?"),
                        Problem.of(
                                "there is no category `smoek`",
                                Origin.commandLine("--category"),
                                "did you mean `smoke`?"));
    }

    @Test
    void no_docker_contradicts_local_and_compose_but_not_auto() {
        assertThat(problems(Requests.plain().noDocker().environment(EnvironmentChoice.LOCAL)))
                .extracting(Problem::message)
                .containsExactly("`--environment` and `--no-docker` contradict each other: `local` asks for services,"
                        + " the other for none");
        assertThat(problems(Requests.plain().noDocker().compose("other.yml")))
                .extracting(problem -> problem.where().detail())
                .containsExactly("--compose");
        assertThat(problems(Requests.plain().noDocker().environment(EnvironmentChoice.AUTO)))
                .isEmpty();
        assertThat(problems(
                        Requests.plain().environment(EnvironmentChoice.LOCAL).compose("other.yml")))
                .isEmpty();
    }

    @Test
    void a_category_outside_the_mode_is_a_conflict() {
        assertThat(problems(Requests.plain().mode("quick").categories("smoke", "api")))
                .extracting(Problem::message)
                .containsExactly("`--category` and `--execution-mode` contradict each other: `api` is in no layer of"
                        + " `quick`");
        assertThat(problems(Requests.plain().mode("quick").categories("smoke"))).isEmpty();
        assertThat(problems(Requests.plain().categories("api"))).isEmpty();
    }

    @Test
    void the_command_lines_own_budgets_nest_but_may_override_a_files() {
        Optional<Duration> long_ = Optional.of(Duration.ofHours(2));
        assertThat(problems(Requests.plain().timeouts(long_, Optional.of(Duration.ofHours(1)))))
                .extracting(Problem::message)
                .containsExactly("`--test-timeout` and `--timeout` contradict each other: a test's 2h is longer than"
                        + " the run's 1h");
        assertThat(problems(Requests.plain().timeouts(long_, Optional.empty()))).isEmpty();
    }

    @Test
    void malformed_selections_are_problems() {
        assertThat(problems(Requests.plain()
                        .tags(List.of("a &"), List.of("(b"))
                        .names(List.of("X*#"), List.of("a.B$C"), List.of("a.B"), List.of(), List.of())))
                .extracting(problem -> problem.where().detail())
                .containsExactly("--include-tag", "--exclude-tag", "--select-method", "--test", "--select-class");
    }

    @Test
    void without_runner_yml_there_is_only_fast_feedback() {
        assertThat(RequestCheck.check(Requests.plain().mode("fast_feedback").build(), Configs.none())
                        .<List<Problem>>fold(request -> List.of(), List::copyOf))
                .isEmpty();
        assertThat(RequestCheck.check(
                                Requests.plain()
                                        .mode("nightly")
                                        .categories("smoke")
                                        .build(),
                                Configs.none())
                        .<List<Problem>>fold(request -> List.of(), List::copyOf))
                .extracting(Problem::message)
                .containsExactly(
                        "there is no mode `nightly`: there is no runner.yml",
                        "there is no category `smoke`: there is no runner.yml");
    }

    @Test
    void an_unknown_staging_profile_says_what_was_meant() {
        assertThat(problems(Requests.plain().staging("nettra")))
                .containsExactly(Problem.of(
                        "there is no staging profile `nettra`",
                        Origin.commandLine("--staging"),
                        "did you mean `netra`?"));
        assertThat(problems(Requests.plain().staging("netra"))).isEmpty();
    }

    @Test
    void staging_e2e_needs_the_category_e2e_unless_another_is_named() {
        assertThat(problems(Requests.plain().stagingE2e()))
                .containsExactly(Problem.of(
                        "there is no category `e2e`", Origin.commandLine("--staging-e2e"), "known: smoke, api"));
        assertThat(problems(Requests.plain().stagingE2e().mode("quick")))
                .extracting(Problem::message)
                .containsExactly("there is no category `e2e`");
        assertThat(problems(Requests.plain().stagingE2e().categories("api"))).isEmpty();
        assertThat(RequestCheck.check(Requests.plain().stagingE2e().build(), Configs.none())
                        .<List<Problem>>fold(request -> List.of(), List::copyOf))
                .containsExactly(Problem.of(
                        "there is no category `e2e`: there is no runner.yml",
                        Origin.commandLine("--staging-e2e"),
                        "categories stand in runner.yml; `--include-tag` works without"));
    }

    private static List<Problem> problems(Requests request) {
        return RequestCheck.check(request.build(), CONFIG).fold(valid -> List.of(), List::copyOf);
    }
}
