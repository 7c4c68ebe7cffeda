package ai.netrasystems.runner.discovery.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the build's Surefire plug-in is told for its default execution, as far as it is applied here.
 *
 * @param workingDirectory where tests run
 * @param jvmArguments from {@code argLine}
 * @param systemProperties from {@code systemPropertyVariables}, and {@code basedir}
 * @param environment from {@code environmentVariables}
 * @param includes patterns of test classes as configured, each one maybe a comma-separated list; none for the defaults
 * @param excludes the same
 * @param notApplied names of further parameters that are set and would change what runs or how
 */
public record SurefireSettings(
        Path workingDirectory,
        List<String> jvmArguments,
        Map<String, String> systemProperties,
        Map<String, String> environment,
        List<String> includes,
        List<String> excludes,
        List<String> notApplied) {
    /** Copies the collections. */
    public SurefireSettings {
        jvmArguments = List.copyOf(jvmArguments);
        systemProperties = Map.copyOf(systemProperties);
        environment = Map.copyOf(environment);
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        notApplied = List.copyOf(notApplied);
    }
}
