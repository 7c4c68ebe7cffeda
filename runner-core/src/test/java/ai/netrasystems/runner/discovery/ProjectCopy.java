package ai.netrasystems.runner.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A fixture project, copied so that it can be built and changed. */
final class ProjectCopy {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private ProjectCopy() {}

    /** Copies {@code src/test/projects/NAME}. */
    static void of(String name, Path to) throws IOException {
        copy(Path.of("src/test/projects", name), to);
    }

    /** The wrapper of this repository, so that the copy is built by a Maven that is known. */
    static void useTheWrapper(Path project) throws IOException {
        Files.copy(REPOSITORY.resolve("mvnw"), project.resolve("mvnw"));
        copy(REPOSITORY.resolve(".mvn/wrapper"), project.resolve(".mvn/wrapper"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                // With its time: a file as new as the build is rightly compiled once more.
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
