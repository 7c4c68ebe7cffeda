import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Builds the runner for the start script, which runs this file as a single-file source program, and only when a build is
 * needed: {@code java Bootstrap.java HOME INPUT...}. Exit 0: {@code .runner/dist/current} names a complete build that is
 * no older than the inputs.
 *
 * <p>Two at once: a file lock of the operating system lets one build and the others wait; it ends with its process, so a
 * killed holder leaves none behind. A build becomes visible by two renames, so a half one is never taken for one: its
 * folder is named by a digest of its jars, then {@code current} names the folder.
 */
final class Bootstrap {
    /** Builds that are kept: the current one, and one that a run which is still under way may use. */
    private static final int KEPT = 2;

    /** File times come from a clock that may lag behind ours by one tick; an input of that age is built once more. */
    private static final Duration CLOCK_TICK = Duration.ofMillis(20);

    /** Notes process id and mark in the file that is its first argument, then becomes Maven. */
    private static final String RECORDED = "file=$1; shift; echo \"$$ $1\" >\"$file\" && exec sh ./mvnw \"$@\"";

    private final Path home;
    private final Path state;
    private final Path dist;
    private final List<Path> inputs;

    private Bootstrap(Path home, List<Path> inputs) {
        this.home = home;
        this.state = home.resolve(".runner");
        this.dist = state.resolve("dist");
        this.inputs = inputs;
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        List<Path> inputs =
                Arrays.stream(arguments).skip(1).map(home::resolve).toList();
        try {
            System.exit(new Bootstrap(home, inputs).run() ? 0 : 1);
        } catch (IOException problem) {
            say("could not build itself in " + home + ": " + problem);
            System.exit(1);
        }
    }

