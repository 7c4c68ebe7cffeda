package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code networks} and {@code network_mode}: by which names other services reach this one. A run has one network,
 * so that services reach each other which the file keeps apart; that is told.
 */
final class NetworksReader {
    /** Priorities choose between networks, and there is one. */
    private static final Set<String> KEYS = Set.of("aliases", "priority", "gw_priority");

    private static final Set<String> MODES = Set.of("bridge", "default");

    private final ContainerScope scope;
    private final TopLevel top;
    private final Set<String> aliases = new LinkedHashSet<>();

    NetworksReader(ContainerScope scope, TopLevel top) {
        this.scope = scope;
        this.top = top;
    }

    Set<String> read(MapReader service) {
        Optional<String> mode = service.text("network_mode").filter(text -> !text.isEmpty());
        mode.filter(text -> !MODES.contains(text))
                .ifPresent(text -> scope.refuse("network_mode: " + text, service.originOf("network_mode")));
        Optional<YamlNode> networks = service.node("networks");
        networks.ifPresentOrElse(this::networks, () -> {
            if (mode.isEmpty()) {
                top.useNetwork("default", service.origin(), scope);
            }
        });
        // The engine's DNS knows a container by its name, too, and the runner changes that name.
        service.text("container_name").filter(name -> !name.isEmpty()).ifPresent(aliases::add);
        return aliases;
    }

    private void networks(YamlNode node) {
        node.fold(
                scalar -> {
                    scope.problems()
                            .add(scope.what("networks") + " must be a list or a map, not a text", node.origin());
                    return false;
                },
                list -> {
                    scope.scalars(list, "networks").forEach(name -> top.useNetwork(name.text(), name.origin(), scope));
                    return true;
                },
                map -> {
                    map.entries().values().stream()
                            .filter(entry -> !entry.key().startsWith(ComposeKeys.EXTENSION))
                            .forEach(this::network);
                    return true;
                });
    }

    private void network(YamlMap.Entry entry) {
        top.useNetwork(entry.key(), entry.keyOrigin(), scope);
        if (entry.value().isNull()) {
            return;
        }
        String key = "networks." + entry.key();
        MapReader one = scope.reader(YamlMaps.of(key, entry), scope.service().value());
        one.map(key).ifPresent(map -> {
            scope.only(map, key, KEYS);
            aliases.addAll(scope.reader(map, key).texts("aliases"));
        });
    }
}
