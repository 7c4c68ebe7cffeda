package ai.netrasystems.runner.discovery.maven;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one call of Maven: it compiles as {@code mvn test} does before its tests, and tells each module's test classpath
 * and where its classes lie. Siblings are resolved as in {@code mvn test}: to their {@code target/classes}.
 */
final class MavenQuestion {
    private static final String DEPENDENCY = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:";
    private static final String HELP = "org.apache.maven.plugins:maven-help-plugin:3.5.1:";

    private static final String CLASSPATH_FOLDER = "target";

    /** Relative, so that each module gets one of its own below its base directory; removed once read. */
    private static final Path CLASSPATH_FILE = Path.of(CLASSPATH_FOLDER, ".runner-test-classpath");

    private final Path root;
    private final Path effectivePom;

    MavenQuestion(Path root, Path cacheDirectory) {
        this.root = root;
        effectivePom = cacheDirectory.resolve("effective-pom.xml");
    }

    List<String> command(List<String> maven) {
        List<String> command = new ArrayList<>(maven);
        command.addAll(List.of(
                "-B",
                "-q",
                "-DskipTests",
                "process-test-classes",
                DEPENDENCY + "build-classpath",
                "-Dmdep.outputFile=" + CLASSPATH_FILE,
                "-DincludeScope=test",
                HELP + "effective-pom",
                "-Doutput=" + effectivePom));
        return command;
    }

    /**
     * What the call left behind, which is removed.
     *
     * @throws IOException when it did not leave what it was asked for
     */
    List<MavenModule> answer() throws IOException {
        try {
            List<MavenModule> modules = new ArrayList<>();
            for (EffectivePom.Module module : EffectivePom.read(effectivePom)) {
                modules.add(module(module));
            }
            return List.copyOf(modules);
        } finally {
            Files.deleteIfExists(effectivePom);
        }
    }

    private MavenModule module(EffectivePom.Module module) throws IOException {
        Path classpathFile = module.directory().resolve(CLASSPATH_FILE);
        String classpath =
                Files.readString(classpathFile, Charset.defaultCharset()).strip();
        Files.delete(classpathFile);
        removeIfEmpty(module.directory().resolve(CLASSPATH_FOLDER));
        return new MavenModule(
                path(module.directory()),
                module.directory(),
                module.packaging(),
                module.output(),
                module.testOutput(),
                module.sources(),
                Stream.of(classpath.split(File.pathSeparator))
                        .filter(entry -> !entry.isBlank())
                        .map(Path::of)
                        .toList(),
                module.tests());
    }

    /** A module without classes had no target folder before the question, and has none after it. */
    private static void removeIfEmpty(Path directory) throws IOException {
        try (Stream<Path> inside = Files.list(directory)) {
            if (inside.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(directory);
    }

    private String path(Path directory) {
        String relative = root.relativize(directory).toString().replace(File.separatorChar, '/');
        return relative.isEmpty() ? "." : relative;
    }
}
