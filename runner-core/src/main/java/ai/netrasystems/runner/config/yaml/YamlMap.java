package ai.netrasystems.runner.config.yaml;

import ai.netrasystems.runner.model.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A mapping from texts to nodes, in the file's order; keys of a merged map come after its own. */
public record YamlMap(Map<String, Entry> entries, Origin origin) implements YamlNode {
    /** A key with its line, and its value. */
    public record Entry(String key, Origin keyOrigin, YamlNode value) {}

    /** Copies the map. */
    public YamlMap {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** A map with nothing in it. */
    public static YamlMap empty(Origin origin) {
        return new YamlMap(Map.of(), origin);
    }

    /** The entry of a key. */
    public Optional<Entry> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The value of a key. */
    public Optional<YamlNode> get(String key) {
        return entry(key).map(Entry::value);
    }

    YamlMap mapValues(Function<? super YamlScalar, YamlScalar> change) {
        Map<String, Entry> changed = new LinkedHashMap<>();
        entries.forEach((key, entry) ->
                changed.put(key, new Entry(key, entry.keyOrigin(), entry.value().mapScalars(change))));
        return new YamlMap(changed, origin);
    }

    @Override
    public <R> R fold(
            Function<? super YamlScalar, ? extends R> scalar,
            Function<? super YamlList, ? extends R> list,
            Function<? super YamlMap, ? extends R> map) {
        return map.apply(this);
    }
}
