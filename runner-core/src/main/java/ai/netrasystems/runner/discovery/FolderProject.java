package ai.netrasystems.runner.discovery;

import ai.netrasystems.runner.discovery.classfile.ClassFileScan;
import ai.netrasystems.runner.discovery.classfile.TestClassNames;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.plan.TestModule;
import ai.netrasystems.runner.plan.TestSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compiled tests without a build: what {@code --classpath} names becomes one module. */
final class FolderProject {
    private FolderProject() {}

    /**
     * The module {@code .}. Its folders are searched for tests; jars only where there is no folder.
     *
     * @param entries folders, jars, {@code folder/*} for the jars of a folder as for {@code java -cp}; relative ones
     *     start at {@code workingDirectory}
     */
    static Checked<TestModule> of(List<Path> entries, Path workingDirectory, Path javaHome, TestClassNames names)
            throws IOException {
        List<Path> classpath = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path entry : entries) {
            Path absolute = workingDirectory.resolve(entry).normalize();
            if (isWildcard(entry)) {
                classpath.addAll(jarsOf(parentOrSelf(absolute)));
            } else if (Files.exists(absolute)) {
                classpath.add(absolute);
            } else {
                problems.add(Problem.of(
                        "no such folder or jar: " + entry,
                        Origin.commandLine("--classpath"),
                        "relative entries start at " + workingDirectory));
            }
        }
        if (!problems.isEmpty()) {
            return new Checked.Invalid<>(problems);
        }
        List<Path> folders = classpath.stream().filter(Files::isDirectory).toList();
        List<Path> roots = folders.isEmpty() ? classpath : folders;
        return Checked.valid(new TestModule(
                ModuleId.of("."),
                workingDirectory,
                classpath,
                roots,
                workingDirectory,
                javaHome,
                List.of(),
                Map.of(),
                Map.of(),
                TestSettings.defaults(),
                ClassFileScan.scan(roots, classpath, names)));
    }

    private static boolean isWildcard(Path entry) {
        return entry.endsWith("*");
    }

    private static Path parentOrSelf(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    /** Sorted: the JVM leaves their order open, and a run should not depend on it. */
    private static List<Path> jarsOf(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                    folder, entry -> entry.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))) {
                entries.forEach(jars::add);
            }
        }
        jars.sort(null);
        return jars;
    }
}
