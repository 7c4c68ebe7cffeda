package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.doctor.source.BuildSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Contexts of builds that may need anything, since nobody can tell what they copy. */
final class UnknownBuilds {
    private final Map<Path, String> reasons = new LinkedHashMap<>();

    /**
     * Finds them.
     *
     * @param inline contexts of builds whose Dockerfile stands in a Compose file
     */
    UnknownBuilds(List<ContextSurvey> surveys, Set<Path> inline) {
        for (ContextSurvey survey : surveys) {
            survey.builds().stream()
                    .filter(it -> it.dockerfile().isEmpty())
                    .findFirst()
                    .ifPresent(it -> reasons.putIfAbsent(survey.directory(), reason(it)));
        }
        inline.forEach(context -> reasons.putIfAbsent(
                real(context), "what a `dockerfile_inline` of this context copies is not known: it is not read"));
    }

    /** Why nothing is known of what a build of this context needs. */
    Optional<String> of(Path context) {
        return Optional.ofNullable(reasons.get(context));
    }

    /** The context that has the file, and of whose builds nothing is known. */
    Optional<LeftAlone> holding(Path file) {
        return reasons.entrySet().stream()
                .filter(it -> file.startsWith(it.getKey()))
                .findFirst()
                .map(it -> new LeftAlone(it.getKey(), it.getValue()));
    }

    private static String reason(BuildSource build) {
        Path file = build.build().dockerfile();
        return "what `" + file.getFileName() + "` copies is not known: "
                + (Files.exists(file) ? "docker can't read it" : "it does not exist");
    }

    private static Path real(Path context) {
        try {
            return context.toRealPath();
        } catch (IOException missing) {
            return context;
        }
    }
}
