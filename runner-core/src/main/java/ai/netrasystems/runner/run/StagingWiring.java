package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.Setting;
import ai.netrasystems.runner.config.StagingSettings;
import ai.netrasystems.runner.environment.EnvironmentProvider;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.staging.StagingAccess;
import ai.netrasystems.runner.environment.staging.StagingEnvironmentProvider;
import ai.netrasystems.runner.environment.staging.StagingEnvironmentProvider.Purpose;
import ai.netrasystems.runner.environment.token.StagingCredential;
import ai.netrasystems.runner.environment.token.TokenSupply;
import ai.netrasystems.runner.staging.ConnectTarget;
import ai.netrasystems.runner.staging.EnvironmentProxy;
import ai.netrasystems.runner.staging.StagingProfile;
import ai.netrasystems.runner.staging.courtesy.Courtesy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** From the settings of staging to its provider. Sends nothing. */
final class StagingWiring {
    private final Session session;
    private final Map<String, String> variables;
    private final Path directory;
    private final InstantSource clock;

    /**
     * For one run.
     *
     * @param variables the runner's own environment variables, of which one may hold the credential
     * @param directory where a command that prints a token works
     */
    StagingWiring(Session session, Map<String, String> variables, Path directory, InstantSource clock) {
        this.session = session;
        this.variables = variables;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * The provider; without a profile one that says how to configure staging.
     *
     * @param workers JVMs side by side at most: they share what the profile lets a run ask
     */
    EnvironmentProvider provider(
            StagingSettings files, RunRequest.Where where, Purpose purpose, TestVariables.Asked asked, int workers) {
        StagingSettings settings = files.with(where.staging());
        return settings.system()
                .<EnvironmentProvider>map(system -> new StagingEnvironmentProvider(
                        system.with(Courtesy.shared(system.limits(), workers)),
                        access(system, settings),
                        session.ledger(),
                        new SecureRandom(),
                        clock,
                        purpose,
                        asked))
                .orElseGet(StagingEnvironmentProvider::unconfigured);
    }

    private StagingAccess access(StagingProfile system, StagingSettings settings) {
        Map<String, ConnectTarget> hosts = new HashMap<>();
        settings.hosts()
                .forEach((name, target) ->
                        hosts.put(name, ConnectTarget.parse(target.value().toString())));
        return new StagingAccess(
                hosts,
                settings.trust().map(Setting::value),
                TokenSupply.read(StagingCredential.rule(system, settings, variables), variables, directory),
                settings.coldStart().value(),
                EnvironmentProxy.from(variables::get));
    }
}
