package ai.netrasystems.runner.environment;

import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run was given: pure data, nothing to close.
 *
 * @param variables URLs and switches: go to workers as environment variables, system properties and configuration
 *     parameters
 * @param secrets go to workers as environment variables only
 * @param missing services that some tests need and this environment does not offer
 * @param refusedTags tests with one of these tags may not run here, with the reason for people
 * @param jvmArguments further arguments of workers' JVMs; anybody may see them
 */
public record RunningEnvironment(
        Provenance provenance,
        Map<String, String> variables,
        Map<String, Secret> secrets,
        Set<ServiceName> missing,
        Map<String, String> refusedTags,
        List<String> jvmArguments) {
    /** Copies the collections. */
    public RunningEnvironment {
        variables = Map.copyOf(variables);
        secrets = Map.copyOf(secrets);
        missing = Set.copyOf(missing);
        refusedTags = Map.copyOf(refusedTags);
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** One whose workers' JVMs are told nothing. */
    public RunningEnvironment(
            Provenance provenance,
            Map<String, String> variables,
            Map<String, Secret> secrets,
            Set<ServiceName> missing,
            Map<String, String> refusedTags) {
        this(provenance, variables, secrets, missing, refusedTags, List.of());
    }

    /** The same with these further arguments of workers' JVMs. */
    public RunningEnvironment withJvmArguments(List<String> arguments) {
        return new RunningEnvironment(provenance, variables, secrets, missing, refusedTags, arguments);
    }

    /** One that takes tests of any tag. */
    public RunningEnvironment(
            Provenance provenance,
            Map<String, String> variables,
            Map<String, Secret> secrets,
            Set<ServiceName> missing) {
        this(provenance, variables, secrets, missing, Map.of());
    }

    /** The environment of tests that use no service. */
    public static RunningEnvironment none() {
        return new RunningEnvironment(Provenance.none(), Map.of(), Map.of(), Set.of());
    }
}
