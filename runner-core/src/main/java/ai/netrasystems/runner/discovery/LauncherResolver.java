package ai.netrasystems.runner.discovery;

import ai.netrasystems.runner.discovery.classfile.ClasspathFiles;
import ai.netrasystems.runner.discovery.classfile.ForeignTests;
import ai.netrasystems.runner.discovery.launcher.Artifact;
import ai.netrasystems.runner.discovery.launcher.ArtifactFetch;
import ai.netrasystems.runner.discovery.launcher.LauncherNeed;
import ai.netrasystems.runner.discovery.launcher.LocalRepositories;
import ai.netrasystems.runner.discovery.launcher.PlatformFacts;
import ai.netrasystems.runner.discovery.maven.MavenArtifactFetch;
import ai.netrasystems.runner.discovery.maven.MavenProcess;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.TestModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the launcher of exactly the version that a module's engines need: the user's own, else from the local
 * repository, else through the build tool into the runner's cache. Not thread-safe.
 */
public final class LauncherResolver {
    private static final int NAMED_AT_MOST = 5;

    private final Path cache;
    private final LocalRepositories repositories;
    private final ArtifactFetch fetch;
    private final EventSink events;

    /** A resolver that asks the project's Maven where the local repository has no answer. */
    public LauncherResolver(DiscoverySettings settings, EventSink events, StopSignal stop) {
        this(
                settings.cacheDirectory().resolve("launcher"),
                LocalRepositories.of(settings.localRepository(), settings.environment(), settings.home()),
                new MavenArtifactFetch(
                        settings.project(), new MavenProcess(settings.environment(), stop, settings.processes())),
                events);
    }

    LauncherResolver(Path cache, LocalRepositories repositories, ArtifactFetch fetch, EventSink events) {
        this.cache = cache;
        this.repositories = repositories;
        this.fetch = fetch;
        this.events = events;
    }

    /** The launcher for this module's tests, or why there can be none. */
    public Checked<LauncherResolution> resolve(TestModule module) {
        try (ClasspathFiles files = new ClasspathFiles(module.classpath())) {
            PlatformFacts facts = PlatformFacts.of(files);
            Unrunnable unrunnable = unrunnable(module, facts, files);
            if (facts.runsNothing() && unrunnable.hasTestNg()) {
                return unrunnable.refuseTestNg();
            }
            unrunnable.warn();
            return LauncherNeed.of(facts, module.id().toString())
                    .then(need -> need.map(known -> jars(known, module))
                            .orElseGet(() -> Checked.valid(new LauncherResolution.NoFramework())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Checked<LauncherResolution> jars(LauncherNeed need, TestModule module) {
        Map<Artifact, Path> found = new LinkedHashMap<>();
        need.missing().forEach(artifact -> here(artifact).ifPresent(jar -> found.put(artifact, jar)));
        List<Artifact> absent = new ArrayList<>(need.missing());
        absent.removeAll(found.keySet());
        List<String> failures = List.of();
        if (!absent.isEmpty()) {
            events.publish(new RunEvent.Noted(
                    RunEvent.Noted.Level.NOTE, "getting " + names(absent) + " through Maven into " + cache));
            failures = fetch.fetch(absent, cache);
        }
        if (!failures.isEmpty()) {
            return Checked.invalid(Problem.of(
                    "JUnit Platform " + need.version() + " is on the classpath and " + names(absent)
                            + " could not be had: " + String.join("; ", failures),
                    classpath(module),
                    "add " + absent.get(0) + " to the project's test dependencies, or put its jar on --classpath"));
        }
        List<Path> jars = need.missing().stream()
                .map(artifact -> found.getOrDefault(artifact, cache.resolve(artifact.fileName())))
                .toList();
        return Checked.valid(new LauncherResolution.Launcher(need.version(), jars));
    }

    private Optional<Path> here(Artifact artifact) {
        Path cached = cache.resolve(artifact.fileName());
        return Files.isRegularFile(cached) ? Optional.of(cached) : repositories.find(artifact);
    }

    private static String names(List<Artifact> artifacts) {
        return String.join(", ", artifacts.stream().map(Artifact::toString).toList());
    }

    private static Origin classpath(TestModule module) {
        return new Origin(Origin.Source.BUILD, Optional.empty(), 0, "test classpath of module " + module.id());
    }

    private Unrunnable unrunnable(TestModule module, PlatformFacts facts, ClasspathFiles files) {
        List<String> testNg = facts.testNg() && !facts.testNgEngine()
                ? ForeignTests.among(module.candidates(), files, "org/testng/")
                : List.of();
        // Vintage is added where JUnit 4 stands alone; Jupiter's API alone gets Jupiter's engine, and no other.
        boolean vintageRuns = facts.vintageEngine()
                || (facts.engines().isEmpty() && facts.jupiterApi().isEmpty());
        List<String> junit4 = facts.junit4().isPresent() && !vintageRuns
                ? ForeignTests.among(module.candidates(), files, "org/junit/Test", "junit/framework/")
                : List.of();
        return new Unrunnable(module, testNg, junit4);
    }

    /** Classes with tests that no engine of the classpath runs; they are named, never passed over in silence. */
    private final class Unrunnable {
        private final TestModule module;
        private final List<String> testNg;
        private final List<String> junit4;

        Unrunnable(TestModule module, List<String> testNg, List<String> junit4) {
            this.module = module;
            this.testNg = testNg;
            this.junit4 = junit4;
        }

        void warn() {
            warn("TestNG", testNg, "no engine for it is on the classpath");
            warn("JUnit 4", junit4, "Jupiter is there without junit-vintage-engine");
        }

        private void warn(String framework, List<String> classes, String why) {
            if (!classes.isEmpty()) {
                events.publish(new RunEvent.Noted(
                        RunEvent.Noted.Level.WARNING,
                        "module " + module.id() + ": " + framework + " tests that cannot be run, " + why + ": "
                                + some(classes)));
            }
        }

        boolean hasTestNg() {
            return !testNg.isEmpty();
        }

        Checked<LauncherResolution> refuseTestNg() {
            return Checked.invalid(Problem.of(
                    "TestNG tests cannot be run, no engine for it is on the classpath: " + some(testNg),
                    classpath(module),
                    "add org.junit.support:testng-engine to the project's test dependencies"));
        }

        private String some(List<String> classes) {
            String first = String.join(", ", classes.subList(0, Math.min(NAMED_AT_MOST, classes.size())));
            int more = classes.size() - NAMED_AT_MOST;
            return more > 0 ? first + " and " + more + " more" : first;
        }
    }
}
