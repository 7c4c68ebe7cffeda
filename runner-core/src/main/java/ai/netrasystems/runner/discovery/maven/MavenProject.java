package ai.netrasystems.runner.discovery.maven;

import ai.netrasystems.runner.config.RunRequest.BuildChoice;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.maven.spy.SpyLine;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A Maven reactor: its modules from the cached answer while that holds, else from one call of Maven that compiles them
 * too. The seam for another way of asking is {@link MavenQuestion}. Not thread-safe; two processes exclude each other.
 */
public final class MavenProject {
    /** What every process of a run has in its environment. */
    private static final String RUN_MARKER = "RUNNER_RUN_ID";

    private final Path root;
    private final Path cacheDirectory;
    private final Path javaHome;
    private final Path home;
    private final MavenProcess process;
    private final EventSink events;
    private final StopSignal stop;

    /**
     * A reactor.
     *
     * @param root its directory, absolute
     * @param javaHome JDK that Maven runs on
     * @param home the user's, for {@code .m2/settings.xml}
     */
    public MavenProject(
            Path root,
            Path cacheDirectory,
            Path javaHome,
            Path home,
            MavenProcess process,
            EventSink events,
            StopSignal stop) {
        this.root = root;
        this.cacheDirectory = cacheDirectory;
        this.javaHome = javaHome;
        this.home = home;
        this.process = process;
        this.events = events;
        this.stop = stop;
    }

