package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the readers of one service's keys for containers share: where they put what they can't read, and what they
 * override. For one thread.
 *
 * @param variables for values that are taken from outside
 * @param problems what forbids that the service runs as a container
 * @param sightings which of the problems are the runner's own, and more
 * @param notes what is overridden, a line each
 */
record ContainerScope(
        ServiceName service,
        Map<String, String> variables,
        Problems problems,
        Sightings sightings,
        Collection<String> notes) {
    String what() {
        return "service `" + service + "`";
    }

    String what(String key) {
        return "`" + key + "` of " + what();
    }

    /** A reader of a nested map. */
    MapReader reader(YamlMap map, String key) {
        return MapReader.open(map, what(key), problems);
    }

    /** The key means something that the runner does not do. */
    void refuse(String key, Origin origin) {
        refuse("`" + key + "`", Problem.of(what(key) + " is not supported on containers", origin));
    }

    /** As {@link #refuse(String, Origin)}, in other words. */
    void refuse(String what, Problem problem) {
        problems.add(sightings.unsupported(Optional.of(service), what, problem));
    }

    void malformed(String key, String expected, String text, Origin origin) {
        problems.add(what(key) + " must be " + expected + ", not `" + text + "`", origin);
    }

    void note(String text) {
        notes.add(text);
    }

    /** Refuses every key of a nested map but these; extension fields and keys that say nothing are free. */
    void only(YamlMap map, String key, Set<String> supported) {
        map.entries().values().forEach(entry -> {
            String name = entry.key();
            if (supported.contains(name) || name.startsWith(ComposeKeys.EXTENSION) || saysNothing(entry.value())) {
                return;
            }
            if (ComposeKeys.known(key, name)) {
                refuse(key + "." + name, entry.keyOrigin());
            } else {
                problems.add(
                        "unknown key `" + name + "` in " + what(key),
                        entry.keyOrigin(),
                        DidYouMean.hint(name, new TreeSet<>(supported)).orElse(""));
            }
        });
    }

    /** An empty value, list or map, or {@code false}: the same as not to write the key. */
    static boolean saysNothing(YamlNode node) {
        return node.isNull()
                || node.<Boolean>fold(
                        scalar -> scalar.text().isEmpty()
                                || scalar.text().toLowerCase(Locale.ROOT).equals("false"),
                        list -> list.items().isEmpty(),
                        map -> map.entries().isEmpty());
    }

    /** {@code true} or {@code false}; {@code false} where the key is not given. */
    boolean flag(MapReader reader, String key) {
        return given(reader, key).orElse(false);
    }

    /** Empty where the key is not given; what YAML 1.1 took for a truth counts too, as in Compose. */
    Optional<Boolean> given(MapReader reader, String key) {
        String text = reader.text(key).orElse("").toLowerCase(Locale.ROOT);
        return switch (text) {
            case "y", "yes", "on" -> Optional.of(true);
            case "n", "no", "off" -> Optional.of(false);
            default -> reader.flag(key);
        };
    }

    /**
     * A path of the host, absolute: a relative one starts from the directory of the file in which it is written, so that
     * {@code extends} takes the paths of another file along; {@code ~} is the home directory.
     */
    Optional<Path> path(YamlScalar scalar) {
        return path(scalar.text(), scalar.origin());
    }

    /** As {@link #path(YamlScalar)}, for a part of a text. */
    Optional<Path> path(String text, Origin origin) {
        try {
            return Optional.of(directory(origin).resolve(atHome(text)).normalize());
        } catch (InvalidPathException noPath) {
            problems.add("`" + text + "` in " + what() + " is no path", origin);
            return Optional.empty();
        }
    }

    private String atHome(String text) {
        boolean home = text.equals("~") || text.startsWith("~/");
        return home && variables.containsKey("HOME") ? variables.get("HOME") + text.substring(1) : text;
    }

    /** The directory of the file in which something is written. */
    static Path directory(Origin origin) {
        Path file = origin.file().orElse(Path.of("")).toAbsolutePath().normalize();
        return Optional.ofNullable(file.getParent()).orElse(file);
    }

    /** The single values of a node; anything else is a problem. */
    List<YamlScalar> scalars(YamlNode node, String key) {
        return reader(new YamlMap(Map.of(key, new YamlMap.Entry(key, node.origin(), node)), node.origin()), key)
                .scalars(key);
    }
}
