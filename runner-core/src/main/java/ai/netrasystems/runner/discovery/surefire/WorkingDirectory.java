package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.MavenBuild;
import ai.netrasystems.runner.discovery.maven.MavenModule;
import ai.netrasystems.runner.discovery.maven.TestExecution;
import java.nio.file.Path;

/** Where tests run. */
final class WorkingDirectory {
    private WorkingDirectory() {}

    /** What the parameter says, else the module's directory. */
    static Path configured(MavenModule module, TestExecution execution) {
        return execution
                .parameters()
                .text("workingDirectory")
                .map(module.directory()::resolve)
                .orElse(module.directory());
    }

    /** Inside Maven nothing can change it: it is Maven's own. */
    static Path of(MavenBuild build, MavenModule module, TestExecution execution, Forks forks) {
        return forks.inMaven() ? build.directory() : configured(module, execution);
    }
}
