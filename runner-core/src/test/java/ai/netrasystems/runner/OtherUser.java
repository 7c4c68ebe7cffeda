package ai.netrasystems.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Requirement;
import ai.netrasystems.runner.environment.process.FileTree;
import ai.netrasystems.runner.environment.process.SearchPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A place in which programs run as somebody who is not root, whoever runs the tests: to root nothing is unreadable.
 * Closing it removes all that is in it.
 */
public final class OtherUser implements AutoCloseable {
    private static final int NOBODY = 65_534;

    private final Path open;
    private final Path project;

    private OtherUser(Path open, Path project) {
        this.open = open;
        this.project = project;
    }

    /** A new place. */
    public static OtherUser create() throws IOException {
        Path open = Files.createTempDirectory("netra-other-user").toRealPath();
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new OtherUser(open, Files.createDirectories(open.resolve("project")));
    }

    /** An empty folder, which becomes the user's with all that is in it. */
    public Path project() {
        return project;
    }

    /**
     * Runs a program with the project as its argument.
     *
     * @param types classes whose places, folders or jars, are the class path
     * @return what it printed, errors too
     */
    public List<String> run(Class<?> main, List<Class<?>> types) throws Exception {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            Optional<Path> setpriv =
                    SearchPath.of(Path.of("/usr/bin"), "/usr/bin:/bin").find("setpriv");
            Requirement.of(setpriv.isPresent(), "as root it needs setpriv");
            command.addAll(List.of(
                    setpriv.orElseThrow().toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
            try (Stream<Path> all = Files.walk(project)) {
                for (Path path : all.filter(it -> !Files.isSymbolicLink(it)).toList()) {
                    Files.setAttribute(path, "unix:uid", NOBODY);
                }
            }
        }
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                readable(types),
                main.getName(),
                project.toString()));
        Path said = Files.createFile(open.resolve("said"));
        Process other = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            other.destroyForcibly();
        }
        return Files.readAllLines(said);
    }

    /** The classes, copied to where another user can read them; their own places may be root's. */
    private String readable(List<Class<?>> types) throws Exception {
        List<String> copies = new ArrayList<>();
        for (Class<?> type : types) {
            Path place = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path copy = open.resolve("cp" + copies.size());
            if (Files.isDirectory(place)) {
                FileTree.copy(place, copy);
            } else {
                Files.copy(place, copy);
            }
            copies.add(copy.toString());
        }
        return String.join(":", copies);
    }

    @Override
    public void close() throws IOException {
        unlock(open);
        assertThat(FileTree.remove(open)).isTrue();
    }

    private static void unlock(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    unlock(child);
                }
            }
        }
    }
}
