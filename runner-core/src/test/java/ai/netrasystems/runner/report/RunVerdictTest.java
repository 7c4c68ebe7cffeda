package ai.netrasystems.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.Degraded;
import ai.netrasystems.runner.config.Flaky;
import ai.netrasystems.runner.config.RunRequest.NoTests;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.event.RunEvent.LayerStarted;
import ai.netrasystems.runner.event.RunEvent.RunFinished;
import ai.netrasystems.runner.event.RunEvent.RunPlanned;
import ai.netrasystems.runner.event.RunEvent.RunStopped;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of exit codes, row by row. */
@Tag("unit")
class RunVerdictTest {
    private static final VerdictRules RULES = VerdictRules.defaults(false);
    private static final VerdictRules ON_CI = VerdictRules.defaults(true);
    private static final VerdictRules B_IS_QUARANTINED = RULES.with((className, xmlName) -> className.equals("B"));

    private static Story green() {
        return Story.of().ran("A#a", Outcome.PASSED);
    }

    @Nested
    class Row_130_and_143 {
        @Test
        void interrupted() {
            Story story = green().ran("A#b", Outcome.INTERRUPTED).stopped(RunStopped.Cause.INTERRUPTED);

            assertThat(story.verdict().exitCode()).isEqualTo(130);
            assertThat(story.verdict().held()).containsExactly(Verdict.INTERRUPTED, Verdict.INFRASTRUCTURE);
        }

        @Test
        void terminated() {
            Story story = green().found("A#b").ended("A#b", Outcome.NOT_RUN).stopped(RunStopped.Cause.TERMINATED);

            assertThat(story.verdict().exitCode()).isEqualTo(143);
            assertThat(story.verdict().held()).containsExactly(Verdict.TERMINATED);
        }

        @Test
        void comes_before_everything_else() {
            Story story = green().refused(2).ran("A#b", Outcome.FAILED).add(new DefectFound("d", ""));

            assertThat(story.stopped(RunStopped.Cause.INTERRUPTED).verdict().held())
                    .containsExactly(Verdict.INTERRUPTED, Verdict.DEFECT, Verdict.INVALID, Verdict.FAILED);
        }
    }

    @Nested
    class Row_70 {
        @Test
        void a_defect() {
            assertThat(green().ran("A#b", Outcome.FAILED)
                            .add(new DefectFound("d", ""))
                            .verdict()
                            .exitCode())
                    .isEqualTo(70);
        }

        @Test
        void a_planned_test_without_an_outcome() {
            assertThat(green().found("A#b").verdict().exitCode()).isEqualTo(70);
            assertThat(green().found("A#b").started("A#b").verdict().exitCode()).isEqualTo(70);
        }

        @Test
        void but_a_template_needs_none() {
            assertThat(green().template("A#t(int)").verdict().exitCode()).isZero();
        }

        @Test
        void not_run_for_a_reason_that_no_line_names() {
            assertThat(green().found("A#b")
                            .ended("A#b", Outcome.NOT_RUN, "felt like it")
                            .verdict()
                            .exitCode())
                    .isEqualTo(70);
        }

        @Test
        void not_run_because_of_a_failure_is_the_failures_line() {
            assertThat(green().ran("A#b", Outcome.FAILED)
                            .found("A#c")
                            .ended("A#c", Outcome.NOT_RUN)
                            .stopped(RunStopped.Cause.FAILURE_POLICY)
                            .verdict()
                            .held())
                    .containsExactly(Verdict.FAILED);
        }

        @Test
        void a_failure_policy_that_stopped_the_run_without_a_failure() {
            assertThat(green().stopped(RunStopped.Cause.FAILURE_POLICY)
                            .verdict()
                            .exitCode())
                    .isEqualTo(70);
        }

        @Test
        void an_outcome_of_a_test_that_nobody_announced() {
            assertThat(green().ended("A#x", Outcome.PASSED).verdict().exitCode())
                    .isEqualTo(70);
        }

        @Test
        void a_planned_layer_whose_turn_never_came_and_nothing_says_why() {
            Story story = Story.empty()
                    .planned(
                            2,
                            new RunPlanned.Layer(Story.LAYER, List.of(), Optional.empty()),
                            new RunPlanned.Layer(new LayerName("next"), List.of(), Optional.empty()))
                    .add(new LayerStarted(Story.LAYER))
                    .ran("A#a", Outcome.PASSED);

            assertThat(story.verdict().exitCode()).isEqualTo(70);
            assertThat(story.ran("A#b", Outcome.FAILED).verdict().exitCode()).isEqualTo(1);
        }

        @Test
        void a_refusal_with_a_code_that_is_none() {
            assertThat(Story.empty().refused(9).verdict().exitCode()).isEqualTo(70);
        }
    }

