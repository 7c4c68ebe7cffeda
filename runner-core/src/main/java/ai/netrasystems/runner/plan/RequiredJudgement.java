package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.tags.TagSyntax;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether a category's {@code required} is judged: it is, unless the command line's narrowing (names, tags, {@code
 * --staging-e2e}, {@code --no-docker}) left nothing of it that is known to be a test. A category that had no test to begin with was not
 * emptied by narrowing, and is judged.
 */
final class RequiredJudgement {
    private final RunRequest request;
    private final List<TestModule> modules;
    private final Function<TestModule, List<Aim>> aims;
    private final LayerFilter layer;
    private final ServiceNeeds needs;

    /** {@code modules}: those whose tests the layer's filter is for. */
    RequiredJudgement(
            RunRequest request, List<TestModule> modules, Function<TestModule, List<Aim>> aims, LayerFilter layer) {
        this.request = request;
        this.modules = modules;
        this.aims = aims;
        this.layer = layer;
        this.needs = new ServiceNeeds(layer);
    }

    boolean judged(int category) {
        if (!request.selection().narrows()
                && !layer.narrowed()
                && !request.where().noDocker()) {
            return true;
        }
        return modules.stream().anyMatch(module -> survives(category, module)) || !hadAny(category);
    }

    private boolean survives(int category, TestModule module) {
        List<Aim> narrowing = aims.apply(module);
        return module.candidates().stream()
                .anyMatch(candidate -> candidate.tests().stream()
                        .anyMatch(test -> isIn(category, layer.filter(), test)
                                && narrowing.stream()
                                        .anyMatch(
                                                aim -> aim.names().inReach(candidate.className()) && aim.matches(test))
                                && !(request.where().noDocker()
                                        && !needs.of(test.tags()).isEmpty())));
    }

    private boolean hadAny(int category) {
        return modules.stream()
                .flatMap(module -> module.candidates().stream())
                .anyMatch(candidate -> !candidate.tagsKnown()
                        || candidate.tests().stream().anyMatch(test -> isIn(category, layer.unnarrowed(), test)));
    }

    private boolean isIn(int category, Optional<TagSyntax> filter, CandidateTest test) {
        return needs.category(test.tags()) == category
                && filter.map(syntax -> syntax.matches(test.tags())).orElse(true);
    }
}
