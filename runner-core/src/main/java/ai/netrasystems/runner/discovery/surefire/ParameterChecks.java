package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.MavenModule;
import ai.netrasystems.runner.discovery.maven.Parameters;
import ai.netrasystems.runner.discovery.maven.TestExecution;
import ai.netrasystems.runner.event.RunEvent.Noted.Level;
import ai.netrasystems.runner.model.ModuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Refuses by name what cannot be honoured, and says what is not applied. */
final class ParameterChecks {
    /** Older ones know nothing of the JUnit Platform. */
    private static final Version PLATFORM_SINCE = Version.of("2.22.0");

    private static final String OLD_PROVIDER = "org.junit.platform:junit-platform-surefire-provider";

    private final MavenModule module;
    private final TestExecution execution;
    private final Parameters parameters;
    private final ModuleId id;
    private final Findings findings;

    ParameterChecks(MavenModule module, TestExecution execution, ModuleId id, Findings findings) {
        this.module = module;
        this.execution = execution;
        this.parameters = execution.parameters();
        this.id = id;
        this.findings = findings;
    }

    void check() {
        String plugin = execution.integration() ? "Failsafe" : "Surefire";
        for (ParameterTable.Row row : ParameterTable.refused(parameters)) {
            findings.problem(
                    module,
                    plugin + "'s " + row.parameter() + " (" + row.value() + ") cannot be applied",
                    row.remedy());
        }
        for (String name : ProviderProperties.refused(parameters)) {
            findings.problem(
                    module, plugin + "'s properties/" + name + " cannot be applied", "use JUnit's own configuration");
        }
        List<String> notApplied = new ArrayList<>();
        ParameterTable.told(parameters)
                .forEach(row -> notApplied.add(row.parameter() + " (" + row.value() + "; " + row.remedy() + ")"));
        ProviderProperties.notApplied(parameters).forEach(name -> notApplied.add("properties/" + name));
        ParameterTable.unknown(parameters).forEach(name -> notApplied.add(name + " (unknown to this runner)"));
        if (!notApplied.isEmpty()) {
            warn(plugin + "'s " + String.join(", ", notApplied) + " not applied");
        }
        warnOfParallel();
        warnOfOldSurefire();
    }

    /** It is of Surefire's JUnit 4 and TestNG providers; the JUnit Platform has settings of its own. */
    private void warnOfParallel() {
        String parallel = parameters.text("parallel").orElse("none");
        if (!parallel.toLowerCase(Locale.ROOT).equals("none") && !Frameworks.platform(module)) {
            warn("Surefire's parallel (" + parallel + ") not applied: the tests run one after another");
        }
    }

    private void warnOfOldSurefire() {
        if (Frameworks.platform(module)
                && Version.of(execution.version()).isBefore(PLATFORM_SINCE)
                && !execution.pluginDependencies().contains(OLD_PROVIDER)) {
            warn("Surefire " + execution.version() + " does not know JUnit 5: mvn test runs "
                    + (Frameworks.junit4(module) ? "only the JUnit 4 tests" : "no test")
                    + " of this module; here they all run");
        }
    }

    private void warn(String text) {
        findings.note(Level.WARNING, "module " + id + ": " + text);
    }
}