    @Nested
    class Rows_before_tests {
        @Test
        void row_2_wrong_usage_or_configuration() {
            assertThat(Story.empty().refused(2).verdict().exitCode()).isEqualTo(2);
            assertThat(Story.empty().refused(2).verdict().held()).containsExactly(Verdict.INVALID, Verdict.NOTHING_RUN);
        }

        @Test
        void row_5_staging_refused() {
            assertThat(Story.empty().refused(5).verdict().verdict()).isEqualTo(Verdict.REFUSED);
        }

        @Test
        void row_4_no_environment() {
            assertThat(Story.empty().refused(4).verdict().verdict()).isEqualTo(Verdict.NO_ENVIRONMENT);
        }
    }

    @Nested
    class Row_1 {
        @ParameterizedTest
        @EnumSource(
                value = Outcome.class,
                names = {"FAILED", "CRASHED", "TIMED_OUT"})
        void a_broken_test(Outcome outcome) {
            assertThat(green().ran("A#b", outcome).verdict().held()).containsExactly(Verdict.FAILED);
        }

        @Test
        void a_container_failed() {
            assertThat(green().containerFailed("B").verdict().exitCode()).isEqualTo(1);
        }

        @Test
        void a_container_failed_and_its_tests_did_not_run() {
            assertThat(green().found("B#b")
                            .containerFailed("B")
                            .ended("B#b", Outcome.NOT_RUN)
                            .verdict()
                            .held())
                    .containsExactly(Verdict.FAILED);
        }

        @Test
        void a_flaky_test_only_under_flaky_fail() {
            Story story = green().ran("A#b", Outcome.FLAKY);

            assertThat(story.verdict().exitCode()).isZero();
            assertThat(story.verdict(RULES.with(Flaky.FAIL)).exitCode()).isEqualTo(1);
        }

        @Test
        void what_is_quarantined_does_not_count() {
            Story story = green().ran("B#b", Outcome.FAILED)
                    .containerFailed("B")
                    .found("B$In#c")
                    .ended("B$In#c", Outcome.NOT_RUN)
                    .ran("B#f", Outcome.FLAKY);

            assertThat(story.verdict(B_IS_QUARANTINED.with(Flaky.FAIL)).exitCode())
                    .isZero();
            assertThat(story.verdict().exitCode()).isEqualTo(1);
        }

        @Test
        void an_error_of_discovery_but_not_a_warning() {
            ModuleId module = ModuleId.of(".");
            assertThat(green().add(new DiscoveryProblem(module, true, "no class X", Optional.empty()))
                            .verdict()
                            .exitCode())
                    .isEqualTo(1);
            assertThat(green().add(new DiscoveryProblem(module, false, "odd tag", Optional.empty()))
                            .verdict()
                            .exitCode())
                    .isZero();
        }

        @Test
        void a_worker_died_with_no_test_in_flight() {
            assertThat(green().worker("w1").died("w1").verdict().exitCode()).isEqualTo(1);
        }

        @Test
        void a_worker_died_with_several_in_flight_and_none_of_them_did_it_again() {
            assertThat(green().worker("w1")
                            .found("A#b")
                            .found("A#c")
                            .started("A#b", "w1", 1)
                            .started("A#c", "w1", 1)
                            .died("w1")
                            .started("A#b", "w2", 2)
                            .ended("A#b", 2, Outcome.PASSED, "")
                            .started("A#c", "w3", 2)
                            .ended("A#c", 2, Outcome.PASSED, "")
                            .verdict()
                            .exitCode())
                    .isEqualTo(1);
        }

        @Test
        void a_death_that_a_quarantined_test_caused_is_excused_with_it() {
            assertThat(green().worker("w1")
                            .found("B#b")
                            .started("B#b")
                            .died("w1")
                            .ended("B#b", Outcome.CRASHED)
                            .verdict(B_IS_QUARANTINED)
                            .exitCode())
                    .isZero();
        }

        @Test
        void the_project_did_not_compile() {
            assertThat(Story.empty().buildFailed().verdict().verdict()).isEqualTo(Verdict.FAILED);
        }

        @Test
        void the_last_attempt_counts() {
            assertThat(Story.of()
                            .found("A#a")
                            .ended("A#a", 1, Outcome.INTERRUPTED, "")
                            .ended("A#a", 2, Outcome.PASSED, "")
                            .verdict()
                            .exitCode())
                    .isZero();
        }

        @Test
        void of_two_outcomes_of_one_attempt_the_worse_counts() {
            assertThat(Story.of()
                            .found("A#a")
                            .ended("A#a", Outcome.FAILED)
                            .ended("A#a", Outcome.PASSED)
                            .verdict()
                            .exitCode())
                    .isEqualTo(1);
        }
    }

