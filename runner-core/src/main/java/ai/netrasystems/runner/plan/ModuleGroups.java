package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.tags.TagSyntax;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The build's own groups of tests: they narrow where no {@code runner.yml} has categories in their place. */
final class ModuleGroups {
    private ModuleGroups() {}

    /** What narrows the module's tests; the text was {@linkplain #check checked}. */
    static Optional<TagSyntax> of(TestModule module, RunnerConfig config) {
        return config.file().isPresent()
                ? Optional.empty()
                : module.tests().groups().map(TagSyntax::reread);
    }

    /** The modules, or which groups can't be read. */
    static Checked<List<TestModule>> check(List<TestModule> modules, RunnerConfig config) {
        List<Problem> problems = new ArrayList<>();
        if (config.file().isEmpty()) {
            for (TestModule module : modules) {
                Origin build = new Origin(Origin.Source.BUILD, Optional.empty(), 0, "groups of module " + module.id());
                module.tests()
                        .groups()
                        .ifPresent(text -> TagSyntax.parse(text, build).fold(syntax -> true, problems::addAll));
            }
        }
        return problems.isEmpty() ? Checked.valid(modules) : new Checked.Invalid<>(problems);
    }

    /** A line for each expression that does not hold. */
    static List<String> notes(List<TestModule> modules, RunnerConfig config) {
        if (config.file().isEmpty()) {
            return List.of();
        }
        Map<String, List<TestModule>> ignored = new LinkedHashMap<>();
        modules.forEach(module -> module.tests()
                .groups()
                .ifPresent(text ->
                        ignored.computeIfAbsent(text, key -> new ArrayList<>()).add(module)));
        return ignored.entrySet().stream()
                .map(entry -> "the build's groups `" + entry.getKey() + "` ("
                        + entry.getValue().stream()
                                .map(module -> module.id().toString())
                                .collect(Collectors.joining(", "))
                        + ") do not hold: the categories of runner.yml replace them")
                .toList();
    }
}
