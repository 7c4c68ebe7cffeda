package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.config.RunnerConfig.FailFast;
import ai.netrasystems.runner.environment.RunningEnvironment;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.execution.LayerWork.LauncherJars;
import ai.netrasystems.runner.execution.LayerWork.UnitWork;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.Dispatch;
import ai.netrasystems.runner.plan.ExecutionPolicy;
import ai.netrasystems.runner.plan.QuarantinedTests;
import ai.netrasystems.runner.plan.RunPlan.PlannedCategory;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import ai.netrasystems.runner.plan.RunPlan.TestSelectors;
import ai.netrasystems.runner.plan.RunPlan.WorkUnit;
import ai.netrasystems.runner.plan.TestModule;
import ai.netrasystems.runner.plan.TestSettings;
import ai.netrasystems.runner.worker.protocol.Frames;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A user's compiled test project on one JUnit version, and a layer that runs some of its classes for real. */
final class Fixture {
    private static final Path SETS = Path.of("target", "junit-sets").toAbsolutePath();
    private static final Map<String, Path> COMPILED = new ConcurrentHashMap<>();

    private final String junit;
    private final Path runDirectory;
    final Events events = new Events();
    EventSink sink = events;
    EnvironmentState state = lasting();
    final StopSignal stop = new StopSignal();
    final MovableClock clock = new MovableClock();
    final List<Long> processes = new ArrayList<>();
    List<String> classes = List.of();
    List<PlannedCategory> categories = List.of();
    /** Folder of sources below {@code src/test/projects/execution}. */
    String project;

    /** What else is on the classpath, behind the compiled sources. */
    List<Path> beside = List.of();

    List<String> jvmArguments = List.of();
    Map<String, String> systemProperties = Map.of();
    Map<String, String> inherited = System.getenv();
    Set<String> removed = Set.of();
    Set<ServiceName> planned = Set.of();
    RunningEnvironment environment = RunningEnvironment.none();
    TestSelectors selectors = TestSelectors.none();
    Optional<String> filter = Optional.empty();
    Optional<Duration> testTimeout = Optional.empty();
    Optional<Duration> budget = Optional.empty();
    ExecutionPolicy policy = ExecutionPolicy.defaults();
    Dispatch dispatch = Dispatch.single();
    QuarantinedTests quarantined = QuarantinedTests.none();
    FailFast layerPolicy = FailFast.OFF;
    boolean servicesForbidden;
    Redactor redactor = Redactor.nothing();

    Fixture(String junit, Path runDirectory, String... classes) {
        this.junit = junit;
        this.project = junit.equals("junit4") ? "junit4" : "jupiter";
        this.runDirectory = runDirectory;
        this.classes = Stream.of(classes).map(name -> "fixtures." + name).toList();
    }

    LayerEnd run() {
        LayerExecution.Settings settings = new LayerExecution.Settings(
                new RunId("run-1"),
                workerJar(),
                runDirectory,
                policy,
                quarantined,
                servicesForbidden,
                planned,
                inherited,
                removed,
                processes::add,
                () -> redactor);
        WorkUnit unit =
                new WorkUnit(ModuleId.of("app"), !planned.isEmpty(), classes, selectors, Optional.empty(), dispatch);
        PlannedLayer layer = new PlannedLayer(
                new LayerName("layer"),
                categories,
                filter,
                Optional.empty(),
                layerPolicy,
                0,
                Optional.empty(),
                List.of(unit),
                testTimeout);
        LauncherJars launcher = new LauncherJars(junit, jars("launcher"));
        LayerWork work = new LayerWork(
                layer, List.of(new UnitWork(unit, module(), launcher, environment)), budget.map(clock.instant()::plus));
        return new LayerExecution(settings, sink, stop, state, clock).execute(work);
    }

    private TestModule module() {
        List<Path> classpath = new ArrayList<>();
        classpath.add(compiled());
        classpath.addAll(beside);
        classpath.addAll(jars("user"));
        return new TestModule(
                ModuleId.of("app"),
                runDirectory,
                classpath,
                List.of(),
                runDirectory,
                Path.of(System.getProperty("java.home")),
                concat(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-Xshare:auto"), jvmArguments),
                systemProperties,
                Map.of("FROM_BUILD", "yes"),
                TestSettings.defaults(),
                List.of());
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private List<Path> jars(String part) {
        return list(SETS.resolve(junit).resolve(part), ".jar");
    }

    private Path compiled() {
        return COMPILED.computeIfAbsent(project + "/" + junit, set -> {
            Path target = Path.of("target", "execution-fixtures", set).toAbsolutePath();
            List<String> arguments = new ArrayList<>(List.of("-d", target.toString(), "--release", "17", "-cp"));
            arguments.add(jars("user").stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
            list(Path.of("src", "test", "projects", "execution", project, "fixtures"), ".java")
                    .forEach(source -> arguments.add(source.toString()));
            arguments.add("-proc:none");
            int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
            if (code != 0) {
                throw new IllegalStateException("the fixture does not compile on " + set);
            }
            delete(target.resolve("fixtures").resolve("Gone.class"));
            return target;
        });
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException still) {
            throw new UncheckedIOException(still);
        }
    }

    private static List<Path> list(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static Path workerJar() {
        try {
            return Path.of(Frames.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The state of an environment that nobody can lose. */
    private static EnvironmentState lasting() {
        return new EnvironmentState() {
            @Override
            public Optional<String> doubt() {
                return Optional.empty();
            }

            @Override
            public Optional<String> gone() {
                return Optional.empty();
            }
        };
    }
}
