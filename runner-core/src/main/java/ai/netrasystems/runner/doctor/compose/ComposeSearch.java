package ai.netrasystems.runner.doctor.compose;

import ai.netrasystems.runner.config.ComposeChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the Compose files of a project. */
public final class ComposeSearch {
    private static final int DEPTH = 3;
    /** What {@code docker compose} reads by itself (its documentation, "Compose application model"). */
    private static final Set<String> BY_ITSELF =
            Set.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

    private ComposeSearch() {}

    /**
     * The file that is given; else that of {@code runner.yml} and all that are called like one, up to three folders below
     * the project, in the order of their paths. Reads the disk.
     *
     * @param project absolute
     * @param chosen {@code compose:} of {@code runner.yml}, absolute
     * @param given {@code --compose}, absolute; need not exist
     */
    public static List<ComposeSource> find(Path project, Optional<Path> chosen, Optional<Path> given) {
        if (given.isPresent()) {
            return List.of(new ComposeSource(given.get(), true));
        }
        Set<Path> found = new TreeSet<>();
        ProjectWalk.of(project, DEPTH).files().stream()
                .filter(ComposeChoice::isCalledSo)
                .forEach(found::add);
        chosen.filter(Files::isRegularFile).ifPresent(found::add);
        return found.stream()
                .map(file -> new ComposeSource(file, chosen.filter(file::equals).isPresent() || alone(file, found)))
                .toList();
    }

    /** One with a name that Compose takes by itself, or the only one of its folder that overrides nothing by its name. */
    private static boolean alone(Path file, Set<Path> found) {
        String name = file.getFileName().toString();
        boolean others = found.stream()
                .anyMatch(other -> !other.equals(file)
                        && other.resolveSibling(file.getFileName()).equals(file));
        return BY_ITSELF.contains(name) || (!others && !name.contains("override"));
    }
}
