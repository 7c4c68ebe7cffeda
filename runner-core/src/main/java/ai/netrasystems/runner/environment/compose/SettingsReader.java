package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the keys that the engine takes as they are. */
final class SettingsReader {
    private final ContainerScope scope;
    private final MapReader service;

    SettingsReader(ContainerScope scope, MapReader service) {
        this.scope = scope;
        this.service = service;
    }

    Settings read() {
        return new Settings(
                text("user"),
                text("working_dir"),
                text("hostname"),
                scope.given(service, "init"),
                scope.flag(service, "read_only"),
                scope.flag(service, "privileged"),
                scope.flag(service, "tty"),
                scope.flag(service, "stdin_open"),
                text("stop_signal"),
                service.duration("stop_grace_period"),
                text("platform"),
                service.texts("cap_add"),
                service.texts("cap_drop"),
                service.texts("security_opt"),
                extraHosts(),
                service.texts("group_add"),
                service.texts("dns"),
                map("sysctls"),
                map("labels"));
    }

    /** A text; an empty one is the image's own. */
    private Optional<String> text(String key) {
        return service.scalars(key).stream().findFirst().map(PlainText::of).filter(text -> !text.isEmpty());
    }

    private Map<String, String> map(String key) {
        return service.node(key)
                .map(node -> new KeyValues(scope.problems()).texts(node, scope.what(key)))
                .orElse(Map.of());
    }

    /** As the engine takes them: {@code NAME:ADDRESS}; files write {@code =} too, and a map. */
    private List<String> extraHosts() {
        List<String> hosts = new ArrayList<>();
        service.node("extra_hosts")
                .ifPresent(node -> node.fold(
                        scalar -> hosts.add(host(scalar)),
                        list -> {
                            scope.scalars(list, "extra_hosts").forEach(scalar -> hosts.add(host(scalar)));
                            return true;
                        },
                        map -> {
                            map.entries()
                                    .values()
                                    .forEach(entry -> addresses(entry.value(), entry.key())
                                            .forEach(address -> hosts.add(entry.key() + ":" + bare(address.text()))));
                            return true;
                        }));
        return hosts;
    }

    private List<YamlScalar> addresses(YamlNode node, String host) {
        return scope.scalars(node, "extra_hosts." + host);
    }

    private String host(YamlScalar scalar) {
        String text = scalar.text();
        int equals = text.indexOf('=');
        int at = equals < 0 ? text.indexOf(':') : equals;
        if (at <= 0 || at == text.length() - 1) {
            scope.malformed("extra_hosts", "`NAME:ADDRESS`", text, scalar.origin());
            return text;
        }
        return text.substring(0, at) + ":" + bare(text.substring(at + 1));
    }

    private static String bare(String address) {
        return address.length() > 2 && address.startsWith("[") && address.endsWith("]")
                ? address.substring(1, address.length() - 1)
                : address;
    }
}
