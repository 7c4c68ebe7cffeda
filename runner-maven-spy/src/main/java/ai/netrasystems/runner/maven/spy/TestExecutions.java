package ai.netrasystems.runner.maven.spy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/** The executions of Surefire that {@code mvn test} would run in a project, and Failsafe's, as they are now told. */
final class TestExecutions {
    private static final String GROUP = "org.apache.maven.plugins";
    private static final String SUREFIRE = GROUP + ":maven-surefire-plugin";
    private static final String FAILSAFE = GROUP + ":maven-failsafe-plugin";
    private static final String INTEGRATION_TEST = "integration-test";

    private final MavenSession session;
    private final MavenProject project;
    private final LifecycleExecutor lifecycle;
    private final ToolchainManager toolchains;
    private final RepositorySystem repository;

    TestExecutions(
            MavenSession session,
            MavenProject project,
            LifecycleExecutor lifecycle,
            ToolchainManager toolchains,
            RepositorySystem repository) {
        this.session = session;
        this.project = project;
        this.lifecycle = lifecycle;
        this.toolchains = toolchains;
        this.repository = repository;
    }

    List<String> lines() throws Exception {
        List<String> lines = new ArrayList<>();
        boolean asked = false;
        for (MojoExecution execution :
                lifecycle.calculateExecutionPlan(session, "test").getMojoExecutions()) {
            boolean surefire = isGoal(execution, SUREFIRE, "test");
            asked |= surefire;
            if (surefire) {
                add(lines, execution);
            } else if (!asked && "test".equals(execution.getLifecyclePhase())) {
                lines.add(SpyLine.of(List.of("bound-to-test", execution.toString())));
            }
        }
        for (String task : failsafe()) {
            for (MojoExecution execution :
                    lifecycle.calculateExecutionPlan(session, task).getMojoExecutions()) {
                if (isGoal(execution, FAILSAFE, INTEGRATION_TEST)) {
                    add(lines, execution);
                }
            }
        }
        return lines;
    }

    /** As goals on the command line: a plan up to that phase would need every packaging plug-in on the way. */
    private List<String> failsafe() {
        List<String> tasks = new ArrayList<>();
        for (Plugin plugin : project.getBuildPlugins()) {
            if (plugin.getKey().equals(FAILSAFE)) {
                for (PluginExecution execution : plugin.getExecutions()) {
                    if (execution.getGoals().contains(INTEGRATION_TEST)) {
                        tasks.add(FAILSAFE + ":" + plugin.getVersion() + ":" + INTEGRATION_TEST + "@"
                                + execution.getId());
                    }
                }
            }
        }
        return tasks;
    }

    private static boolean isGoal(MojoExecution execution, String plugin, String goal) {
        return plugin.equals(execution.getGroupId() + ":" + execution.getArtifactId())
                && goal.equals(execution.getGoal());
    }

    private void add(List<String> lines, MojoExecution execution) throws Exception {
        lines.add(SpyLine.of(
                List.of("execution", execution.getArtifactId(), execution.getVersion(), execution.getExecutionId())));
        for (Dependency dependency : execution.getPlugin().getDependencies()) {
            lines.add(SpyLine.of(List.of("plugin-dependency", dependency.getGroupId(), dependency.getArtifactId())));
        }
        Parameters parameters = new Parameters(
                execution.getConfiguration(), new PluginParameterExpressionEvaluator(session, execution), project);
        lines.addAll(parameters.lines());
        AdditionalDependencies additional = new AdditionalDependencies(session, project, repository);
        for (String file : additional.files(parameters.dependencies("additionalClasspathDependencies"))) {
            lines.add(SpyLine.of(List.of("additional-dependency", file)));
        }
        addToolchain(lines, parameters.map("jdkToolchain"));
    }

    /** The execution's own requirement, else what the toolchains plug-in chose for the build. */
    private void addToolchain(List<String> lines, Map<String, String> wanted) {
        Toolchain chosen = toolchains.getToolchainFromBuildContext("jdk", session);
        if (!wanted.isEmpty()) {
            List<Toolchain> matching = toolchains.getToolchains(session, "jdk", wanted);
            if (matching.isEmpty()) {
                lines.add(SpyLine.of(List.of("no-toolchain", wanted.toString())));
                return;
            }
            chosen = matching.get(0);
        }
        String java = chosen == null ? null : chosen.findTool("java");
        if (java != null) {
            lines.add(SpyLine.of(List.of("toolchain", java)));
        }
    }
}
