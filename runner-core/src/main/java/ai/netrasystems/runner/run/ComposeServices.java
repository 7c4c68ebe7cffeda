package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.ComposeChoice;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.compose.ComposeReader;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.plan.RunPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads the Compose file of a run, and checks that it has the services that the tests need. */
final class ComposeServices {
    private final RunnerConfig config;
    private final Path workingDirectory;
    private final ComposeReader reader;

    ComposeServices(RunnerConfig config, Path workingDirectory, ComposeReader reader) {
        this.config = config;
        this.workingDirectory = workingDirectory;
        this.reader = reader;
    }

    /** Reads it and checks that it has every service that the plan needs. */
    Checked<ComposeFile> read(RunRequest request, RunPlan plan) {
        return ComposeChoice.choose(config, request, workingDirectory)
                .then(file -> reader.read(file.value()))
                .then(compose -> knows(compose, plan.services()))
                .then(compose -> fits(compose, plan));
    }

    /** What a container can't be given must not be dropped silently, where containers may be used. */
    private static Checked<ComposeFile> fits(ComposeFile compose, RunPlan plan) {
        List<Problem> problems = plan.environments().contains(EnvironmentKind.CONTAINERS)
                ? compose.containerProblems(compose.withDependencies(plan.services()))
                : List.of();
        return problems.isEmpty() ? Checked.valid(compose) : new Checked.Invalid<>(problems);
    }

    private Checked<ComposeFile> knows(ComposeFile compose, Set<ServiceName> needed) {
        List<String> known =
                compose.services().keySet().stream().map(ServiceName::value).toList();
        List<Problem> unknown = needed.stream()
                .filter(service -> !compose.services().containsKey(service))
                .map(service -> new Problem(
                        "no service `" + service + "` in " + compose.file() + ", and the selected tests need it",
                        whoNeeds(service),
                        DidYouMean.hint(service.value(), known)))
                .toList();
        return unknown.isEmpty() ? Checked.valid(compose) : new Checked.Invalid<>(unknown);
    }

    /** The category that lists it, else a test's tag does. */
    private Origin whoNeeds(ServiceName service) {
        return config.categories().values().stream()
                .filter(category -> category.services().contains(service))
                .map(RunnerConfig.Category::origin)
                .findFirst()
                .or(() -> config.file().map(file -> Origin.file(file, 0)))
                .orElseGet(() -> Origin.commandLine("--compose"));
    }
}
