package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.containers.cleanup.ImageLedger;
import ai.netrasystems.runner.environment.image.BuildOutput;
import ai.netrasystems.runner.environment.process.PrivateFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of a classic build: into a file, and read for what the builder names (moby, {@code builder/dockerfile}).
 * Thread-safe.
 */
final class BuildLog implements AutoCloseable {
    private static final String FROM_CACHE = " ---> Using cache";
    private static final Pattern CONTAINER = Pattern.compile("^ ---> (?:\\[Warning].*)?Running in ([0-9a-f]{12})$");
    private static final Pattern COMMAND = Pattern.compile("^Step \\d+/\\d+ : RUN\\s");
    private static final Pattern BUILT = Pattern.compile("^Successfully built ([0-9a-f]{12})$");

    private final OutputStream out;
    private final Consumer<String> named;
    private final StringBuilder open = new StringBuilder();
    private final List<String> lines = new ArrayList<>();
    private final Set<String> containers = new LinkedHashSet<>();
    private boolean ours;
    private boolean runs = true;
    private boolean command;
    private Optional<String> built = Optional.empty();

    private BuildLog(OutputStream out, Consumer<String> named) {
        this.out = out;
        this.named = named;
    }

    /**
     * A log in that file; {@code named} is told of each image that this build made, and of each container as
     * {@link ImageLedger#container} spells it.
     */
    static BuildLog in(Path file, Consumer<String> named) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        PrivateFile.create(file);
        return new BuildLog(Files.newOutputStream(file, StandardOpenOption.APPEND), named);
    }

    /** A piece of output, as it comes: not always a whole line. */
    synchronized void append(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException fullDisk) {
            // The file ends early; the build itself can go on.
            open.append("");
        }
        open.append(text);
        int end = open.indexOf("\n");
        while (end >= 0) {
            line(open.substring(0, end).replace("\r", ""));
            open.delete(0, end + 1);
            end = open.indexOf("\n");
        }
    }

    private void line(String line) {
        lines.add(line);
        if (line.startsWith("Step ")) {
            ours = !line.contains(" : FROM ");
            command = COMMAND.matcher(line).find();
            runs = false;
        } else if (line.equals(FROM_CACHE)) {
            ours = false;
        } else if (ours) {
            BuildOutput.imageId(line).ifPresent(named);
        }
        Matcher container = CONTAINER.matcher(line);
        if (container.matches() && !runs) {
            // Once in a step, before its command writes anything: what that writes may look the same.
            runs = true;
            containers.add(container.group(1));
            named.accept(ImageLedger.container(container.group(1)));
        }
        Matcher last = BUILT.matcher(line);
        if (last.matches()) {
            built = Optional.of(last.group(1));
        }
    }

    /** Whether a command of the Dockerfile runs: the engine ends it, and makes no image, when nobody listens any more. */
    synchronized boolean isInCommand() {
        return command && runs;
    }

    synchronized List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        if (!open.isEmpty()) {
            all.add(open.toString());
        }
        return all;
    }

    /** The last lines. */
    synchronized List<String> tail() {
        List<String> all = lines();
        return List.copyOf(all.subList(Math.max(0, all.size() - ContainersDiagnosis.LOG_LINES), all.size()));
    }

    /** Containers in which the builder ran something. */
    synchronized Set<String> containers() {
        return Set.copyOf(containers);
    }

    /** The image that came of it. */
    synchronized Optional<String> built() {
        return built;
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException fullDisk) {
            // As above.
            open.append("");
        }
    }
}