    @SuppressWarnings("try") // the lock is held, not used
    private boolean run() throws IOException, InterruptedException {
        Files.createDirectories(dist);
        try (FileChannel file = FileChannel.open(
                        state.resolve("build.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(file)) {
            if (isBuilt()) {
                return true;
            }
            endOrphan();
            return build();
        }
    }

    private static FileLock lock(FileChannel file) throws IOException {
        FileLock lock = file.tryLock();
        if (lock != null) {
            return lock;
        }
        say("another process is building the runner; waiting for it");
        return file.lock();
    }

    /** The script's question, asked again under the lock. */
    private boolean isBuilt() throws IOException {
        Path current = dist.resolve("current");
        if (!Files.isRegularFile(current)) {
            return false;
        }
        Path jar = dist.resolve(Files.readString(current).strip()).resolve("runner-cli.jar");
        FileTime built = Files.getLastModifiedTime(current);
        for (Path input : inputs) {
            if (Files.exists(input) && newest(input).compareTo(built) > 0) {
                return false;
            }
        }
        return Files.isRegularFile(jar);
    }

    private static FileTime newest(Path input) throws IOException {
        try (Stream<Path> files = Files.walk(input)) {
            return files.map(Bootstrap::modified).max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private boolean build() throws IOException, InterruptedException {
        Instant begin = Instant.now();
        say("building itself (first use, or its sources changed)");
        Path log = state.resolve("build.log");
        Maven maven = new Maven(log);
        int exitCode = maven.run(start());
        Files.deleteIfExists(orphanFile());
        if (exitCode != 0) {
            say("the build failed:");
            maven.evidence().forEach(line -> System.err.println("  " + line));
            say("the whole log is in " + log);
            say("where a download failed: check the network, or the mirror in ~/.m2/settings.xml; then start again");
            return false;
        }
        String id = install(home.resolve("runner-cli/target/dist/lib"));
        point(id, begin.minus(CLOCK_TICK));
        removeOld();
        say("built in " + Duration.between(begin, Instant.now()).toSeconds() + " s");
        return true;
    }

    /** The child writes its own id down before it does anything: there is no moment at which nobody knows of it. */
    private Process start() throws IOException {
        String mark = "-Drunner.build=" + ProcessHandle.current().pid() + "." + System.nanoTime();
        List<String> command = new ArrayList<>(List.of("sh", "-c", RECORDED, "sh", orphanFile().toString()));
        command.addAll(List.of(mark, "-B", "-Dmaven.test.skip=true", "-pl", "runner-cli", "-am", "package"));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        AtomicReference<Process> maven = new AtomicReference<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (maven.get() != null) {
                end(maven.get().toHandle());
            }
        }));
        maven.set(builder.start());
        maven.get().getOutputStream().close();
        return maven.get();
    }

    private Path orphanFile() {
        return state.resolve("build.pid");
    }

    /** Ends the Maven of a builder that was killed: it would write to the same folders as ours. */
    private void endOrphan() throws IOException {
        if (!Files.exists(orphanFile())) {
            return;
        }
        // An id alone is given out again; the mark stands in the command line of that one process.
        Matcher recorded = Pattern.compile("(\\d+) (\\S+)").matcher(Files.readString(orphanFile()).strip());
        if (recorded.matches()) {
            ProcessHandle.of(Long.parseLong(recorded.group(1)))
                    .filter(process -> process.info().commandLine().orElse("").contains(recorded.group(2)))
                    .ifPresent(Bootstrap::end);
        }
        Files.deleteIfExists(orphanFile());
    }

    private static void end(ProcessHandle process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process);
        all.forEach(ProcessHandle::destroy);
        CompletableFuture<Void> ended = CompletableFuture.allOf(
                all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
        try {
            ended.get(5, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException | ExecutionException late) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Copies the runner's jar and those that its manifest names, and nothing else that lies about in the folder. */
    private String install(Path lib) throws IOException {
        List<Path> jars = new ArrayList<>();
        Path main = lib.resolve("runner-cli.jar");
        jars.add(main);
        try (JarFile jar = new JarFile(main.toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (classPath != null) {
                Arrays.stream(classPath.strip().split("\\s+")).map(lib::resolve).forEach(jars::add);
            }
        }
        String id = digest(jars);
        Path place = dist.resolve(id);
        if (!Files.isDirectory(place)) {
            Path half = dist.resolve(id + ".tmp");
            delete(half);
            Files.createDirectory(half);
            for (Path jar : jars) {
                Files.copy(jar, half.resolve(jar.getFileName()));
            }
            Files.move(half, place, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
        return id;
    }

    private static String digest(List<Path> jars) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path jar : jars) {
                digest.update(jar.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(jar));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** {@code current} carries the time at which the build began: a source edited meanwhile is newer than it. */
    private void point(String id, Instant begin) throws IOException {
        Path next = dist.resolve("current.tmp");
        Files.writeString(next, id + "\n");
        Files.setLastModifiedTime(next, FileTime.from(begin));
        Files.move(next, dist.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void removeOld() throws IOException {
        List<Path> folders;
        try (Stream<Path> entries = Files.list(dist)) {
            folders = entries.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(Bootstrap::modified).reversed())
                    .toList();
        }
        int kept = 0;
        for (Path folder : folders) {
            if (folder.toString().endsWith(".tmp") || ++kept > KEPT) {
                delete(folder);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private static void say(String line) {
        System.err.println("runner: " + line);
    }

    /** One run of Maven: its whole output to a log, a line a module and a count of downloads to the person. */
    private static final class Maven {
        private static final Pattern MODULE = Pattern.compile("\\[INFO] Building (\\S+) .*\\[(\\d+)/(\\d+)]");
        private static final Duration SILENCE = Duration.ofSeconds(5);
        private static final int MOST_ERRORS = 20;

        private final Path log;
        private final List<String> errors = new ArrayList<>();
        private final Deque<String> last = new ArrayDeque<>();
        private int downloads;
        private Instant lastSaid = Instant.now();

        private Maven(Path log) {
            this.log = log;
        }

        private int run(Process process) throws IOException, InterruptedException {
            try (BufferedReader output =
                            new BufferedReader(new InputStreamReader(process.getInputStream(), Charset.defaultCharset()));
                    Writer file = Files.newBufferedWriter(log)) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    file.write(line);
                    file.write('\n');
                    file.flush();
                    show(line);
                }
            }
            return process.waitFor();
        }

        private void show(String line) {
            Matcher module = MODULE.matcher(line);
            if (module.matches()) {
                progress(module.group(1) + " (" + module.group(2) + " of " + module.group(3) + ")");
            } else if (line.contains("Downloaded from ")) {
                downloads++;
                if (Instant.now().isAfter(lastSaid.plus(SILENCE))) {
                    progress(downloads + " files downloaded");
                }
            } else if (line.startsWith("[ERROR] ") && errors.size() < MOST_ERRORS) {
                errors.add(line.substring("[ERROR] ".length()));
            }
            last.addLast(line);
            if (last.size() > MOST_ERRORS) {
                last.removeFirst();
            }
        }

        /** Maven's first errors, since the rest is advice; its last lines where it did not come to say any. */
        private Iterable<String> evidence() {
            return errors.isEmpty() ? last : errors;
        }

        private void progress(String what) {
            lastSaid = Instant.now();
            say("  " + what);
        }
    }
}
