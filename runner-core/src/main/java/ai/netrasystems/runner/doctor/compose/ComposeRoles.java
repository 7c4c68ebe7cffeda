package ai.netrasystems.runner.doctor.compose;

import ai.netrasystems.runner.environment.compose.ComposeService;
import ai.netrasystems.runner.environment.compose.ComposeSurvey;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.Included;
import ai.netrasystems.runner.environment.compose.ContainerSpec;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells whole Compose files from those that change or complete another one: by what is in them, and by their names. */
final class ComposeRoles {
    /** What {@code docker compose} reads by itself (its documentation, "Compose application model"). */
    private static final Set<String> BY_ITSELF =
            Set.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

    private final List<ComposeSurvey> surveys;
    private final Optional<Path> chosen;
    private final Map<Path, ComposeRole> included = new HashMap<>();

    private ComposeRoles(List<ComposeSurvey> surveys, Optional<Path> chosen) {
        this.surveys = surveys;
        this.chosen = chosen;
        for (ComposeSurvey survey : surveys) {
            for (Included file : survey.included()) {
                included.put(file.file(), file.elsewhere() ? ComposeRole.ELSEWHERE : ComposeRole.BESIDE);
            }
        }
    }

    /** @param chosen the file that runs use, which has to hold by itself */
    static List<SurveyedCompose> of(List<ComposeSurvey> surveys, Optional<Path> chosen) {
        ComposeRoles roles = new ComposeRoles(surveys, chosen);
        return surveys.stream()
                .map(survey -> new SurveyedCompose(survey, roles.of(survey)))
                .toList();
    }

    private ComposeRole of(ComposeSurvey survey) {
        Path file = survey.path();
        if (chosen.filter(file::equals).isPresent()) {
            return ComposeRole.ALONE;
        }
        ComposeRole asIncluded = included.get(file);
        if (asIncluded != null) {
            return asIncluded;
        }
        List<ComposeSurvey> bases =
                surveys.stream().filter(other -> completes(other, survey)).toList();
        boolean main = siblings(file).anyMatch(ComposeRoles::byItself);
        if (!bases.isEmpty() || name(file).contains("override")) {
            boolean beside = main || bases.stream().anyMatch(base -> sameFolder(base.path(), file));
            return beside ? ComposeRole.BESIDE : ComposeRole.ELSEWHERE;
        }
        return main && !byItself(file) ? ComposeRole.BESIDE : ComposeRole.ALONE;
    }

    private Stream<Path> siblings(Path file) {
        return surveys.stream()
                .map(ComposeSurvey::path)
                .filter(other -> !other.equals(file) && sameFolder(other, file));
    }

    private static boolean sameFolder(Path one, Path other) {
        return one.resolveSibling("").equals(other.resolveSibling(""));
    }

    private static boolean byItself(Path file) {
        return BY_ITSELF.contains(name(file));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Whether a file has the image, or the build, of a service that another names without. */
    private static boolean completes(ComposeSurvey base, ComposeSurvey fragment) {
        Set<ServiceName> bare = services(fragment, false);
        bare.retainAll(services(base, true));
        return !bare.isEmpty();
    }

    private static Set<ServiceName> services(ComposeSurvey survey, boolean runnable) {
        Set<ServiceName> found = new HashSet<>();
        survey.file()
                .ifPresent(file -> file.services().values().stream()
                        .filter(service -> runnable == isRunnable(service))
                        .map(ComposeService::name)
                        .forEach(found::add));
        return found;
    }

    private static boolean isRunnable(ComposeService service) {
        ContainerSpec container = service.container();
        return container.image().isPresent()
                || container.build().isPresent()
                || service.local().isPresent();
    }
}