    @Nested
    class Row_4_after_tests {
        @ParameterizedTest
        @EnumSource(
                value = Outcome.class,
                names = {"INFRASTRUCTURE", "LOST", "INTERRUPTED"})
        void the_environment_broke(Outcome outcome) {
            assertThat(green().ran("A#b", outcome).verdict().verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
            assertThat(green().ran("A#b", outcome).verdict().exitCode()).isEqualTo(4);
        }

        @Test
        void a_test_that_passed_after_a_hiccup_of_the_environment_is_flaky() {
            Story story = green().found("A#b")
                    .started("A#b", "w1", 1)
                    .ended("A#b", 1, Outcome.INFRASTRUCTURE, "staging went away")
                    .started("A#b", "w2", 2)
                    .ended("A#b", 2, Outcome.FLAKY, "");

            assertThat(story.verdict().verdict()).isEqualTo(Verdict.PASSED);
            assertThat(story.verdict().counts())
                    .containsEntry(Outcome.FLAKY, 1)
                    .doesNotContainKey(Outcome.INFRASTRUCTURE);
        }

        @Test
        void a_worker_that_never_was_up_is_told_by_its_lost_tests() {
            assertThat(green().died("w9").ran("A#b", Outcome.LOST).verdict().held())
                    .containsExactly(Verdict.INFRASTRUCTURE);
        }

        @Test
        void a_failure_comes_first() {
            assertThat(green().ran("A#b", Outcome.LOST)
                            .ran("A#c", Outcome.FAILED)
                            .verdict()
                            .held())
                    .containsExactly(Verdict.FAILED, Verdict.INFRASTRUCTURE);
        }
    }

    @Nested
    class Row_7 {
        @Test
        void a_budget_left_tests_interrupted_or_not_run() {
            Story story = green().ran("A#b", Outcome.INTERRUPTED)
                    .found("A#c")
                    .ended("A#c", Outcome.NOT_RUN)
                    .budgetEnded();

            assertThat(story.verdict().held()).containsExactly(Verdict.OUT_OF_TIME);
            assertThat(story.verdict().exitCode()).isEqualTo(7);
        }

        @Test
        void a_budget_left_tests_that_nobody_had_discovered_yet() {
            assertThat(green().budgetEnded().verdict().exitCode()).isEqualTo(7);
        }

        @Test
        void a_worker_that_the_budget_ended_is_no_death() {
            assertThat(green().worker("w1").budgetEnded().died("w1").verdict().held())
                    .containsExactly(Verdict.OUT_OF_TIME);
        }
    }

    @Nested
    class Row_3 {
        @Test
        void nothing_was_executed() {
            assertThat(Story.of().verdict().exitCode()).isEqualTo(3);
        }

        @Test
        void everything_was_skipped_or_aborted() {
            assertThat(Story.of()
                            .ran("A#a", Outcome.SKIPPED)
                            .ran("A#b", Outcome.ABORTED)
                            .verdict()
                            .exitCode())
                    .isEqualTo(3);
        }

        @Test
        void only_quarantined_tests_were_executed() {
            assertThat(Story.of()
                            .ran("B#b", Outcome.PASSED)
                            .verdict(B_IS_QUARANTINED)
                            .exitCode())
                    .isEqualTo(3);
        }

        @Test
        void a_required_category_executed_nothing() {
            RunVerdict verdict = Story.of(Story.category("golden_path", true, true))
                    .ran("A#a", Outcome.PASSED)
                    .found("G#g", "golden_path")
                    .ended("G#g", Outcome.SKIPPED, "staging offers no postgres")
                    .verdict();

            assertThat(verdict.exitCode()).isEqualTo(3);
            assertThat(verdict.unmet())
                    .containsExactly("golden_path did not run: its one test is skipped, staging offers no postgres");
        }

        @Test
        void a_required_category_of_which_only_quarantined_tests_ran() {
            assertThat(Story.of(Story.category("golden_path", true, true))
                            .ran("A#a", Outcome.PASSED)
                            .found("B#b", "golden_path")
                            .ended("B#b", Outcome.PASSED)
                            .verdict(B_IS_QUARANTINED)
                            .exitCode())
                    .isEqualTo(3);
        }

        @Test
        void a_category_that_narrowing_emptied_is_not_judged_but_named() {
            RunVerdict verdict = Story.of(Story.category("golden_path", true, false))
                    .ran("A#a", Outcome.PASSED)
                    .found("G#g", "golden_path")
                    .ended("G#g", Outcome.SKIPPED, "--no-docker")
                    .found("G#h", "golden_path")
                    .ended("G#h", Outcome.SKIPPED, "--no-docker")
                    .verdict();

            assertThat(verdict.verdict()).isEqualTo(Verdict.PASSED);
            assertThat(verdict.unmet())
                    .containsExactly("golden_path did not run: its 2 tests are skipped, --no-docker"
                            + " (not judged, for the command line narrowed the run)");
        }

