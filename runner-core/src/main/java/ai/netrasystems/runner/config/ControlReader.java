package ai.netrasystems.runner.config;

import static ai.netrasystems.runner.config.ConfigKeys.BACKOFF;
import static ai.netrasystems.runner.config.ConfigKeys.BRAKE;
import static ai.netrasystems.runner.config.ConfigKeys.FLAKY;
import static ai.netrasystems.runner.config.ConfigKeys.ORDER;
import static ai.netrasystems.runner.config.ConfigKeys.RETRIES;
import static ai.netrasystems.runner.config.ConfigKeys.TIMES;
import static ai.netrasystems.runner.config.ConfigKeys.WORKERS;

import ai.netrasystems.runner.config.RunnerConfig.ControlSettings;
import ai.netrasystems.runner.config.RunnerConfig.Order;
import ai.netrasystems.runner.config.RunnerConfig.RetrySettings;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code workers}, {@code retries}, {@code flaky} and {@code order}. */
final class ControlReader {
    /** Pause before the first further attempt, where nobody says otherwise. */
    static final Duration BACKOFF_DEFAULT = Duration.ofSeconds(1);
    /** More failed tests than this are no flakiness. */
    static final int BRAKE_DEFAULT = 20;

    private final BothFiles files;
    private final MapReader project;
    private final EffectiveValues values;

    ControlReader(BothFiles files) {
        this.files = files;
        this.project = files.project();
        this.values = files.values();
    }

    ControlSettings read() {
        return new ControlSettings(
                files.setting(
                        WORKERS,
                        Optional.empty(),
                        (reader, key) -> reader.integer(key, 1, Integer.MAX_VALUE),
                        String::valueOf),
                retries(),
                files.setting(
                                FLAKY,
                                Optional.of(Flaky.PASS),
                                (reader, key) -> files.strict(reader, key, Flaky.class, Flaky.FAIL),
                                MapReader::label)
                        .orElseThrow(),
                order());
    }

    private Setting<Order> order() {
        Optional<Order> order = project.choice(ORDER, Order.class);
        values.put(ORDER, MapReader.label(Order.BUILD), order.map(MapReader::label), project.originOf(ORDER));
        return order.map(given -> new Setting<>(given, project.originOf(ORDER)))
                .orElseGet(() -> Setting.builtIn(Order.BUILD));
    }

    /** {@code retries: 2} is short for {@code retries: {times: 2}}. */
    private RetrySettings retries() {
        Optional<YamlNode> node = project.node(RETRIES);
        boolean inShort = node.map(given -> given.fold(scalar -> true, list -> false, map -> false))
                .orElse(false);
        Optional<YamlMap> map = inShort ? Optional.empty() : project.map(RETRIES);
        MapReader inner = MapReader.closed(
                map.orElseGet(() -> YamlMap.empty(project.originOf(RETRIES))),
                "`" + RETRIES + "`",
                files.problems(),
                ConfigKeys.OF_RETRIES);
        return new RetrySettings(
                number(inShort ? project : inner, inShort ? RETRIES : TIMES, TIMES, 0),
                setting(inner, BACKOFF, BACKOFF, BACKOFF_DEFAULT, inner.duration(BACKOFF), EffectiveValues::text),
                number(inner, BRAKE, BRAKE, BRAKE_DEFAULT));
    }

    private Setting<Integer> number(MapReader reader, String key, String name, int standard) {
        return setting(reader, key, name, standard, reader.integer(key, 0, Integer.MAX_VALUE), String::valueOf);
    }

    /** {@code name}: what {@code runner config} calls it, whichever of the two forms it was written in. */
    private <T> Setting<T> setting(
            MapReader reader, String key, String name, T standard, Optional<T> given, Function<T, String> shown) {
        values.put(RETRIES + "." + name, shown.apply(standard), given.map(shown), reader.originOf(key));
        return given.map(value -> new Setting<>(value, reader.originOf(key)))
                .orElseGet(() -> Setting.builtIn(standard));
    }
}
