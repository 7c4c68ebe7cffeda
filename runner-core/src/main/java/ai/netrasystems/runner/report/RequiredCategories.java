package ai.netrasystems.runner.report;

import ai.netrasystems.runner.event.RunEvent.RunPlanned;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.report.RunFacts.TestFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the required categories of a plan that did not run, and says why. */
final class RequiredCategories {
    private final RunFacts facts;
    private final Predicate<TestFact> quarantined;

    RequiredCategories(RunFacts facts, Predicate<TestFact> quarantined) {
        this.facts = facts;
        this.quarantined = quarantined;
    }

    /**
     * A required category that did not run.
     *
     * @param judged whether it makes the run fail
     * @param why one clause, for people
     */
    record Unmet(CategoryName category, boolean judged, String why) {
        @Override
        public String toString() {
            return category + " did not run: " + why
                    + (judged ? "" : " (not judged, for the command line narrowed the run)");
        }
    }

    List<Unmet> unmet() {
        Map<CategoryName, Boolean> judged = new LinkedHashMap<>();
        Map<CategoryName, List<LayerName>> layers = new LinkedHashMap<>();
        for (RunPlanned.Layer layer : facts.plan().map(RunPlanned::layers).orElse(List.of())) {
            for (RunPlanned.Category category : layer.categories()) {
                if (category.required()) {
                    judged.merge(category.name(), category.judged(), Boolean::logicalOr);
                    layers.computeIfAbsent(category.name(), name -> new ArrayList<>())
                            .add(layer.name());
                }
            }
        }
        List<Unmet> unmet = new ArrayList<>();
        judged.forEach((category, counts) -> why(category, layers.getOrDefault(category, List.of()))
                .ifPresent(why -> unmet.add(new Unmet(category, counts, why))));
        return unmet;
    }

    /** Why nothing of the category ran; empty if something did. */
    private Optional<String> why(CategoryName category, List<LayerName> layers) {
        List<TestFact> tests = facts.tests().stream()
                .filter(TestFact::counts)
                .filter(test -> test.test().category().equals(Optional.of(category)))
                .toList();
        List<TestFact> executed = tests.stream().filter(TestFact::executed).toList();
        if (executed.stream().anyMatch(quarantined.negate())) {
            return Optional.empty();
        }
        if (!executed.isEmpty()) {
            return Optional.of("only quarantined tests of it did");
        }
        return Optional.of(tests.isEmpty() ? whyNoneKnown(layers) : reason(tests));
    }

    private String whyNoneKnown(List<LayerName> layers) {
        return facts.refused()
                .flatMap(refused -> refused.problems().stream().findFirst())
                .or(() -> Optional.of("the project did not compile").filter(text -> facts.buildFailed()))
                .or(() -> facts.stops().stream().findFirst().map(stop -> "the run was stopped (" + stop.detail() + ")"))
                .or(() -> layers.stream()
                        .filter(facts::outOfTime)
                        .findFirst()
                        .map(layer -> "the budget of " + layer + " or of the run ended before"))
                .or(() -> facts.discoveryErrors().stream()
                        .findFirst()
                        .map(problem -> "tests could not be found (" + problem.message() + ")"))
                .or(() -> layers.stream()
                        .filter(layer -> !facts.layersStarted().contains(layer))
                        .findFirst()
                        .filter(layer -> !facts.layersStarted().isEmpty())
                        .map(layer -> "layer " + layer + " did not start"))
                .orElse("no selected test is in it");
    }

    /** The outcome that most of the tests have, and the reason that most of those have. */
    private static String reason(List<TestFact> tests) {
        Optional<Outcome> outcome = mostFrequent(tests, TestFact::outcome);
        if (outcome.isEmpty()) {
            return "its tests have no outcome";
        }
        List<TestFact> alike =
                tests.stream().filter(test -> test.outcome().equals(outcome)).toList();
        String told = mostFrequent(alike, TestFact::reason)
                .filter(reason -> !reason.isBlank())
                .map(reason -> ", " + reason.strip().lines().findFirst().orElse(""))
                .orElse("");
        return count(alike.size(), tests.size()) + " " + outcome.get().label() + told;
    }

    private static String count(int some, int all) {
        if (all == 1) {
            return "its one test is";
        }
        return some == all ? "its " + all + " tests are" : some + " of its " + all + " tests are";
    }

    private static <T> Optional<T> mostFrequent(List<TestFact> tests, Function<TestFact, Optional<T>> property) {
        return tests.stream()
                .flatMap(test -> property.apply(test).stream())
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .reduce((one, other) -> other.getValue() > one.getValue() ? other : one)
                .map(Map.Entry::getKey);
    }
}