        @Test
        void a_required_category_that_ran_is_not_named() {
            RunVerdict verdict = Story.of(Story.category("golden_path", true, true))
                    .found("G#g", "golden_path")
                    .ended("G#g", Outcome.PASSED)
                    .verdict();

            assertThat(verdict.exitCode()).isZero();
            assertThat(verdict.unmet()).isEmpty();
        }

        @Test
        void no_tests_excuses_a_selection_that_matched_nothing_as_empty_never_as_passed() {
            assertThat(Story.of().verdict(RULES.with(NoTests.WARN)).verdict()).isEqualTo(Verdict.EMPTY);
            assertThat(Story.of().verdict(RULES.with(NoTests.PASS)).exitCode()).isZero();
            assertThat(Verdict.EMPTY.label()).isEqualTo("empty");
        }

        @Test
        void no_tests_excuses_nothing_else() {
            VerdictRules pass = B_IS_QUARANTINED.with(NoTests.PASS);
            assertThat(Story.of().ran("A#a", Outcome.SKIPPED).verdict(pass).exitCode())
                    .isEqualTo(3);
            assertThat(Story.of().ran("B#b", Outcome.PASSED).verdict(pass).exitCode())
                    .isEqualTo(3);
            assertThat(Story.of(Story.category("golden_path", true, true))
                            .verdict(pass)
                            .exitCode())
                    .isEqualTo(3);
        }
    }

    @Nested
    class Row_6 {
        @ParameterizedTest
        @CsvSource({
            "auto, tree, true, 6", "auto, tree, false, 0", "auto, machine, true, 0", "auto, machine, false, 0",
            "fail, tree, true, 6", "fail, tree, false, 6", "fail, machine, true, 6", "fail, machine, false, 6",
            "pass, tree, true, 0", "pass, tree, false, 0", "pass, machine, true, 0", "pass, machine, false, 0",
        })
        void degraded_where_the_policy_says_no(String policy, String liesIn, boolean ci, int exitCode) {
            VerdictRules rules = VerdictRules.defaults(ci).with(Degraded.valueOf(policy.toUpperCase(Locale.ROOT)));

            assertThat(Story.of()
                            .fellBack(liesIn)
                            .ran("A#a", Outcome.PASSED)
                            .verdict(rules)
                            .exitCode())
                    .isEqualTo(exitCode);
        }

        @Test
        void with_several_causes_the_tree_wins() {
            assertThat(Story.of()
                            .fellBack("machine", "tree")
                            .ran("A#a", Outcome.PASSED)
                            .verdict(ON_CI)
                            .exitCode())
                    .isEqualTo(6);
        }

        @Test
        void who_did_not_fall_back_is_not_degraded() {
            assertThat(green().verdict(ON_CI.with(Degraded.FAIL)).exitCode()).isZero();
        }

        @Test
        void only_a_green_run_is_degraded() {
            assertThat(Story.of()
                            .fellBack("tree")
                            .ran("A#a", Outcome.FAILED)
                            .verdict(ON_CI)
                            .held())
                    .containsExactly(Verdict.FAILED);
        }
    }

    @Test
    void row_0_none_of_the_above() {
        RunVerdict verdict = green().ran("A#b", Outcome.SKIPPED).verdict();

        assertThat(verdict.finished(Duration.ofSeconds(3)))
                .isEqualTo(new RunFinished(
                        "passed",
                        0,
                        List.of(0),
                        Map.of(Outcome.PASSED, 1, Outcome.SKIPPED, 1),
                        List.of(),
                        Duration.ofSeconds(3)));
    }

    @Test
    void a_required_category_is_named_whatever_the_exit_with_the_cause_that_is_known() {
        RunPlanned.Category golden = Story.category("golden_path", true, true);

        assertThat(Story.of(golden).refused(4).verdict().unmet())
                .containsExactly("golden_path did not run: runner.yml:3: no such thing");
        assertThat(Story.of(golden).buildFailed().verdict().unmet())
                .containsExactly("golden_path did not run: the project did not compile");
        assertThat(Story.of(golden)
                        .stopped(RunStopped.Cause.INTERRUPTED)
                        .verdict()
                        .unmet())
                .containsExactly("golden_path did not run: the run was stopped (told to)");
        assertThat(Story.of(golden).budgetEnded().verdict().unmet())
                .containsExactly("golden_path did not run: the budget of fast or of the run ended before");
        assertThat(Story.of(golden).ran("A#a", Outcome.PASSED).verdict().unmet())
                .containsExactly("golden_path did not run: no selected test is in it");
    }
}
