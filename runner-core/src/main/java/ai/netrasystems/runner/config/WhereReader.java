package ai.netrasystems.runner.config;

import static ai.netrasystems.runner.config.ConfigKeys.DEGRADED;
import static ai.netrasystems.runner.config.ConfigKeys.ENVIRONMENT;
import static ai.netrasystems.runner.config.ConfigKeys.FALLBACK;
import static ai.netrasystems.runner.config.ConfigKeys.PROVIDER;
import static ai.netrasystems.runner.config.ConfigKeys.SERVICE_TIMEOUT;
import static ai.netrasystems.runner.config.ConfigKeys.START_TIMEOUT;

import ai.netrasystems.runner.config.RunRequest.EnvironmentChoice;
import ai.netrasystems.runner.config.RunnerConfig.EnvironmentSettings;
import ai.netrasystems.runner.config.yaml.MapReader;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code environment}, {@code fallback} and {@code degraded}. */
final class WhereReader {
    /** Budget of all services' start together, where nobody says otherwise. */
    static final Duration START_TIMEOUT_DEFAULT = Duration.ofMinutes(5);
    /** Budget of one service. */
    static final Duration SERVICE_TIMEOUT_DEFAULT = Duration.ofSeconds(60);

    private final BothFiles files;

    WhereReader(BothFiles files) {
        this.files = files;
    }

    EnvironmentSettings environment() {
        BothFiles inner = files.inner(ENVIRONMENT, ConfigKeys.OF_PERSONAL_ENVIRONMENT, ConfigKeys.OF_ENVIRONMENT);
        return new EnvironmentSettings(
                inner.setting(
                                PROVIDER,
                                Optional.of(EnvironmentChoice.AUTO),
                                (reader, key) -> inner.isPersonal(reader)
                                        ? Optional.empty()
                                        : reader.choice(key, EnvironmentChoice.class),
                                MapReader::label)
                        .orElseThrow(),
                inner.limit(START_TIMEOUT, Optional.of(START_TIMEOUT_DEFAULT)).orElseThrow(),
                inner.limit(SERVICE_TIMEOUT, Optional.of(SERVICE_TIMEOUT_DEFAULT))
                        .orElseThrow());
    }

    /** Empty where no file says it: what then holds depends on what is asked for. */
    Optional<Setting<Fallback>> fallback() {
        return files.setting(
                FALLBACK,
                Optional.empty(),
                (reader, key) -> files.strict(reader, key, Fallback.class, Fallback.NEVER),
                MapReader::label);
    }

    Setting<Degraded> degraded() {
        return files.setting(
                        DEGRADED,
                        Optional.of(Degraded.AUTO),
                        (reader, key) -> files.strict(reader, key, Degraded.class, Degraded.FAIL),
                        MapReader::label)
                .orElseThrow();
    }
}
