package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import java.util.Map;

/** Maps as the typed reading layer wants them. */
final class YamlMaps {
    private YamlMaps() {}

    /** A map of one key. */
    static YamlMap of(String key, YamlNode value) {
        return new YamlMap(Map.of(key, new YamlMap.Entry(key, value.origin(), value)), value.origin());
    }

    /** A map of one key, at the line of another map's key. */
    static YamlMap of(String key, YamlMap.Entry entry) {
        return new YamlMap(Map.of(key, new YamlMap.Entry(key, entry.keyOrigin(), entry.value())), entry.keyOrigin());
    }
}
