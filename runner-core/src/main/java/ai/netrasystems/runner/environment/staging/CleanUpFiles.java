package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.Leftovers;
import ai.netrasystems.runner.environment.process.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one run with what its tests want removed from one staging system: each process of the run writes one, and
 * the controller keeps here what is not done yet. They are read as what they are, another's: bounded, links not followed.
 */
final class CleanUpFiles {
    private static final String HOME = "clean-up";
    private static final int LARGEST_FILE = 8 * 1024 * 1024;
    private static final int MOST_FILES = 1_000;
    private static final int MOST_ORDERS = 10_000;

    private final Path run;
    private final String profile;
    private final Path directory;

    /** Of the run with that directory. */
    CleanUpFiles(Path run, String profile) {
        this.run = run.toAbsolutePath().normalize();
        this.profile = "profile-" + URLEncoder.encode(profile, StandardCharsets.UTF_8);
        this.directory = of(this.run);
    }

    private Path of(Path someRun) {
        return someRun.resolve(HOME).resolve(profile);
    }

    /** Where tests write. */
    Path directory() {
        return directory;
    }

    /**
     * What stands there.
     *
     * @param orders in the order in which they were asked for, each once
     * @param files where they come from
     * @param complaints what could not be read, for people
     */
    record Found(List<CleanUpOrder> orders, List<Path> files, List<String> complaints) {
        /** Copies the lists. */
        Found {
            orders = List.copyOf(orders);
            files = List.copyOf(files);
            complaints = List.copyOf(complaints);
        }
    }

    /**
     * Takes over what runs left that are over, on the same staging system. Of two runs that want the same file one gets
     * it: a file is taken by moving it.
     */
    void adopt(HostProcesses host) throws IOException {
        Path runs = run.getParent();
        if (runs == null) {
            return;
        }
        for (Path other : children(runs)) {
            Path left = of(other);
            if (other.equals(run)
                    || !Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
                    || !Files.isDirectory(other.resolve(HOME), LinkOption.NOFOLLOW_LINKS)
                    || !Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)
                    || !Leftovers.isOver(other, host)) {
                continue;
            }
            Files.createDirectories(directory);
            for (Path file : files(left)) {
                take(file);
            }
        }
    }

    private void take(Path file) throws IOException {
        try {
            Files.move(
                    file,
                    directory.resolve("of-earlier-" + UUID.randomUUID() + ".jsonl"),
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException anotherRunWasFaster) {
            return;
        }
    }

    /** Reads all. */
    Found read() throws IOException {
        List<CleanUpOrder> orders = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        List<Path> files = Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) ? files(directory) : List.of();
        Set<String> seen = new HashSet<>();
        for (Path file : files) {
            int bad = 0;
            for (String line : lines(file, complaints)) {
                List<CleanUpOrder> read =
                        CleanUpOrder.parse(line, Instant.now()).stream().toList();
                bad += read.isEmpty() ? 1 : 0;
                read.stream().filter(order -> seen.add(order.id())).forEach(orders::add);
            }
            if (bad > 0) {
                complaints.add(bad + " lines of " + file + " are no clean-up actions: not carried out");
            }
        }
        if (orders.size() > MOST_ORDERS) {
            complaints.add("more than " + MOST_ORDERS + " clean-up actions: the others are not carried out");
        }
        return new Found(orders.stream().limit(MOST_ORDERS).toList(), files, complaints);
    }

    /**
     * Keeps these for the next try, in place of the files that were read. Whoever is killed on the way leaves an action
     * twice rather than not at all.
     */
    void replace(List<Path> read, List<CleanUpOrder> orders) throws IOException {
        if (!orders.isEmpty()) {
            Path draft = directory.resolve("draft-" + UUID.randomUUID());
            PrivateFile.create(draft);
            Files.writeString(
                    draft, orders.stream().map(order -> order.line() + "\n").collect(Collectors.joining()));
            Files.move(
                    draft,
                    directory.resolve("pending-" + UUID.randomUUID() + ".jsonl"),
                    StandardCopyOption.ATOMIC_MOVE);
        }
        for (Path file : read) {
            Files.deleteIfExists(file);
        }
    }

    /** A last line without an end was being written when its writer was killed; it is tried like the others. */
    private static List<String> lines(Path file, List<String> complaints) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE);
            if (in.read() >= 0) {
                complaints.add(
                        file + " is longer than " + LARGEST_FILE + " bytes: what stands behind is not carried out");
            }
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        return children(directory).stream()
                .filter(file -> file.getFileName().toString().endsWith(".jsonl"))
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .limit(MOST_FILES)
                .toList();
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }
}
