package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.environment.compose.PortText.Published;
import ai.netrasystems.runner.model.Origin;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads {@code ports}: which of the container are published. At which port of the host is the runner's to say. */
final class PortsReader {
    private static final int MOST = 65_535;
    private static final Set<String> KEYS =
            Set.of("name", "target", "published", "host_ip", "protocol", "app_protocol", "mode");

    private final ContainerScope scope;
    private final Set<Integer> ports = new LinkedHashSet<>();

    PortsReader(ContainerScope scope) {
        this.scope = scope;
    }

    Set<Integer> read(YamlNode node) {
        node.fold(
                scalar -> malformed(scalar),
                list -> {
                    list.items().forEach(item -> item.fold(this::shortForm, this::malformed, this::longForm));
                    return true;
                },
                this::malformed);
        return ports;
    }

    private boolean malformed(YamlNode node) {
        scope.problems().add(scope.what("ports") + " must be a list of ports, not " + node.kind(), node.origin());
        return false;
    }

    private boolean shortForm(YamlScalar scalar) {
        PortText.parse(scalar.text())
                .ifPresentOrElse(
                        published -> add(published, scalar.origin()),
                        () -> scope.malformed(
                                "ports", "ports such as `8000` or `8080:80`", scalar.text(), scalar.origin()));
        return true;
    }

    private boolean longForm(YamlMap map) {
        scope.only(map, "ports", KEYS);
        MapReader reader = scope.reader(map, "ports");
        if (reader.node("target").isEmpty()) {
            scope.problems().add(scope.what("ports") + " needs `target`", map.origin());
        }
        reader.integer("target", 1, MOST)
                .ifPresent(target -> add(
                        new Published(
                                List.of(target),
                                reader.text("published").orElse(""),
                                reader.text("host_ip").orElse(""),
                                reader.text("protocol").orElse("tcp").toLowerCase(Locale.ROOT)),
                        map.origin()));
        return true;
    }

    private void add(Published published, Origin origin) {
        published
                .range()
                .ifPresent(range -> scope.sightings()
                        .published(new ComposeSurvey.Published(
                                scope.service(),
                                published.hostIp(),
                                range.first(),
                                range.last(),
                                published.container().get(0),
                                published.protocol(),
                                origin)));
        if (!published.protocol().equals("tcp")) {
            scope.refuse("ports: " + published.container().get(0) + "/" + published.protocol(), origin);
            return;
        }
        if (!published.published().isEmpty()) {
            scope.note("fixed host ports are replaced by random ones");
        }
        if (!published.hostIp().isEmpty() && !published.hostIp().equals("127.0.0.1")) {
            scope.note("ports are published on 127.0.0.1, whatever host address is written");
        }
        ports.addAll(published.container());
    }
}
