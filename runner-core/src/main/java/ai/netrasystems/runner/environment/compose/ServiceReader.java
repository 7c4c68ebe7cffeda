package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.environment.compose.ComposeService.Condition;
import ai.netrasystems.runner.environment.compose.ComposeService.Dependency;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads one service of a Compose file. */
final class ServiceReader {
    private final MapReader.Named named;
    private final MapReader reader;
    private final Set<String> services;
    private final Path directory;
    private final Map<String, String> variables;
    private final Problems problems;
    private final ServiceName name;

    ServiceReader(
            MapReader.Named named,
            Set<String> services,
            Path directory,
            Map<String, String> variables,
            Problems problems) {
        this.named = named;
        this.services = services;
        this.directory = directory;
        this.variables = variables;
        this.problems = problems;
        this.name = new ServiceName(named.name().isBlank() ? "?" : named.name());
        this.reader = MapReader.open(named.map(), what(), problems);
    }

    ComposeService read() {
        ComposeReader.checkKeys(named.map(), what(), ComposeKeys.SERVICE, problems);
        if (reader.node("extends").isPresent()) {
            problems.add("`extends` is not supported yet", reader.originOf("extends"), "write the service out here");
        }
        Optional<RunnerFields> fields = reader.map(ComposeKeys.RUNNER)
                .map(map -> RunnerFields.read(map, new RunnerFields.Context(name, services, directory, problems)));
        return new ComposeService(
                name,
                reader.node("build").isPresent(),
                dependencies(),
                environment(),
                fields.map(RunnerFields::inject).orElse(Map.of()),
                fields.flatMap(RunnerFields::local),
                fields.flatMap(RunnerFields::tokenEndpoint),
                named.origin());
    }

    private String what() {
        return "service `" + named.name() + "`";
    }

    private List<Dependency> dependencies() {
        List<Dependency> found = new ArrayList<>();
        reader.node("depends_on")
                .ifPresent(node -> node.fold(
                        scalar -> refuse(node, "depends_on", "a list or a map"),
                        list -> {
                            list.items().forEach(item -> scalarDependency(item).ifPresent(found::add));
                            return true;
                        },
                        map -> {
                            longForm(map, found);
                            return true;
                        }));
        return found;
    }

    private Optional<Dependency> scalarDependency(YamlNode item) {
        return item.<Optional<Dependency>>fold(
                scalar -> known(scalar.text(), scalar.origin())
                        .map(service -> new Dependency(service, Condition.SERVICE_STARTED, scalar.origin())),
                list -> {
                    refuse(item, "depends_on", "a list of services");
                    return Optional.empty();
                },
                map -> {
                    refuse(item, "depends_on", "a list of services");
                    return Optional.empty();
                });
    }

    private void longForm(YamlMap map, List<Dependency> into) {
        MapReader.open(YamlMaps.of("depends_on", map), what(), problems)
                .namedMaps("depends_on")
                .forEach(entry -> {
                    MapReader one = MapReader.closed(
                            entry.map(),
                            "depends_on of " + what(),
                            problems,
                            List.of("condition", "required", "restart"));
                    Condition condition = one.text("condition")
                            .flatMap(text -> condition(text, one.originOf("condition")))
                            .orElse(Condition.SERVICE_STARTED);
                    known(entry.name(), entry.origin())
                            .ifPresent(service -> into.add(new Dependency(service, condition, entry.origin())));
                });
    }

    private Optional<Condition> condition(String text, Origin origin) {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        Arrays.stream(Condition.values()).forEach(it -> conditions.put(it.name().toLowerCase(Locale.ROOT), it));
        Optional<Condition> condition = Optional.ofNullable(conditions.get(text));
        if (condition.isEmpty()) {
            problems.add(
                    "`" + text + "` is no condition of depends_on",
                    origin,
                    DidYouMean.hint(text, conditions.keySet()).orElse(""));
        }
        return condition;
    }

    private Optional<ServiceName> known(String service, Origin origin) {
        if (services.contains(service)) {
            return Optional.of(new ServiceName(service));
        }
        problems.add(
                what() + " depends on `" + service + "`, which this file does not define",
                origin,
                DidYouMean.hint(service, new TreeSet<>(services)).orElse(""));
        return Optional.empty();
    }

    /** Map form, or a list of {@code NAME=value}; a name alone takes the value from the runner's own environment. */
    private Map<String, String> environment() {
        Map<String, String> found = new LinkedHashMap<>();
        reader.node("environment")
                .ifPresent(node -> node.fold(
                        scalar -> refuse(node, "environment", "a map or a list"),
                        list -> {
                            reader.texts("environment").forEach(text -> entry(text, found));
                            return true;
                        },
                        map -> {
                            map.entries().values().forEach(entry -> value(entry, found));
                            return true;
                        }));
        return found;
    }

    private void entry(String text, Map<String, String> into) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            inherited(text, into);
        } else {
            into.put(text.substring(0, equals), text.substring(equals + 1));
        }
    }

    private void value(YamlMap.Entry entry, Map<String, String> into) {
        if (entry.value().isNull()) {
            inherited(entry.key(), into);
            return;
        }
        entry.value()
                .fold(
                        scalar -> into.put(entry.key(), scalar.text()),
                        list -> refuse(list, entry.key(), "a text"),
                        map -> refuse(map, entry.key(), "a text"));
    }

    private void inherited(String variable, Map<String, String> into) {
        String value = variables.get(variable);
        if (value != null) {
            into.put(variable, value);
        }
    }

    private boolean refuse(YamlNode node, String key, String expected) {
        problems.add("`" + key + "` in " + what() + " must be " + expected + ", not " + node.kind(), node.origin());
        return false;
    }
}
