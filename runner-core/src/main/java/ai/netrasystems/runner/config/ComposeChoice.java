package ai.netrasystems.runner.config;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which Compose file defines the run's services: {@code --compose}, else {@code compose:} of {@code runner.yml}, else
 * the project's only one. To be asked only where services are needed.
 */
public final class ComposeChoice {
    /** Compose's default names and the variants that people make of them. */
    private static final Pattern NAME = Pattern.compile("(?:docker-)?compose(?:[.-].+)?\\.ya?ml");

    private ComposeChoice() {}

    /**
     * The file, which exists.
     *
     * @param workingDirectory where {@code --compose} starts from
     */
    public static Checked<Setting<Path>> choose(RunnerConfig config, RunRequest request, Path workingDirectory) {
        if (request.where().compose().isPresent()) {
            Path file =
                    workingDirectory.resolve(request.where().compose().get()).normalize();
            return existing(new Setting<>(file, Origin.commandLine("--compose")));
        }
        if (config.compose().isPresent()) {
            return existing(config.compose().get());
        }
        List<Path> found = candidates(config.project());
        if (found.size() == 1) {
            return Checked.valid(Setting.builtIn(found.get(0)));
        }
        String message = found.isEmpty()
                ? "tests need services, and there is no Compose file in " + config.project() + " or its docker/"
                : "tests need services, and several Compose files could define them: "
                        + found.stream()
                                .map(file -> config.project().relativize(file).toString())
                                .collect(Collectors.joining(", "));
        return Checked.invalid(Problem.of(
                message,
                Origin.commandLine("--compose"),
                "name one with `--compose` or `" + ConfigKeys.COMPOSE + ":` in " + ConfigReader.FILE_NAME
                        + ", or run without services with `--no-docker`"));
    }

    /** Whether a file is called like a Compose file. */
    public static boolean isCalledSo(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    private static Checked<Setting<Path>> existing(Setting<Path> chosen) {
        return Files.isRegularFile(chosen.value())
                ? Checked.valid(chosen)
                : Checked.invalid(Problem.of("there is no Compose file `" + chosen.value() + "`", chosen.origin()));
    }

    private static List<Path> candidates(Path project) {
        List<Path> found = new ArrayList<>();
        for (Path directory : List.of(project, project.resolve("docker"))) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.list(directory)) {
                    files.filter(ComposeChoice::isCalledSo)
                            .filter(Files::isRegularFile)
                            .sorted()
                            .forEach(found::add);
                } catch (IOException | UncheckedIOException unreadable) {
                    return List.of(); // a directory that can't be listed offers no file: the person has to name one
                }
            }
        }
        return found;
    }
}
