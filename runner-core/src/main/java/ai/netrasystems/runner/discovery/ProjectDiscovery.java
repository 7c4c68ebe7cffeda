package ai.netrasystems.runner.discovery;

import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.discovery.classfile.ClassFileScan;
import ai.netrasystems.runner.discovery.classfile.TestClassNames;
import ai.netrasystems.runner.discovery.maven.MavenModule;
import ai.netrasystems.runner.discovery.maven.MavenProcess;
import ai.netrasystems.runner.discovery.maven.MavenProject;
import ai.netrasystems.runner.discovery.maven.Reactor;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.CandidateClass;
import ai.netrasystems.runner.plan.TestModule;
import ai.netrasystems.runner.plan.TestSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From a request to the modules whose tests can be run: {@code --classpath}, else the project's build. */
public final class ProjectDiscovery {
    private static final List<String> GRADLE =
            List.of("settings.gradle", "settings.gradle.kts", "build.gradle", "build.gradle.kts");

    private final DiscoverySettings settings;

    /** Discovery of this project. */
    public ProjectDiscovery(DiscoverySettings settings) {
        this.settings = settings;
    }

    /** Finds the modules and scans their classes; compiles the project first where the request says so. */
    public DiscoveryResult discover(RunRequest request, EventSink events, StopSignal stop) {
        return WorkerJdk.choose(settings)
                .fold(javaHome -> discover(request, javaHome, events, stop), DiscoveryResult.Refused::new);
    }

    private DiscoveryResult discover(RunRequest request, Path javaHome, EventSink events, StopSignal stop) {
        TestClassNames names = namesClasses(request.selection()) ? TestClassNames.ALL : TestClassNames.SUREFIRE_DEFAULT;
        try {
            if (!request.classpath().isEmpty()) {
                return FolderProject.of(request.classpath(), settings.workingDirectory(), javaHome, names)
                        .fold(module -> new DiscoveryResult.Found(List.of(module)), DiscoveryResult.Refused::new);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Optional<Path> reactor = Reactor.rootOf(settings.project());
        return reactor.isPresent()
                ? ofMaven(reactor.get(), request, javaHome, events, stop)
                : new DiscoveryResult.Refused(List.of(noMaven()));
    }

    private DiscoveryResult ofMaven(Path root, RunRequest request, Path javaHome, EventSink events, StopSignal stop) {
        MavenProcess process = new MavenProcess(settings.environment(), stop, settings.processes());
        MavenProject project =
                new MavenProject(root, settings.cacheDirectory(), javaHome, settings.home(), process, events, stop);
        boolean named = namesClasses(request.selection());
        return project.modules(request.control().build())
                .fold(
                        modules -> ofModules(
                                modules.stream()
                                        .filter(ProjectDiscovery::hasTests)
                                        .toList(),
                                javaHome,
                                named),
                        DiscoveryResult.DidNotCompile::new,
                        DiscoveryResult.Refused::new,
                        DiscoveryResult.Stopped::new);
    }

    /** Selectors that name classes or packages reach beyond the name patterns, as Surefire's {@code -Dtest} does. */
    private static boolean namesClasses(RunRequest.Selection selection) {
        return Stream.of(selection.classes(), selection.methods(), selection.packages(), selection.uniqueIds())
                .anyMatch(values -> !values.isEmpty());
    }

    private static boolean hasTests(MavenModule module) {
        return !module.packaging().equals("pom") && Files.isDirectory(module.testOutputDirectory());
    }

    private static DiscoveryResult ofModules(List<MavenModule> modules, Path javaHome, boolean named) {
        List<Problem> problems = named
                ? List.of()
                : modules.stream()
                        .flatMap(ProjectDiscovery::patternsNotUnderstood)
                        .toList();
        if (!problems.isEmpty()) {
            return new DiscoveryResult.Refused(problems);
        }
        return new DiscoveryResult.Found(modules.stream()
                .flatMap(module -> scanned(
                        module,
                        javaHome,
                        named
                                ? TestClassNames.ALL
                                : TestClassNames.surefire(
                                        module.tests().includes(),
                                        module.tests().excludes()))
                        .stream())
                .toList());
    }

    /** Guessing at a pattern would lose tests, or run some that the build leaves out, and nobody would see it. */
    private static Stream<Problem> patternsNotUnderstood(MavenModule module) {
        return Stream.concat(module.tests().includes().stream(), module.tests().excludes().stream())
                .filter(pattern -> !TestClassNames.isPlain(pattern))
                .map(pattern -> Problem.of(
                        "module " + module.path() + ": Surefire's pattern \"" + pattern + "\" cannot be applied",
                        Origin.file(module.directory().resolve("pom.xml"), 0),
                        "write it as paths such as **/*Test, or name the compiled tests and their jars with"
                                + " --classpath"));
    }

    private static Optional<TestModule> scanned(MavenModule module, Path javaHome, TestClassNames names) {
        List<Path> roots = List.of(module.testOutputDirectory());
        List<Path> classpath = new ArrayList<>(roots);
        classpath.add(module.outputDirectory());
        classpath.addAll(module.dependencies());
        return candidates(roots, classpath, names)
                .map(found -> new TestModule(
                        ModuleId.of(module.path()),
                        module.directory(),
                        classpath,
                        roots,
                        module.tests().workingDirectory(),
                        javaHome,
                        module.tests().jvmArguments(),
                        module.tests().systemProperties(),
                        module.tests().environment(),
                        TestSettings.defaults(),
                        found));
    }

    private static Optional<List<CandidateClass>> candidates(
            List<Path> roots, List<Path> classpath, TestClassNames names) {
        try {
            return Optional.of(ClassFileScan.scan(roots, classpath, names)).filter(found -> !found.isEmpty());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Problem noMaven() {
        for (Path at = settings.project(); at != null; at = at.getParent()) {
            for (String name : GRADLE) {
                if (Files.isRegularFile(at.resolve(name))) {
                    return Problem.of(
                            "a Gradle project cannot be asked for its test classpath yet",
                            Origin.file(at.resolve(name), 0),
                            "run \"gradle testClasses\" and name folders and jars with --classpath");
                }
            }
        }
        return Problem.of(
                "no pom.xml here or above " + settings.project(),
                Origin.commandLine("--classpath"),
                "run inside a Maven project, or name compiled tests and their jars with --classpath");
    }
}
