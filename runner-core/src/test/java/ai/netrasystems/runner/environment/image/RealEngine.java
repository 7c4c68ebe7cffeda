package ai.netrasystems.runner.environment.image;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Requirement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Assumptions;

/** The machine's Docker Engine and CLI with the classic builder: what a context really is. Removes the images it made. */
final class RealEngine {
    private final Set<String> images = Collections.synchronizedSet(new LinkedHashSet<>());

    /** What a command did; {@code raw} is its output, a character a byte. */
    record Ran(int exit, String raw, String err) {
        byte[] out() {
            return raw.getBytes(StandardCharsets.ISO_8859_1);
        }

        String text() {
            return new String(out(), StandardCharsets.UTF_8);
        }

        String all() {
            return text() + err;
        }
    }

    /** A file of an image: type letter, mode, link. */
    record Found(char type, int mode, String link) {}

    /** Skips the test, with the reason, where no engine answers. */
    static RealEngine orSkip() throws Exception {
        try {
            Ran version =
                    run(Path.of("."), Map.of(), new byte[0], "docker", "version", "--format", "{{.Server.Version}}");
            Requirement.of(version.exit() == 0, "no Docker Engine answers: " + version.all());
        } catch (IOException e) {
            throw Requirement.missing("there is no docker command: " + e.getMessage());
        }
        return new RealEngine();
    }

    /** {@code docker build} of a folder by the classic builder. */
    Ran build(Path context, String... options) throws Exception {
        return built(context, new byte[0], "0", options, context.toString());
    }

    /** The same of a tar. */
    Ran buildTar(byte[] tar, String... options) throws Exception {
        return built(Path.of("."), tar, "0", options, "-");
    }

    /** The same by BuildKit; the image's id is all of the output. */
    Ran buildKit(Path buildx, Path context, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(buildx.toString(), "build", "--quiet"));
        command.addAll(List.of(options));
        command.add(context.toString());
        Ran ran = run(context, Map.of(), new byte[0], command.toArray(String[]::new));
        ran.text().lines().filter(it -> it.startsWith("sha256:")).forEach(images::add);
        return ran;
    }

    /**
     * What sends contexts for today's {@code docker build}: the CLI's plugin of its own. The CLI of Docker 20.10 can't stand
     * in for it, since it has older rules built in. Skips the test where there is none; {@code .ci/engine} brings one.
     */
    static Path buildxOrSkip() {
        List<Path> places = new ArrayList<>();
        Optional.ofNullable(System.getenv("RUNNER_BUILDX")).map(Path::of).ifPresent(places::add);
        for (String folder : List.of(
                System.getProperty("user.home") + "/.docker",
                "/usr/local/lib/docker",
                "/usr/local/libexec/docker",
                "/usr/lib/docker",
                "/usr/libexec/docker")) {
            places.add(Path.of(folder, "cli-plugins", "docker-buildx"));
        }
        return places.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> Assumptions.abort("there is no docker-buildx here"));
    }

    private Ran built(Path where, byte[] input, String buildKit, String[] options, String context) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker", "build", "--force-rm"));
        command.addAll(List.of(options));
        command.add(context);
        Ran ran = run(where, Map.of("DOCKER_BUILDKIT", buildKit), input, command.toArray(String[]::new));
        ran.text().lines().map(BuildOutput::imageId).forEach(id -> id.ifPresent(images::add));
        return ran;
    }

    static String imageOf(Ran built) {
        assertThat(built.exit()).as(built.all()).isZero();
        return built.text()
                .lines()
                .filter(line -> line.startsWith("Successfully built "))
                .map(line -> line.substring("Successfully built ".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(built.all()));
    }

    /** What stands below {@code /ctx} in the image. */
    Map<String, Found> files(String image) throws Exception {
        Ran saved = run(Path.of("."), Map.of(), new byte[0], "docker", "save", image);
        assertThat(saved.exit()).as(saved.err()).isZero();
        Map<String, Found> found = new TreeMap<>();
        try (TarArchiveInputStream outer = new TarArchiveInputStream(new ByteArrayInputStream(saved.out()), "UTF-8")) {
            for (TarArchiveEntry entry = outer.getNextEntry(); entry != null; entry = outer.getNextEntry()) {
                if (entry.getName().endsWith("layer.tar") && entry.isFile()) {
                    layer(outer.readAllBytes(), found);
                }
            }
        }
        return found;
    }

    private static void layer(byte[] tar, Map<String, Found> found) throws IOException {
        try (TarArchiveInputStream layer = new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            for (TarArchiveEntry entry = layer.getNextEntry(); entry != null; entry = layer.getNextEntry()) {
                String name = entry.getName().replaceFirst("/$", "");
                if (name.startsWith("ctx/")) {
                    char type = entry.isDirectory() ? 'd' : entry.isSymbolicLink() ? 'l' : entry.isFIFO() ? 'p' : 'f';
                    found.put(
                            name.substring(4),
                            new Found(type, entry.getMode() & 0777, type == 'l' ? entry.getLinkName() : ""));
                }
            }
        }
    }

    /** What the image would hold by our own account: folders that only re-included files imply are added. */
    static Map<String, Found> expected(BuildContext context) {
        Map<String, Found> expected = new TreeMap<>();
        // A Dockerfile that the engine takes away leaves the folders that were made for it.
        for (ContextEntry entry : context.entries()) {
            for (int end = entry.path().indexOf('/');
                    end > 0;
                    end = entry.path().indexOf('/', end + 1)) {
                expected.putIfAbsent(entry.path().substring(0, end), new Found('d', -1, ""));
            }
        }
        for (ContextEntry entry : context.visibleEntries()) {
            char type = switch (entry.kind()) {
                case DIRECTORY -> 'd';
                case SYMBOLIC_LINK -> 'l';
                case FIFO -> 'p';
                default -> 'f';
            };
            // COPY changes the owner, and with that Linux takes the set-id bits away.
            expected.put(entry.path(), new Found(type, entry.mode() & 0777, type == 'l' ? entry.link() : ""));
        }
        return expected;
    }

    static byte[] tar(BuildContext context) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        context.writeTar(out);
        return out.toByteArray();
    }

    static Ran run(Path where, Map<String, String> variables, byte[] input, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
        builder.environment().putAll(new HashMap<>(variables));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Thread reader = new Thread(() -> copy(process.getErrorStream(), err));
        reader.start();
        Thread writer = new Thread(() -> {
            try (var stdin = process.getOutputStream()) {
                stdin.write(input);
            } catch (IOException e) {
                // The program ended without reading; its exit code tells.
                return;
            }
        });
        writer.start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as(String.join(" ", command))
                .isTrue();
        reader.join();
        writer.join();
        return new Ran(
                process.exitValue(),
                new String(out, StandardCharsets.ISO_8859_1),
                err.toString(StandardCharsets.UTF_8));
    }

    private static void copy(InputStream from, ByteArrayOutputStream to) {
        try (from) {
            from.transferTo(to);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Removes every image that a build named. */
    void removeImages() throws Exception {
        if (!images.isEmpty()) {
            List<String> newestFirst = new ArrayList<>(images);
            Collections.reverse(newestFirst);
            List<String> command = new ArrayList<>(List.of("docker", "rmi", "--force"));
            command.addAll(newestFirst);
            run(Path.of("."), Map.of(), new byte[0], command.toArray(String[]::new));
        }
    }
}
