package ai.netrasystems.runner.discovery;

import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.discovery.classfile.TestClassNames;
import ai.netrasystems.runner.discovery.maven.MavenProcess;
import ai.netrasystems.runner.discovery.maven.MavenProject;
import ai.netrasystems.runner.discovery.maven.Reactor;
import ai.netrasystems.runner.discovery.surefire.Circumstances;
import ai.netrasystems.runner.discovery.surefire.ReadTests;
import ai.netrasystems.runner.discovery.surefire.SurefireReading;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From a request to the modules whose tests can be run: {@code --classpath}, else the project's build. */
public final class ProjectDiscovery {
    private final DiscoverySettings settings;

    /** Discovery of this project. */
    public ProjectDiscovery(DiscoverySettings settings) {
        this.settings = settings;
    }

    /** Finds the modules and scans their classes; compiles the project first where the request says so. */
    public DiscoveryResult discover(RunRequest request, EventSink events, StopSignal stop) {
        return WorkerJdk.choose(settings.environment(), settings.javaHome())
                .check()
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
                : new DiscoveryResult.Refused(List.of(ProjectTool.noMaven(settings.project())));
    }

    private DiscoveryResult ofMaven(Path root, RunRequest request, Path javaHome, EventSink events, StopSignal stop) {
        MavenProcess process = new MavenProcess(settings.environment(), stop, settings.processes());
        MavenProject project =
                new MavenProject(root, settings.cacheDirectory(), javaHome, settings.home(), process, events, stop);
        Circumstances circumstances = new Circumstances(
                javaHome,
                Runtime.getRuntime().availableProcessors(),
                System.nanoTime(),
                LocalTime.now(ZoneId.systemDefault()).getHour(),
                namesClasses(request.selection()));
        return project.ask(request.control().build())
                .fold(
                        build -> ofTests(SurefireReading.of(build, circumstances), events),
                        DiscoveryResult.DidNotCompile::new,
                        DiscoveryResult.Refused::new,
                        DiscoveryResult.Stopped::new);
    }

    private static DiscoveryResult ofTests(ReadTests tests, EventSink events) {
        tests.notes().forEach(events::publish);
        if (!tests.problems().isEmpty()) {
            return new DiscoveryResult.Refused(tests.problems());
        }
        return new DiscoveryResult.Found(tests.modules());
    }

    /** Selectors that name classes or packages reach beyond the name patterns, as Surefire's {@code -Dtest} does. */
    private static boolean namesClasses(RunRequest.Selection selection) {
        return Stream.of(selection.classes(), selection.methods(), selection.packages(), selection.uniqueIds())
                .anyMatch(values -> !values.isEmpty());
    }
}
