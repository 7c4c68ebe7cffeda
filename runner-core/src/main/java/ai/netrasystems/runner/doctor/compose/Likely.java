package ai.netrasystems.runner.doctor.compose;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a path that leads nowhere was likely meant to be. */
final class Likely {
    private static final int MOST_NEAR = 3;
    private static final String DOCKERFILE = "dockerfile";

    private final Path project;
    private final ProjectWalk walk;

    Likely(Path project, ProjectWalk walk) {
        this.project = project;
        this.walk = walk;
    }

    /** @param near the sure one too, likeliest first */
    record Answer(Optional<String> sure, List<String> near) {
        Answer {
            near = List.copyOf(near);
        }
    }

    /**
     * The one file whose path ends as the written one does; failing that, the one file of that name. A file called
     * {@code Dockerfile} alone has nothing in its name to be known by: it counts only inside the context.
     */
    Answer dockerfile(Build build, PathText written) {
        List<Path> atTheSamePlace = walk.files().stream()
                .filter(file -> sameIgnoringCase(file, build.dockerfile()))
                .toList();
        List<String> names = written.names();
        List<Path> candidates = atTheSamePlace.isEmpty() ? files(names) : atTheSamePlace;
        if (candidates.isEmpty() && names.size() > 1) {
            candidates = files(names.subList(names.size() - 1, names.size()));
        }
        boolean telling = names.size() > 0 && !names.get(names.size() - 1).equals(DOCKERFILE);
        Optional<Path> sure = only(candidates).filter(file -> telling || file.startsWith(build.context()));
        Set<Path> near = new LinkedHashSet<>(candidates);
        if (near.isEmpty()) {
            near.addAll(spelledLike(names, dockerfiles()));
        }
        return answer(written, sure, near);
    }

    /**
     * The one folder whose path ends as the written one does and which holds the Dockerfile: where it is what the path
     * means from the project's top, or differs in upper and lower case alone.
     */
    Answer context(Path resolved, PathText written, String dockerfile) {
        List<String> names = written.names();
        List<Path> fitting = walk.folders().stream()
                .filter(folder -> PathText.endsWith(folder, names))
                .filter(folder -> holds(folder, dockerfile))
                .toList();
        Optional<Path> sure =
                only(fitting).filter(folder -> folder.equals(fromTop(written)) || sameIgnoringCase(folder, resolved));
        Set<Path> near = new LinkedHashSet<>(fitting);
        if (near.isEmpty()) {
            near.addAll(spelledLike(
                    names,
                    walk.folders().stream()
                            .filter(folder -> holds(folder, dockerfile))
                            .toList()));
        }
        return answer(written, sure, near);
    }

    private Path fromTop(PathText written) {
        Path at = project;
        for (String name : written.written().split("/", -1)) {
            at = name.isEmpty() || name.equals(".") || name.equals("..") ? at : at.resolve(name);
        }
        return at;
    }

    private List<Path> files(List<String> names) {
        return walk.files().stream()
                .filter(file -> PathText.endsWith(file, names))
                .toList();
    }

    private List<Path> dockerfiles() {
        return walk.files().stream()
                .filter(file ->
                        file.getFileName().toString().toLowerCase(Locale.ROOT).contains(DOCKERFILE))
                .toList();
    }

    /** Where part of the project was not seen, there may be another. */
    private Optional<Path> only(List<Path> candidates) {
        return walk.complete() && candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    private static List<Path> spelledLike(List<String> names, List<Path> known) {
        if (names.isEmpty()) {
            return List.of();
        }
        Set<String> last = known.stream()
                .map(path -> path.getFileName().toString())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return DidYouMean.closest(names.get(names.size() - 1), last).stream()
                .flatMap(name -> known.stream()
                        .filter(path -> path.getFileName().toString().equals(name)))
                .toList();
    }

    private static boolean sameIgnoringCase(Path one, Path other) {
        return !one.equals(other)
                && one.toString()
                        .toLowerCase(Locale.ROOT)
                        .equals(other.toString().toLowerCase(Locale.ROOT));
    }

    private static boolean holds(Path folder, String dockerfile) {
        try {
            return Files.isRegularFile(folder.resolve(dockerfile));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    private static Answer answer(PathText written, Optional<Path> sure, Set<Path> near) {
        List<String> texts = new ArrayList<>();
        sure.ifPresent(path -> texts.add(written.like(path)));
        near.stream()
                .map(written::like)
                .filter(text -> !texts.contains(text))
                .limit(MOST_NEAR)
                .forEach(texts::add);
        return new Answer(sure.map(written::like), texts);
    }
}
