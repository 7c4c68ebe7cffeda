package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.tags.TagSyntax;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a category's {@code required} is judged: it is, unless the command line's narrowing (names, tags, {@code
 * --staging-e2e}, {@code --no-docker}) left nothing of it that is known to be a test. A category that had no test to begin with was not
 * emptied by narrowing, and is judged.
 */
final class RequiredJudgement {
    private final RunRequest request;
    private final List<TestModule> modules;
    private final NameSelection names;
    private final LayerFilter layer;
    private final ServiceNeeds needs;

    RequiredJudgement(
            RunRequest request, List<TestModule> modules, NameSelection names, LayerFilter layer, ServiceNeeds needs) {
        this.request = request;
        this.modules = modules;
        this.names = names;
        this.layer = layer;
        this.needs = needs;
    }

    boolean judged(int category) {
        if (!request.selection().narrows()
                && !layer.narrowed()
                && !request.where().noDocker()) {
            return true;
        }
        boolean survives = any(
                category,
                layer.filter(),
                (candidate, test) -> names.inReach(candidate.className())
                        && names.matches(test)
                        && !(request.where().noDocker()
                                && !needs.of(test.tags()).isEmpty()));
        return survives || !hadAny(category);
    }

    private boolean hadAny(int category) {
        return any(category, layer.unnarrowed(), (candidate, test) -> true)
                || modules.stream()
                        .flatMap(module -> module.candidates().stream())
                        .anyMatch(candidate -> !candidate.tagsKnown());
    }

    private boolean any(int category, Optional<TagSyntax> filter, Condition condition) {
        Predicate<CandidateTest> inCategory = test -> needs.category(test.tags()) == category
                && filter.map(syntax -> syntax.matches(test.tags())).orElse(true);
        return modules.stream()
                .flatMap(module -> module.candidates().stream())
                .anyMatch(candidate -> candidate.tests().stream()
                        .anyMatch(test -> inCategory.test(test) && condition.holds(candidate, test)));
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds(CandidateClass candidate, CandidateTest test);
    }
}
