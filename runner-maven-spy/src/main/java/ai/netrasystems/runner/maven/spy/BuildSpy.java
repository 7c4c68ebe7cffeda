package ai.netrasystems.runner.maven.spy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.apache.maven.eventspy.AbstractEventSpy;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Asks each project, when its build has ended well, what the test plug-ins would now be told, and writes all of it in
 * the reactor's order when the session ends. Modules may be built side by side.
 */
@Named
@Singleton
public final class BuildSpy extends AbstractEventSpy {
    private final Provider<LifecycleExecutor> lifecycle;
    private final Provider<ToolchainManager> toolchains;
    private final Provider<RepositorySystem> repository;
    private final Map<MavenProject, List<String>> answers = new HashMap<>();

    /** Lazily: event spies are made before the rest of Maven. */
    @Inject
    public BuildSpy(
            Provider<LifecycleExecutor> lifecycle,
            Provider<ToolchainManager> toolchains,
            Provider<RepositorySystem> repository) {
        this.lifecycle = lifecycle;
        this.toolchains = toolchains;
        this.repository = repository;
    }

    @Override
    public void onEvent(Object event) throws IOException {
        if (event instanceof ExecutionEvent) {
            onExecution((ExecutionEvent) event);
        }
    }

    private void onExecution(ExecutionEvent event) throws IOException {
        if (event.getType() == ExecutionEvent.Type.ProjectSucceeded) {
            List<String> answer = ask(event.getSession(), event.getProject());
            synchronized (answers) {
                answers.put(event.getProject(), answer);
            }
        } else if (event.getType() == ExecutionEvent.Type.SessionEnded) {
            write(event.getSession());
        }
    }

    /** A failure becomes a line: Maven itself would log a warning and go on, and the module would be missing. */
    private List<String> ask(MavenSession session, MavenProject project) {
        List<String> lines = new ArrayList<>(ProjectFacts.of(project));
        try {
            lines.addAll(
                    new TestExecutions(session, project, lifecycle.get(), toolchains.get(), repository.get()).lines());
        } catch (Exception | LinkageError failed) {
            lines.add(SpyLine.of(List.of("failed", String.valueOf(failed))));
        }
        return lines;
    }

    private void write(MavenSession session) throws IOException {
        String file = session.getUserProperties().getProperty(SpyLine.FILE_PROPERTY);
        if (file == null) {
            return;
        }
        List<String> lines = new ArrayList<>(List.of(SpyLine.FORMAT));
        lines.addAll(SessionFacts.of(session));
        synchronized (answers) {
            for (MavenProject project : session.getProjects()) {
                lines.addAll(answers.getOrDefault(project, List.of()));
            }
        }
        Files.write(Path.of(file), lines, StandardCharsets.UTF_8);
    }
}
