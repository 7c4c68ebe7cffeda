package ai.netrasystems.runner.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A copy of the built runner with its scripts, which needs no sources and can be spoilt. */
record Installation(Path home, Path jars) {

    /** Copies the one that {@code ./runner} here uses, which builds itself where it is not yet. */
    static Installation copy(Path home) {
        Finished built = new RunnerCommand(Workspace.root(), List.of("--version")).run();
        if (built.exitCode() != 0) {
            throw new AssertionError("the runner cannot be built: " + built);
        }
        try {
            Path dist = Workspace.root().resolve(".runner/dist");
            String id = Files.readString(dist.resolve("current")).strip();
            Path copy = home.resolve(".runner/dist");
            Path jars = Folders.copy(dist.resolve(id), copy.resolve(id));
            Folders.copy(Workspace.root().resolve("runner"), home.resolve("runner"));
            Folders.copy(Workspace.root().resolve("bench"), home.resolve("bench"));
            Files.copy(dist.resolve("current"), copy.resolve("current"));
            return new Installation(home, jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code bench/parity} of this copy on a project. */
    RunnerCommand parity(Path project) {
        return new RunnerCommand(home, home.resolve("bench/parity").toString(), List.of("--all", project.toString()));
    }

    /**
     * Puts a mutant of a class of runner-core in: compiled from the real source after one edit.
     *
     * @param source path below the Java sources of runner-core
     * @param from must stand there exactly once
     */
    Installation mutate(String source, String from, String to) {
        try {
            String text = Workspace.read("runner-core/src/main/java/" + source);
            if (text.split(java.util.regex.Pattern.quote(from), -1).length != 2) {
                throw new AssertionError(source + " does not have exactly once: " + from);
            }
            Path mutant = home.resolve("mutant").resolve(source);
            Files.createDirectories(mutant.getParent());
            Files.writeString(mutant, text.replace(from, to));
            Path classes = Files.createDirectories(home.resolve("classes"));
            List<String> compile = List.of(
                    "--release",
                    "17",
                    "-nowarn",
                    "-proc:none",
                    "-cp",
                    classpath(),
                    "-d",
                    classes.toString(),
                    "" + mutant);
            if (ToolProvider.getSystemJavaCompiler().run(null, null, null, compile.toArray(String[]::new)) != 0) {
                throw new AssertionError("the mutant does not compile: " + mutant);
            }
            replace(classes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String classpath() {
        return Folders.list(jars).stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    private void replace(Path classes) throws IOException {
        Path jar = Folders.list(jars).stream()
                .filter(file -> file.getFileName().toString().startsWith("runner-core"))
                .findFirst()
                .orElseThrow();
        try (FileSystem inside = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path place = inside.getPath(classes.relativize(file).toString());
                if (!Files.exists(place)) {
                    throw new AssertionError("no such class in the jar: " + place);
                }
                Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
    }
}
