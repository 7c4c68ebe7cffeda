package ai.netrasystems.runner.discovery.maven;

import ai.netrasystems.runner.discovery.launcher.Artifact;
import ai.netrasystems.runner.discovery.launcher.ArtifactFetch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gets artifacts by one call of the project's Maven, so that its repositories, mirrors and credentials are used.
 * Nothing in the project is changed: the call has a POM of its own that depends on nothing else.
 */
public final class MavenArtifactFetch implements ArtifactFetch {
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies";

    private final Path project;
    private final MavenProcess process;

    /** With the Maven of this project, else the one on {@code PATH}. */
    public MavenArtifactFetch(Path project, MavenProcess process) {
        this.project = project;
        this.process = process;
    }

    @Override
    public List<String> fetch(List<Artifact> artifacts, Path into) {
        Path root = Reactor.rootOf(project).orElse(project);
        Optional<List<String>> maven = MavenCommand.ofThisMachine().find(root, process.environment());
        if (maven.isEmpty()) {
            return List.of("no Maven to ask: neither mvnw nor mvn on PATH");
        }
        try {
            Files.createDirectories(into);
            // Below the project: Maven's script finds the project's .mvn upwards from the POM.
            Path temporary = Files.createTempDirectory(into, "fetch");
            try {
                return fetch(maven.get(), root, artifacts, temporary, into);
            } finally {
                delete(temporary);
            }
        } catch (IOException failed) {
            return List.of(String.valueOf(failed.getMessage()));
        }
    }

    private List<String> fetch(List<String> maven, Path root, List<Artifact> artifacts, Path temporary, Path into)
            throws IOException {
        Path pom = Files.writeString(temporary.resolve("pom.xml"), pom(artifacts), StandardCharsets.UTF_8);
        List<String> command = new ArrayList<>(maven);
        command.addAll(List.of("-B", "-q", "-f", pom.toString(), COPY, "-DoutputDirectory=" + temporary));
        List<String> failure = process.run(command, root, Optional.empty())
                .fold(
                        exited -> exited.code() == 0 ? List.<String>of() : firstError(exited.lines()),
                        () -> List.of("stopped"));
        if (!failure.isEmpty()) {
            return failure;
        }
        for (Artifact artifact : artifacts) {
            Path jar = temporary.resolve(artifact.fileName());
            if (!Files.isRegularFile(jar)) {
                return List.of("Maven copied no " + artifact.fileName());
            }
            Files.move(
                    jar,
                    into.resolve(artifact.fileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return List.of();
    }

    private static List<String> firstError(List<String> output) {
        List<String> errors = MavenErrors.of(output);
        return errors.isEmpty() ? List.of("Maven failed and wrote nothing") : errors.subList(0, 1);
    }

    private static String pom(List<Artifact> artifacts) {
        StringBuilder dependencies = new StringBuilder();
        for (Artifact artifact : artifacts) {
            dependencies
                    .append("<dependency><groupId>")
                    .append(artifact.group())
                    .append("</groupId><artifactId>")
                    .append(artifact.name())
                    .append("</artifactId><version>")
                    .append(artifact.version())
                    .append("</version><exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId>")
                    .append("</exclusion></exclusions></dependency>");
        }
        return "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion>"
                + "<groupId>runner</groupId><artifactId>launcher</artifactId><version>1</version>"
                + "<packaging>pom</packaging><dependencies>" + dependencies + "</dependencies></project>";
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
