package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import java.time.Duration;
import java.util.Optional;

/** Deadlines and budgets: durations above zero. */
final class Limits {
    private Limits() {}

    static Optional<Duration> positive(MapReader reader, String key, Problems problems) {
        return reader.duration(key).filter(limit -> {
            if (limit.isZero()) {
                problems.add(
                        "`" + key + "` must be longer than nothing", reader.originOf(key), "leave it out for no limit");
            }
            return !limit.isZero();
        });
    }
}
