package ai.netrasystems.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.Degraded;
import ai.netrasystems.runner.config.Flaky;
import ai.netrasystems.runner.config.RunRequest.NoTests;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.event.RunEvent.RunPlanned;
import ai.netrasystems.runner.event.RunEvent.RunStopped;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.report.RunFacts.TestFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** What a verdict promises, whatever happened. */
@Tag("unit")
class RunVerdictPropertyTest {
    @Property(tries = 5_000)
    @StatisticsReport(onFailureOnly = true)
    void green_means_that_something_passed_and_nothing_is_missing(@ForAll long seed) {
        Random random = new Random(seed);
        RunFacts facts = story(random).facts();
        VerdictRules rules = rules(random);

        RunVerdict verdict = RunVerdict.of(facts, rules);

        Statistics.collect(verdict.verdict());
        if (verdict.verdict() == Verdict.PASSED) {
            List<TestFact> counting =
                    facts.tests().stream().filter(TestFact::counts).toList();
            assertThat(counting)
                    .allSatisfy(test -> assertThat(test.outcome()).isPresent())
                    .anySatisfy(test -> assertThat(test.outcome().orElseThrow()).isIn(Outcome.PASSED, Outcome.FLAKY));
            assertThat(counting)
                    .filteredOn(test -> test.outcome().orElseThrow().broken())
                    .allSatisfy(test -> assertThat(test.test().className()).isEqualTo("B"));
            assertThat(required(facts))
                    .allSatisfy(category -> assertThat(facts.tests()).anySatisfy(test -> {
                        assertThat(test.executed()).isTrue();
                        assertThat(test.test().category()).hasValue(category.name());
                    }));
            assertThat(facts.defects()).isEmpty();
            assertThat(facts.refused()).isEmpty();
        }
        if (verdict.verdict() == Verdict.EMPTY) {
            assertThat(facts.tests()).isEmpty();
            assertThat(rules.noTests()).isNotEqualTo(NoTests.FAIL);
        }
    }

    @Property(tries = 1_000)
    void the_exit_code_is_that_of_the_first_line_that_holds_and_none_is_told_twice(@ForAll long seed) {
        Random random = new Random(seed);
        RunVerdict verdict = story(random).verdict(rules(random));

        assertThat(verdict.held()).isNotEmpty().doesNotHaveDuplicates().isSorted();
        assertThat(verdict.verdict()).isEqualTo(verdict.held().get(0));
        assertThat(verdict.held().stream().anyMatch(line -> line.exitCode() == 0))
                .isEqualTo(verdict.exitCode() == 0);
        assertThat(verdict.exitCode() != 0 || verdict.held().size() == 1).isTrue();
    }

    @Property(tries = 1_000)
    void a_failure_more_never_makes_a_run_green(@ForAll long seed) {
        Random random = new Random(seed);
        Story story = story(random);
        VerdictRules rules = rules(random);

        assertThat(story.ran("A#failing", Outcome.FAILED).verdict(rules).exitCode())
                .isNotZero();
    }

    private static List<RunPlanned.Category> required(RunFacts facts) {
        List<RunPlanned.Category> required = new ArrayList<>();
        facts.plan()
                .ifPresent(plan -> plan.layers()
                        .forEach(layer -> layer.categories().stream()
                                .filter(category -> category.required() && category.judged())
                                .forEach(required::add)));
        return required;
    }

    private static Story story(Random random) {
        Story story = Story.of(
                Story.category("golden", random.nextInt(4) == 0, random.nextBoolean()),
                Story.category("unit", random.nextInt(4) == 0, random.nextBoolean()));
        if (rarely(random)) {
            story.fellBack(random.nextBoolean() ? "tree" : "machine");
        }
        int tests = random.nextInt(5);
        for (int i = 0; i < tests; i++) {
            String name = (random.nextInt(3) == 0 ? "B" : "A") + "#t" + i;
            story.found(name, List.of("golden", "unit", "").get(random.nextInt(3)));
            if (!rarely(random)) {
                story.started(name).ended(name, outcome(random));
            }
        }
        if (rarely(random)) {
            story.template("A#template");
        }
        if (rarely(random)) {
            story.containerFailed("B");
        }
        if (rarely(random)) {
            story.budgetEnded();
        }
        if (rarely(random)) {
            story.stopped(pick(random, RunStopped.Cause.values()));
        }
        if (rarely(random)) {
            story.refused(List.of(2, 4, 5).get(random.nextInt(3)));
        }
        if (rarely(random)) {
            story.add(new DefectFound("d", ""));
        }
        if (rarely(random)) {
            story.worker("w1").died("w1");
        }
        return story;
    }

    private static <T> T pick(Random random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private static boolean rarely(Random random) {
        return random.nextInt(12) == 0;
    }

    private static Outcome outcome(Random random) {
        return random.nextInt(3) > 0 ? Outcome.PASSED : pick(random, Outcome.values());
    }

    private static VerdictRules rules(Random random) {
        return new VerdictRules(
                (className, xmlName) -> className.equals("B"),
                pick(random, NoTests.values()),
                pick(random, Flaky.values()),
                pick(random, Degraded.values()),
                random.nextBoolean());
    }
}
