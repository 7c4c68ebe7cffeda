package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.YamlMap;
import java.util.Map;

/** Maps as the typed reading layer wants them. */
final class YamlMaps {
    private YamlMaps() {}

    /** A map of one key. */
    static YamlMap of(String key, YamlMap value) {
        return new YamlMap(Map.of(key, new YamlMap.Entry(key, value.origin(), value)), value.origin());
    }
}