    /** What Maven says, the project compiled as {@code build} says. */
    public MavenAnswer ask(BuildChoice build) {
        try {
            Optional<CachedModel> cached = holding();
            return switch (build) {
                case ALWAYS -> ask(false);
                case AUTO ->
                    cached.isPresent() && upToDate(cached.get())
                            ? new MavenAnswer.Told(cached.get().build())
                            : ask(true);
                case NEVER ->
                    cached.or(this::fromBuildUnderWay)
                            .<MavenAnswer>map(model -> new MavenAnswer.Told(model.build()))
                            .orElseGet(this::notBuiltYet);
            };
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The cached answer, if nothing that it depends on has changed. */
    private Optional<CachedModel> holding() throws IOException {
        Optional<CachedModel> cached =
                CachedModel.read(cacheFile()).filter(model -> model.root().equals(root));
        if (cached.isEmpty() || !cached.get().key().equals(key(cached.get().buildFiles()))) {
            return Optional.empty();
        }
        return cached.filter(MavenProject::dependenciesExist);
    }

    /** Another run's build takes the answer away until it has ended well. */
    @SuppressWarnings("try") // the lock is held, not used
    private Optional<CachedModel> fromBuildUnderWay() {
        if (!Files.isDirectory(cacheDirectory)) {
            return Optional.empty();
        }
        try {
            Optional<BuildLock> lock = BuildLock.take(cacheDirectory, stop);
            if (lock.isEmpty()) {
                return Optional.empty();
            }
            try (BuildLock held = lock.get()) {
                return holding();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Siblings' folders are no jars and may be missing without harm: a module without main classes has none. */
    private static boolean dependenciesExist(CachedModel model) {
        return model.build().modules().stream()
                .flatMap(module -> module.artifacts().stream())
                .map(MavenArtifact::file)
                .distinct()
                .filter(entry -> entry.toString().endsWith(".jar"))
                .allMatch(Files::isRegularFile);
    }

    private static boolean upToDate(CachedModel model) throws IOException {
        return model.sources().isPresent()
                && model.build().modules().stream().allMatch(MavenProject::hasItsClasses)
                && model.sources().get().equals(sources(model.build()).digest());
    }

    /** After {@code mvn clean} the sources are as they were and the classes are gone. */
    private static boolean hasItsClasses(MavenModule module) {
        return hasClassesOf(module, "main", module.outputDirectory())
                && hasClassesOf(module, "test", module.testOutputDirectory());
    }

    private static boolean hasClassesOf(MavenModule module, String kind, Path output) {
        Path sources = module.directory().resolve("src").resolve(kind).resolve("java");
        return module.packaging().equals("pom") || Files.isDirectory(output) || !holdsFiles(sources);
    }

    /** An empty source folder, as IDEs and archetypes leave them, gives no classes. */
    private static boolean holdsFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.anyMatch(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceState sources(MavenBuild build) throws IOException {
        return SourceState.of(build.modules().stream()
                .flatMap(module -> module.sources().stream())
                .toList());
    }

    private MavenAnswer ask(boolean unlessDoneMeanwhile) throws IOException {
        Optional<List<String>> maven = MavenCommand.ofThisMachine().find(root, process.environment());
        if (maven.isEmpty()) {
            return new MavenAnswer.Refused(List.of(MavenCommand.missing(root)));
        }
        Optional<BuildLock> lock = BuildLock.take(cacheDirectory, stop);
        if (lock.isEmpty()) {
            return new MavenAnswer.Stopped();
        }
        try {
            Optional<CachedModel> other = unlessDoneMeanwhile ? holding() : Optional.empty();
            if (other.isPresent() && upToDate(other.get())) {
                return new MavenAnswer.Told(other.get().build());
            }
            return isInsideARun() || lock.get().untilClassesAreUnused(cacheDirectory, stop, this::noteWaiting)
                    ? call(maven.get())
                    : new MavenAnswer.Stopped();
        } finally {
            lock.get().close();
        }
    }

    /** A test that starts the runner on its own project would wait for the run that waits for the test. */
    private boolean isInsideARun() {
        return process.environment().containsKey(RUN_MARKER);
    }

    private void noteWaiting() {
        events.publish(new RunEvent.Noted(
                RunEvent.Noted.Level.NOTE,
                "another run of this project uses its classes: compiling begins when its tests have ended"));
    }

    private MavenAnswer call(List<String> maven) throws IOException {
        MavenQuestion question = new MavenQuestion(cacheDirectory);
        List<String> command = question.command(maven, UsersExtensions.of(root, process.environment()));
        question.forget();
        Optional<CachedModel> last = CachedModel.read(cacheFile());
        Optional<SourceState> before =
                last.isPresent() ? Optional.of(sources(last.get().build())) : Optional.empty();
        // Until it has ended well, the classes may be half made.
        Files.deleteIfExists(cacheFile());
        FileTime start = now();
        long startNanos = System.nanoTime();
        events.publish(new RunEvent.BuildStarted(command));
        MavenProcess.End end = process.run(command, root, Optional.of(javaHome));
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        return end.fold(
                exited -> {
                    List<String> errors = exited.code() == 0 ? List.of() : errors(exited.lines());
                    events.publish(new RunEvent.BuildFinished(exited.code() == 0, took, errors));
                    return exited.code() == 0 ? keep(question, start, before) : new MavenAnswer.Failed(errors);
                },
                () -> {
                    events.publish(new RunEvent.BuildFinished(false, took, List.of("stopped")));
                    return new MavenAnswer.Stopped();
                });
    }

    private static List<String> errors(List<String> output) {
        return Stream.concat(MavenErrors.of(output).stream(), MavenErrors.advice(output).stream())
                .toList();
    }

    private MavenAnswer keep(MavenQuestion question, FileTime start, Optional<SourceState> before) {
        try {
            List<String> answer = question.answer();
            MavenBuild build = SpyAnswer.read(root, answer);
            List<Path> buildFiles = buildFiles(build);
            SourceState sources = sources(build);
            // What was saved while Maven ran may not be in the classes: then the next run compiles again.
            boolean surelyTheSame = before.filter(state -> state.digest().equals(sources.digest()))
                    .isPresent();
            boolean changedMeanwhile = !surelyTheSame && sources.newest().compareTo(start) >= 0;
            Optional<String> compiled = changedMeanwhile ? Optional.empty() : Optional.of(sources.digest());
            new CachedModel(root, key(buildFiles), compiled, buildFiles, answer, build).write(cacheFile());
            return new MavenAnswer.Told(build);
        } catch (IOException | NoSuchElementException | IllegalArgumentException | IndexOutOfBoundsException missing) {
            return refused(
                    "Maven ended well and did not tell what its tests are told: " + missing.getMessage(),
                    "use Maven 3.8.1 or later with its own class loading, or compile the project yourself and use"
                            + " --classpath");
        }
    }

    private List<Path> buildFiles(MavenBuild build) {
        Set<Path> files = new TreeSet<>(BuildFiles.of(build.modules().stream()
                .map(module -> module.directory().resolve("pom.xml"))
                .toList()));
        build.modules().forEach(module -> files.addAll(module.poms()));
        files.addAll(build.settings());
        files.add(home.resolve(".m2").resolve("settings.xml"));
        return List.copyOf(files);
    }

    /** The time as the file system gives it: it may lag behind the clock by some milliseconds. */
    private FileTime now() throws IOException {
        Path stamp = Files.createTempFile(cacheDirectory, "build", ".stamp");
        FileTime now = Files.getLastModifiedTime(stamp);
        Files.delete(stamp);
        return now;
    }

    private String key(List<Path> buildFiles) throws IOException {
        List<String> options = Stream.of("MAVEN_ARGS", "MAVEN_OPTS")
                .map(name -> process.environment().getOrDefault(name, ""))
                .toList();
        List<String> words = new ArrayList<>(options);
        words.add(javaHome.toString());
        words.add(SpyLine.FORMAT + " " + MavenQuestion.spy());
        words.addAll(BuildFiles.variablesOf(buildFiles, process.environment()));
        return BuildFiles.digest(root, buildFiles, words);
    }

    private Path cacheFile() {
        return cacheDirectory.resolve("maven-model");
    }

    private MavenAnswer notBuiltYet() {
        return refused(
                "--build never, and Maven's last answer is missing or its build files have changed since",
                "run once with --build auto, which is the default");
    }

    private MavenAnswer refused(String message, String hint) {
        return new MavenAnswer.Refused(List.of(Problem.of(message, Origin.file(root.resolve("pom.xml"), 0), hint)));
    }
}
