package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads how one service runs as a container. What forbids it goes to the scope's problems. */
final class ContainerReader {
    private final ContainerScope scope;
    private final TopLevel top;
    private final YamlMap map;
    private final MapReader service;

    ContainerReader(YamlMap map, ContainerScope scope, TopLevel top) {
        this.scope = scope;
        this.top = top;
        this.map = map;
        this.service = MapReader.open(map, scope.what(), scope.problems());
    }

    /**
     * The service's container.
     *
     * @param environment {@code environment}, as written
     */
    ContainerSpec read(Map<String, Optional<String>> environment) {
        new ContainerKeys(scope, service).check(map);
        return new ContainerSpec(
                service.text("image").filter(image -> !image.isBlank()),
                service.node("build").flatMap(build -> new BuildReader(scope).read(build)),
                service.node("entrypoint").flatMap(node -> words(node, "entrypoint")),
                service.node("command").flatMap(node -> words(node, "command")),
                new EnvironmentReader(scope, environment).read(service.node("env_file")),
                service.node("ports")
                        .map(ports -> new PortsReader(scope).read(ports))
                        .orElse(Set.of()),
                service.map("healthcheck")
                        .filter(check -> !check.entries().isEmpty())
                        .map(check -> new HealthCheckReader(scope).read(check)),
                new MountsReader(scope, top).read(service.node("volumes"), service.node("tmpfs")),
                new NetworksReader(scope, top).read(service),
                new LimitsReader(scope, service).read(),
                new SettingsReader(scope, service).read(),
                List.copyOf(scope.notes()),
                map.origin());
    }

    /** An empty text or list takes the image's own away (Compose specification, "command"). */
    private Optional<List<String>> words(YamlNode node, String key) {
        return node.<Optional<List<String>>>fold(
                scalar -> split(scalar, key),
                list -> Optional.of(
                        scope.scalars(list, key).stream().map(PlainText::of).toList()),
                other -> {
                    scope.problems().add(scope.what(key) + " must be a text or a list, not a map", other.origin());
                    return Optional.empty();
                });
    }

    private Optional<List<String>> split(YamlScalar scalar, String key) {
        Optional<CommandWords.Split> split = CommandWords.split(scalar.text());
        if (split.isEmpty()) {
            scope.problems()
                    .add(
                            scope.what(key) + " can't be split into words: `" + scalar.text() + "`",
                            scalar.origin(),
                            "close its quotes, or write a list");
        }
        split.filter(it -> !it.dropped().isEmpty())
                .ifPresent(it -> scope.note("`" + key + "`: Compose drops `" + it.dropped()
                        + "`, as no shell reads it; write [\"sh\", \"-c\", \"...\"] if a shell should"));
        return split.map(CommandWords.Split::words);
    }
}
