package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.MavenBuild;
import ai.netrasystems.runner.discovery.maven.MavenModule;
import ai.netrasystems.runner.discovery.maven.TestExecution;
import ai.netrasystems.runner.event.RunEvent.Noted.Level;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.plan.TestModule;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the test executions of a whole build. */
public final class SurefireReading {
    private final MavenBuild build;
    private final Circumstances circumstances;
    private final List<TestModule> modules = new ArrayList<>();
    private final Findings findings = new Findings();

    private SurefireReading(MavenBuild build, Circumstances circumstances) {
        this.build = build;
        this.circumstances = circumstances;
    }

    /** All modules, all problems: not the first alone. */
    public static ReadTests of(MavenBuild build, Circumstances circumstances) {
        SurefireReading reading = new SurefireReading(build, circumstances);
        build.modules().forEach(reading::read);
        return new ReadTests(reading.modules, reading.findings.problems(), reading.findings.notes());
    }

    private void read(MavenModule module) {
        if (module.failure().isPresent()) {
            findings.problem(
                    module,
                    "Maven could not say what the tests are told: "
                            + module.failure().get(),
                    "see whether mvn test works, or compile it and use --classpath");
            return;
        }
        if (module.executions().stream().allMatch(TestExecution::integration)
                && Files.isDirectory(module.testOutputDirectory())) {
            findings.note(
                    Level.WARNING,
                    "module " + module.path()
                            + ": its build runs no Surefire in the phase test, so nothing of it runs");
        }
        if (!module.boundToTest().isEmpty()) {
            findings.note(
                    Level.WARNING,
                    "module " + module.path() + ": not run before its tests, since it is bound to the phase test: "
                            + String.join(", ", module.boundToTest()));
        }
        Set<String> taken = new HashSet<>();
        for (TestExecution execution : module.executions()) {
            ModuleId id = id(module, execution, taken);
            new ExecutionReading(build, module, execution, id, circumstances, findings)
                    .read()
                    .ifPresent(modules::add);
        }
    }

    /** Surefire and Failsafe may have executions of one name. */
    private static ModuleId id(MavenModule module, TestExecution execution, Set<String> taken) {
        if (!execution.integration() && execution.id().equals("default-test")) {
            return ModuleId.of(module.path());
        }
        String name = taken.add(execution.id()) ? execution.id() : "failsafe-" + execution.id();
        return new ModuleId(module.path(), Optional.of(name));
    }
}
