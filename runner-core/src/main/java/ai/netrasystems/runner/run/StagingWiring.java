package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.Setting;
import ai.netrasystems.runner.config.StagingSettings;
import ai.netrasystems.runner.environment.EnvironmentProvider;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.staging.StagingAccess;
import ai.netrasystems.runner.environment.staging.StagingEnvironmentProvider;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.ConnectTarget;
import ai.netrasystems.runner.staging.EnvironmentProxy;
import ai.netrasystems.runner.staging.courtesy.Courtesy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** From the settings of staging to its provider. Sends nothing. */
final class StagingWiring {
    private final Session session;
    private final Map<String, String> variables;
    private final InstantSource clock;

    /** {@code variables}: the runner's own environment variables, of which one may hold the credential. */
    StagingWiring(Session session, Map<String, String> variables, InstantSource clock) {
        this.session = session;
        this.variables = variables;
        this.clock = clock;
    }

    /**
     * The provider; without a profile one that says how to configure staging.
     *
     * @param workers JVMs side by side at most: they share what the profile lets a run ask
     */
    EnvironmentProvider provider(
            StagingSettings files, RunRequest.Where where, TestVariables.Asked asked, int workers) {
        StagingSettings settings = files.with(where.staging());
        return settings.system()
                .<EnvironmentProvider>map(system -> new StagingEnvironmentProvider(
                        system.with(Courtesy.shared(system.limits(), workers)),
                        access(settings),
                        session.ledger(),
                        new SecureRandom(),
                        clock,
                        asked))
                .orElseGet(StagingEnvironmentProvider::unconfigured);
    }

    private StagingAccess access(StagingSettings settings) {
        Map<String, ConnectTarget> hosts = new HashMap<>();
        settings.hosts()
                .forEach((name, target) ->
                        hosts.put(name, ConnectTarget.parse(target.value().toString())));
        return new StagingAccess(
                hosts,
                settings.trust().map(Setting::value),
                bypassKey(settings),
                settings.coldStart().value(),
                EnvironmentProxy.from(variables::get));
    }

    private Optional<Secret> bypassKey(StagingSettings settings) {
        return Optional.ofNullable(variables.get(TestVariables.BYPASS_KEY))
                .filter(value -> !value.isBlank())
                .or(() -> settings.bypassKeyFile().map(Setting::value).flatMap(this::read))
                .map(String::strip)
                .filter(this::fitsAHeader)
                .map(Secret::new);
    }

    /** Visible ASCII (RFC 9110 section 5.5), or no request could carry it; told without showing it. */
    private boolean fitsAHeader(String key) {
        boolean fits = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!fits) {
            session.publish(
                    new Noted(
                            Noted.Level.WARNING,
                            "the bypass key of staging holds a blank, a line break or a letter that no header may hold: not used"));
        }
        return fits;
    }

    private Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file)).filter(text -> !text.isBlank());
        } catch (IOException unreadable) {
            session.publish(new Noted(
                    Noted.Level.WARNING, "staging.bypass-key-file cannot be read: " + unreadable.getMessage()));
            return Optional.empty();
        }
    }
}
