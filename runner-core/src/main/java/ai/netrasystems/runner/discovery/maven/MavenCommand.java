package ai.netrasystems.runner.discovery.maven;

import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How Maven is called in a project: by its wrapper, else from {@code PATH}. */
public final class MavenCommand {
    private final boolean windows;
    private final String pathSeparator;

    MavenCommand(boolean windows, String pathSeparator) {
        this.windows = windows;
        this.pathSeparator = pathSeparator;
    }

    /** For the machine that this runs on. */
    public static MavenCommand ofThisMachine() {
        return new MavenCommand(File.separatorChar == '\\', File.pathSeparator);
    }

    /** The words of the command without arguments; empty where there is neither. */
    public Optional<List<String>> find(Path root, Map<String, String> environment) {
        Path wrapper = root.resolve(windows ? "mvnw.cmd" : "mvnw");
        if (Files.isRegularFile(wrapper)) {
            // Without its executable bit (a checkout from an archive) the script still runs through the shell.
            return Optional.of(
                    windows || Files.isExecutable(wrapper)
                            ? List.of(wrapper.toString())
                            : List.of("sh", wrapper.toString()));
        }
        String file = windows ? "mvn.cmd" : "mvn";
        return Stream.of(path(environment).split(Pattern.quote(pathSeparator)))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).resolve(file))
                .filter(Files::isExecutable)
                .findFirst()
                .map(found -> List.of(found.toString()));
    }

    /** What there is to say where a project has neither. */
    public static Problem missing(Path root) {
        return Problem.of(
                "a Maven project without mvnw, and no mvn on PATH",
                Origin.file(root.resolve("pom.xml"), 0),
                "install Maven, or run from a project with its wrapper (mvn wrapper:wrapper); or compile it yourself and"
                        + " use --classpath");
    }

    /** Windows writes the name as {@code Path} and compares without case. */
    private static String path(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase("PATH"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
