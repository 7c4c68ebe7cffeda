package ai.netrasystems.runner.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of the project that gives away what it knows ({@code canary/CanaryFixtureTest.java}), and all that it left:
 * every byte below its project, names of files too, what is new and readable as text below the folder for temporary
 * files, its screen, and the arguments of every process that was seen meanwhile.
 */
final class CanaryRun {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** A process that lives shorter may not be seen. */
    private static final Duration LOOK = Duration.ofMillis(20);

    /** Nothing that the runner leaves there is larger; what others leave need not be read. */
    private static final long LARGEST = 8 * 1024 * 1024;

    private final Path project;
    private final Path side;
    private final Set<String> arguments = new TreeSet<>();
    private List<String> planted = List.of();
    private List<String> inUse = List.of();
    private String environment = "";
    private Finished finished = new Finished(-1, "", "", Duration.ZERO, Duration.ZERO);
    private String temporary = "";

    private CanaryRun(Path project, Path side) {
        this.project = project;
        this.side = side;
    }

    /**
     * Runs it.
     *
     * @param values what the tests give away; {@code -} for the run's own token
     */
    static CanaryRun of(Path folder, StagingSystem staging, String output, List<String> values) {
        try {
            Path project = Files.createDirectories(folder.resolve("project"));
            Path side = Files.createDirectories(folder.resolve("side"));
            CanaryRun run = new CanaryRun(project, side);
            Files.write(side.resolve("planted"), values);
            CompiledTests tests = CompiledTests.of(project, "junit-6.1", "CanaryFixtureTest", source());
            Files.writeString(project.resolve("runner.yml"), configuration(staging));
            RunningRunner runner = new RunnerCommand(
                            project,
                            Workspace.root().resolve("runner").toString(),
                            List.of("--classpath", tests.classpath(), "--environment", "staging", "--output", output))
                    .with("E2E_OAUTH_SIMULATION_KEY", staging.key())
                    .with("CANARY_SIDE", side.toString())
                    .start();
            run.watch(runner, values);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void watch(RunningRunner runner, List<String> values) throws IOException {
        long begun = System.currentTimeMillis();
        AtomicBoolean over = new AtomicBoolean();
        Thread watcher = new Thread(() -> lookUntil(over), "canary-watcher");
        watcher.setDaemon(true);
        watcher.start();
        try {
            finished = runner.await(PATIENCE);
        } finally {
            over.set(true);
            join(watcher);
        }
        List<String> seen = Files.readAllLines(side.resolve("ready"));
        planted = values.stream()
                .map(value -> value.equals("-") ? seen.get(2) : value)
                .toList();
        temporary = newTexts(Path.of(System.getProperty("java.io.tmpdir")), begun);
    }

    private void lookUntil(AtomicBoolean over) {
        while (!over.get()) {
            arguments.addAll(argumentsOfAll());
            Path ready = side.resolve("ready");
            if (environment.isEmpty() && Files.exists(ready)) {
                lookAtWorker(ready);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** While a test waits: its process has the token, and one file has. */
    private void lookAtWorker(Path ready) {
        try {
            List<String> worker = Files.readAllLines(ready);
            environment = Files.readString(Path.of("/proc", worker.get(0), "environ"), ISO_8859_1);
            inUse = holding(worker.get(2));
            Files.createFile(side.resolve("go"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files of the project that hold it, each with its mode. */
    private List<String> holding(String value) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files(project)) {
            if (text(file).contains(value)) {
                found.add(file + " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        return found;
    }

    private static Set<String> argumentsOfAll() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .map(entry -> text(entry.resolve("cmdline")))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the tests gave away, in the order of {@code planted}. */
    List<String> planted() {
        return planted;
    }

    /** The run's own token. */
    String token() {
        return ready(2);
    }

    /** Where the token's file was. */
    Path tokenFile() {
        return Path.of(ready(1));
    }

    private String ready(int line) {
        try {
            return Files.readAllLines(side.resolve("ready")).get(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Environment variables of the worker, as the operating system has them. */
    String environment() {
        return environment;
    }

    /** Files of the project that held the token while a test ran, each with its mode. */
    List<String> inUse() {
        return inUse;
    }

    Finished finished() {
        return finished;
    }

    /** Arguments of every process that was seen while it ran. */
    String arguments() {
        return String.join("\n", arguments);
    }

    /** All that it left, by place: as bytes, and what is JSON or XML also as what a reader gets to see. */
    Map<String, String> left() {
        Map<String, String> all = new TreeMap<>();
        all.put("screen", finished.text());
        all.put("screen, read", DecodedTexts.ofJsonLines(finished.out()));
        all.put("temporary files", temporary);
        for (Path file : files(project)) {
            String name = project.relativize(file).toString();
            all.put("name of " + name, name);
            if (name.startsWith("src/") || name.startsWith("classes/")) {
                continue; // the user's own
            }
            all.put(name, text(file));
            if (name.endsWith(".jsonl")) {
                all.put(name + ", read", DecodedTexts.ofJsonLines(Journals.text(file)));
            } else if (name.endsWith(".xml")) {
                all.put(name + ", read", DecodedTexts.ofXml(file));
            }
        }
        return all;
    }

    private String newTexts(Path folder, long since) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                boolean ours = project.startsWith(entry) || entry.toString().contains(StagingSystem.DIRECTORY);
                if (!ours && entry.toFile().lastModified() >= since) {
                    all.append(entry).append('\n');
                    files(entry).stream()
                            .filter(file -> file.toFile().length() < LARGEST
                                    && file.toFile().lastModified() >= since)
                            .forEach(file -> all.append(text(file)).append('\n'));
                }
            }
        }
        return all.toString();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Files.isRegularFile(folder) ? List.of(folder) : List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException goneMeanwhile) {
            return List.of();
        }
    }

    /** As Latin-1, so that every byte is there; empty where it is gone meanwhile. */
    private static String text(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException goneMeanwhile) {
            return "";
        }
    }

    private static String configuration(StagingSystem staging) {
        return """
                categories:
                  canary:
                    tags: canary
                    timeout: 10s
                    services: [backend]
                layers:
                  only: {categories: [canary]}
                modes:
                  only: {layers: [only]}
                default-mode: only
                """ + staging.settings();
    }

    private static String source() throws IOException {
        return Files.readString(Path.of("src/test/resources/canary/CanaryFixtureTest.java"));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
