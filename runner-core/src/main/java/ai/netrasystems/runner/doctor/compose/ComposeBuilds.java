package ai.netrasystems.runner.doctor.compose;

import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.WrittenBuild;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The images that Compose files have built. */
public final class ComposeBuilds {
    private static final String DOCKERFILE = "Dockerfile";

    private ComposeBuilds() {}

    /** What makes two builds the same. */
    private record Same(Path context, Path dockerfile, Map<String, String> arguments, Optional<String> target) {}

    /** Each build once, in the files' order, named after all services that it is for; Dockerfiles are read. */
    public static List<BuildSource> builds(List<SurveyedCompose> files) {
        Map<Same, Build> builds = new LinkedHashMap<>();
        Map<Same, Set<String>> services = new LinkedHashMap<>();
        for (SurveyedCompose file : files) {
            for (WrittenBuild written : file.survey().builds()) {
                Build build = written.build();
                Same same = new Same(build.context(), build.dockerfile(), build.arguments(), build.target());
                if (!written.inline() && file.role() != ComposeRole.ELSEWHERE) {
                    builds.putIfAbsent(same, build);
                    services.computeIfAbsent(same, any -> new LinkedHashSet<>())
                            .add(written.service().value());
                }
            }
        }
        return builds.entrySet().stream()
                .map(entry -> BuildSource.of(
                        String.join(", ", services.getOrDefault(entry.getKey(), Set.of())), entry.getValue()))
                .toList();
    }

    /** The contexts of builds whose Dockerfile stands in the Compose file itself; those are not among {@link #builds}. */
    public static Set<Path> inlineContexts(List<SurveyedCompose> files) {
        return files.stream()
                .filter(file -> file.role() != ComposeRole.ELSEWHERE)
                .flatMap(file -> file.survey().builds().stream())
                .filter(WrittenBuild::inline)
                .map(written -> written.build().context())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The {@code Dockerfile} at a project's top with the project as its context, where none of these builds it. */
    public static Optional<BuildSource> atTheTop(Path project, List<BuildSource> builds) {
        Path dockerfile = project.resolve(DOCKERFILE);
        boolean named = builds.stream().anyMatch(it -> it.build().dockerfile().equals(dockerfile));
        return Files.isRegularFile(dockerfile) && !named
                ? Optional.of(BuildSource.of(
                        DOCKERFILE,
                        new Build(project, dockerfile, Map.of(), Optional.empty(), Origin.file(dockerfile, 0))))
                : Optional.empty();
    }
}
