package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.environment.compose.ComposeService.Condition;
import ai.netrasystems.runner.environment.compose.ComposeService.Dependency;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
    private final Map<String, String> variables;
    private final TopLevel top;
    private final Sightings sightings;
    private final Problems problems;
    private final ServiceName name;

    ServiceReader(
            MapReader.Named named,
            Set<String> services,
            Map<String, String> variables,
            TopLevel top,
            Sightings sightings,
            Problems problems) {
        this.named = named;
        this.services = services;
        this.variables = variables;
        this.top = top;
        this.sightings = sightings;
        this.problems = problems;
        this.name = new ServiceName(named.name());
        this.reader = MapReader.open(named.map(), what(), problems);
    }

    ComposeService read() {
        ComposeReader.checkKeys(named.map(), what(), ComposeKeys.SERVICE, problems);
        Optional<RunnerFields> fields = reader.map(ComposeKeys.RUNNER)
                .map(map -> RunnerFields.read(map, new RunnerFields.Context(name, services, problems)));
        Problems refused = new Problems();
        ContainerScope scope = new ContainerScope(name, variables, refused, sightings, new LinkedHashSet<>());
        Map<String, Optional<String>> environment = reader.node("environment")
                .map(node -> new KeyValues(problems).read(node, "`environment` in " + what()))
                .orElse(Map.of());
        ContainerSpec container = new ContainerReader(named.map(), scope, top).read(environment);
        return new ComposeService(
                name,
                reader.node("build").isPresent(),
                dependencies(),
                container.environment(),
                container,
                refused.list(),
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
        links(found);
        return found;
    }

    /** A link to a service is a dependency too (Compose specification, "links"). */
    private void links(List<Dependency> into) {
        for (YamlScalar link : reader.scalars("links")) {
            int colon = link.text().indexOf(':');
            String target = colon < 0 ? link.text() : link.text().substring(0, colon);
            known(target, link.origin())
                    .filter(service ->
                            into.stream().noneMatch(it -> it.service().equals(service)))
                    .ifPresent(service -> into.add(new Dependency(service, Condition.SERVICE_STARTED, link.origin())));
        }
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
                    // "required: false": what the file does not define is not waited for.
                    boolean absent =
                            one.flag("required").filter(required -> !required).isPresent()
                                    && !services.contains(entry.name());
                    (absent ? Optional.<ServiceName>empty() : known(entry.name(), entry.origin()))
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
        problems.add(sightings.dangling(Problem.of(
                what() + " depends on `" + service + "`, which this file does not define",
                origin,
                DidYouMean.hint(service, new TreeSet<>(services)).orElse(""))));
        return Optional.empty();
    }

    private boolean refuse(YamlNode node, String key, String expected) {
        problems.add("`" + key + "` in " + what() + " must be " + expected + ", not " + node.kind(), node.origin());
        return false;
    }
}
