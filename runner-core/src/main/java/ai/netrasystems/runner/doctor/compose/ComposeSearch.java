package ai.netrasystems.runner.doctor.compose;

import ai.netrasystems.runner.config.ComposeChoice;
import ai.netrasystems.runner.environment.compose.ComposeReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the Compose files of a project. */
public final class ComposeSearch {
    private static final int DEPTH = 3;

    private ComposeSearch() {}

    /**
     * The file that is given; else that of {@code runner.yml} and all that are called like one, up to three folders below
     * the project, in the order of their paths. Reads the disk.
     *
     * @param project absolute
     * @param chosen {@code compose:} of {@code runner.yml}, absolute
     * @param given {@code --compose}, absolute; need not exist
     */
    public static List<SurveyedCompose> survey(
            Path project, Optional<Path> chosen, Optional<Path> given, ComposeReader reader) {
        if (given.isPresent()) {
            return List.of(new SurveyedCompose(reader.survey(given.get()), ComposeRole.ALONE));
        }
        return ComposeRoles.of(
                find(project, chosen).stream().map(reader::survey).toList(), chosen);
    }

    static List<Path> find(Path project, Optional<Path> chosen) {
        Set<Path> found = new TreeSet<>();
        ProjectWalk.of(project, DEPTH).files().stream()
                .filter(ComposeChoice::isCalledSo)
                .forEach(found::add);
        chosen.filter(Files::isRegularFile).ifPresent(found::add);
        return List.copyOf(found);
    }
}
