package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlMap;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The same map in the personal file and in the project's, for keys that both may set; the project's wins. For one
 * thread.
 *
 * @param prefix of the keys' names in {@code runner config}
 */
record BothFiles(MapReader personal, MapReader project, String prefix, Problems problems, EffectiveValues values) {
    /** The map under a key of both; empty maps where it is not given. */
    BothFiles inner(String key, Collection<String> ofPersonal, Collection<String> ofProject) {
        return new BothFiles(
                inner(personal, key, ofPersonal), inner(project, key, ofProject), prefix + key + ".", problems, values);
    }

    private MapReader inner(MapReader outer, String key, Collection<String> keys) {
        YamlMap map = outer.mapOrEmpty(key);
        return MapReader.closed(map, "`" + key + "`", problems, keys);
    }

    /** A limit. */
    Optional<Setting<Duration>> limit(String key, Optional<Duration> standard) {
        return setting(key, standard, (reader, name) -> Limits.positive(reader, name, problems), EffectiveValues::text);
    }

    /** A value of any kind; {@code read} gives what one file says, problems told. */
    <T> Optional<Setting<T>> setting(
            String key,
            Optional<T> standard,
            BiFunction<MapReader, String, Optional<T>> read,
            Function<T, String> shown) {
        String name = prefix + key;
        values.add(EffectiveValue.builtIn(name, standard.map(shown).orElse(EffectiveValues.NONE)));
        Optional<Setting<T>> winner = standard.map(Setting::builtIn);
        for (MapReader reader : List.of(personal, project)) {
            Optional<T> given = read.apply(reader, key);
            if (given.isPresent()) {
                winner = Optional.of(new Setting<>(given.get(), reader.originOf(key)));
                values.set(name, shown.apply(given.get()), reader.originOf(key));
            }
        }
        return winner;
    }

    /** A person can loosen no safety rule: in their own file there is one value only. */
    <E extends Enum<E>> Optional<E> strict(MapReader reader, String key, Class<E> type, E strictest) {
        return reader.choice(key, type).filter(value -> {
            boolean allowed = !isPersonal(reader) || value == strictest;
            if (!allowed) {
                problems.add(
                        "`" + key + ": " + MapReader.label(value) + "` is not for the personal file",
                        reader.originOf(key),
                        "it may only say `" + MapReader.label(strictest) + "`; the rest stands in "
                                + ConfigReader.FILE_NAME);
            }
            return allowed;
        });
    }

    /** Whether the reader is that of the personal file. */
    boolean isPersonal(MapReader reader) {
        return reader == personal;
    }
}
