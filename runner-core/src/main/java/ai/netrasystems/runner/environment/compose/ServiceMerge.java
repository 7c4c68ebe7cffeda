package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.YamlList;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges a service into the one that it extends (Compose specification, "Merging service definitions"): maps key by key,
 * lists one after the other, and of single values the own one. Every node keeps the line, and the file, where it is
 * written. Where Compose allows both a list and a map, a list is read as a map. Pure.
 */
final class ServiceMerge {
    /** The own value replaces the whole. */
    private static final Set<String> REPLACED =
            Set.of("command", "entrypoint", "healthcheck.test", "x-runner.local.command", "x-runner.local.ready");

    /** Lists of {@code NAME=value} or maps; names may come again, and the own one counts. */
    private static final Set<String> KEY_VALUES =
            Set.of("annotations", "build.args", "build.labels", "deploy.labels", "environment", "labels", "sysctls");

    /** Lists of names or maps from names. */
    private static final Set<String> NAMES = Set.of("depends_on", "networks");

    /** One text or several. */
    private static final Set<String> ONE_OR_MORE = Set.of("dns", "dns_opt", "dns_search", "env_file", "tmpfs");

    private ServiceMerge() {}

    /** The service that extends {@code base} and says {@code own} itself. */
    static YamlMap merge(YamlMap base, YamlMap own) {
        return maps(base, own, "");
    }

    private static YamlMap maps(YamlMap base, YamlMap own, String path) {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(base.entries());
        own.entries().forEach((key, entry) -> {
            YamlMap.Entry below = entries.get(key);
            entries.put(
                    key,
                    below == null
                            ? entry
                            : new YamlMap.Entry(
                                    key,
                                    entry.keyOrigin(),
                                    nodes(below.value(), entry.value(), path.isEmpty() ? key : path + "." + key)));
        });
        return new YamlMap(entries, own.origin());
    }

    private static YamlNode nodes(YamlNode base, YamlNode own, String path) {
        if (REPLACED.contains(path)) {
            return own;
        }
        if (own.isNull()) {
            return KEY_VALUES.contains(path.substring(0, Math.max(0, path.lastIndexOf('.')))) ? own : base;
        }
        if (path.equals("x-runner.local") && !sameStart(base, own)) {
            return own;
        }
        if (path.equals("build")) {
            return merged(build(base), build(own), path);
        }
        if (KEY_VALUES.contains(path)) {
            return merged(keyValues(base), keyValues(own), path);
        }
        if (NAMES.contains(path)) {
            return merged(names(base), names(own), path);
        }
        if (ONE_OR_MORE.contains(path)) {
            return merged(list(base), list(own), path);
        }
        return merged(base, own, path);
    }

    /** A service that the runner brings along and one that runs a command have nothing to inherit of each other. */
    private static boolean sameStart(YamlNode base, YamlNode own) {
        return !(has(base, "embedded") && has(own, "command")) && !(has(base, "command") && has(own, "embedded"));
    }

    private static boolean has(YamlNode node, String key) {
        return node.<Boolean>fold(
                scalar -> false, list -> false, map -> map.get(key).isPresent());
    }

    /** Two maps or two lists are joined; else the own one stands. */
    private static YamlNode merged(YamlNode base, YamlNode own, String path) {
        return own.<YamlNode>fold(
                scalar -> scalar,
                list -> base.<YamlNode>fold(below -> list, below -> joined(below, list), below -> list),
                map -> base.<YamlNode>fold(below -> map, below -> map, below -> maps(below, map, path)));
    }

    private static YamlNode joined(YamlList base, YamlList own) {
        List<YamlNode> items = new ArrayList<>(base.items());
        own.items().stream().filter(item -> !holds(base, item)).forEach(items::add);
        return new YamlList(items, own.origin());
    }

    private static boolean holds(YamlList list, YamlNode item) {
        return text(item)
                .filter(text -> list.items().stream()
                        .anyMatch(other -> text(other).filter(text::equals).isPresent()))
                .isPresent();
    }

    private static Optional<String> text(YamlNode node) {
        return node.<Optional<String>>fold(
                scalar -> Optional.of(scalar.text()), list -> Optional.empty(), map -> Optional.empty());
    }

    private static YamlNode build(YamlNode node) {
        return node.<YamlNode>fold(scalar -> YamlMaps.of("context", scalar), list -> list, map -> map);
    }

    private static YamlNode list(YamlNode node) {
        return node.<YamlNode>fold(
                scalar -> new YamlList(List.of(scalar), scalar.origin()),
                list -> list,
                map -> new YamlList(List.of(map), map.origin()));
    }

    /** A list of {@code NAME=value} as a map; anything else as it is, for the reader to refuse. */
    private static YamlNode keyValues(YamlNode node) {
        return node.<YamlNode>fold(scalar -> scalar, list -> asMap(list, true), map -> map);
    }

    private static YamlNode names(YamlNode node) {
        return node.<YamlNode>fold(scalar -> scalar, list -> asMap(list, false), map -> map);
    }

    private static YamlNode asMap(YamlList list, boolean values) {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
        for (YamlNode item : list.items()) {
            Optional<String> text = text(item);
            if (text.isEmpty()) {
                return list;
            }
            int equals = values ? text.get().indexOf('=') : -1;
            String name = equals < 0 ? text.get() : text.get().substring(0, equals);
            YamlScalar value = equals < 0
                    ? new YamlScalar("", true, item.origin())
                    : new YamlScalar(text.get().substring(equals + 1), false, item.origin());
            entries.put(name, new YamlMap.Entry(name, item.origin(), value));
        }
        return new YamlMap(entries, list.origin());
    }
}
