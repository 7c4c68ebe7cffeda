package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The networks and volumes that a file declares. A plain one is accepted: a run has one network and volumes of its own.
 * Another is a problem of each service that uses it.
 */
final class TopLevel {
    private static final String DEFAULT_NETWORK = "default";
    private static final Set<String> NETWORK_KEYS = Set.of("driver", "name", "labels", "attachable");
    private static final Set<String> VOLUME_KEYS = Set.of("driver", "name", "labels");

    private final Map<String, MapReader.Named> networks;
    private final Map<String, MapReader.Named> volumes;

    TopLevel(MapReader file) {
        this.networks = byName(file, "networks");
        this.volumes = byName(file, "volumes");
    }

    private static Map<String, MapReader.Named> byName(MapReader file, String key) {
        Map<String, MapReader.Named> found = new LinkedHashMap<>();
        file.namedMaps(key).forEach(named -> found.put(named.name(), named));
        return found;
    }

    /** Checks what a service's mount refers to. */
    void useVolume(String name, Origin origin, ContainerScope scope) {
        declared(volumes, "volume", name, origin, scope)
                .ifPresent(map -> plain(map, "volumes." + name, VOLUME_KEYS, "local", scope));
    }

    /** Checks what a service's network refers to; {@code default} need not be declared. */
    void useNetwork(String name, Origin origin, ContainerScope scope) {
        if (networks.containsKey(name) || !name.equals(DEFAULT_NETWORK)) {
            declared(networks, "network", name, origin, scope)
                    .ifPresent(map -> plain(map, "networks." + name, NETWORK_KEYS, "bridge", scope));
        }
    }

    private static Optional<YamlMap> declared(
            Map<String, MapReader.Named> known, String what, String name, Origin origin, ContainerScope scope) {
        Optional<YamlMap> found = Optional.ofNullable(known.get(name)).map(MapReader.Named::map);
        if (found.isEmpty()) {
            scope.problems()
                    .add(scope.sightings()
                            .dangling(Problem.of(
                                    scope.what() + " uses the " + what + " `" + name
                                            + "`, which this file does not declare",
                                    origin,
                                    DidYouMean.hint(name, known.keySet())
                                            .orElse("declare it under `" + what + "s:`"))));
        }
        return found;
    }

    private static void plain(YamlMap map, String key, Set<String> keys, String driver, ContainerScope scope) {
        map.entries().values().stream()
                .filter(entry -> !keys.contains(entry.key()) && !entry.key().startsWith(ComposeKeys.EXTENSION))
                .filter(entry -> !ContainerScope.saysNothing(entry.value()))
                .forEach(entry -> refuse(key + "." + entry.key(), entry.keyOrigin(), scope));
        MapReader reader = scope.reader(map, key);
        reader.text("driver")
                .filter(name -> !name.isEmpty() && !name.equals("default") && !name.equals(driver))
                .ifPresent(name -> refuse(key + ".driver: " + name, reader.originOf("driver"), scope));
        if (reader.node("name").isPresent()) {
            scope.note("names of networks and volumes are the runner's own");
        }
        reader.node("labels").ifPresent(labels -> scope.note("labels of networks and volumes are left out"));
    }

    private static void refuse(String key, Origin origin, ContainerScope scope) {
        scope.refuse(
                "`" + key + "`",
                Problem.of("`" + key + "`, which " + scope.what() + " uses, is not supported on containers", origin));
    }
}
