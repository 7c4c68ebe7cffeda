package ai.netrasystems.runner.config;

import java.util.List;

/**
 * The files' configuration, and what {@code runner config} shows of it.
 *
 * @param config checked
 * @param values every effective value of the files and the built-in defaults, in a stable order
 */
public record LoadedConfig(RunnerConfig config, List<EffectiveValue> values) {
    /** Copies the list. */
    public LoadedConfig {
        values = List.copyOf(values);
    }
}
