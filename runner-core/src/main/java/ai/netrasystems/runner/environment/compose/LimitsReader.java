package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.text.ByteSizeText;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Limits;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Ulimit;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what a container may use: {@code mem_limit} and its like, {@code ulimits}, {@code deploy.resources}. */
final class LimitsReader {
    private static final double MOST_CPUS = 100_000;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
    private static final Set<String> LIMITS = Set.of("cpus", "memory", "pids");
    private static final Set<String> RESERVATIONS = Set.of("cpus", "memory");

    private final ContainerScope scope;
    private final MapReader service;
    private final MapReader limits;
    private final MapReader reservations;

    LimitsReader(ContainerScope scope, MapReader service) {
        this.scope = scope;
        this.service = service;
        Optional<YamlMap> resources = service.node("deploy").isPresent()
                ? service.map("deploy").flatMap(deploy -> nested(deploy, "deploy", "resources"))
                : Optional.empty();
        this.limits = part(resources, "limits", LIMITS);
        this.reservations = part(resources, "reservations", RESERVATIONS);
    }

    Limits read() {
        if (reservations.node("cpus").isPresent()) {
            scope.note("`deploy.resources.reservations.cpus` is left out, as in Compose: it is for Swarm");
        }
        return new Limits(
                same("mem_limit", bytes(service, "mem_limit"), "memory", bytes(limits, "memory")),
                swap(),
                same("mem_reservation", bytes(service, "mem_reservation"), "memory", bytes(reservations, "memory")),
                same("cpus", cpus(service), "cpus", cpus(limits)),
                same("pids_limit", pids(service, "pids_limit"), "pids", pids(limits, "pids")),
                bytes(service, "shm_size"),
                ulimits());
    }

    private Optional<YamlMap> nested(YamlMap map, String name, String key) {
        return scope.reader(map, name).map(key);
    }

    private MapReader part(Optional<YamlMap> resources, String key, Set<String> keys) {
        String name = "deploy.resources." + key;
        Optional<YamlMap> map = resources.flatMap(it -> nested(it, "deploy.resources", key));
        map.ifPresent(it -> scope.only(it, name, keys));
        return scope.reader(map.orElseGet(() -> YamlMap.empty(service.origin())), name);
    }

    /** What both places say must be the same, as Compose has it. */
    private OptionalLong same(String key, OptionalLong own, String nested, OptionalLong deployed) {
        if (own.isPresent() && deployed.isPresent() && own.getAsLong() != deployed.getAsLong()) {
            scope.problems()
                    .add(
                            scope.what(key) + " says something else than `" + nested + "` of its `deploy.resources`",
                            service.originOf(key),
                            "keep one of them");
        }
        return own.isPresent() ? own : deployed;
    }

    /** Zero is no limit, as it is for the engine. */
    private OptionalLong bytes(MapReader reader, String key) {
        return reader.scalars(key).stream()
                .findFirst()
                .map(scalar -> {
                    OptionalLong size = ByteSizeText.parse(scalar.text());
                    if (size.isEmpty()) {
                        scope.malformed(key, ByteSizeText.EXPECTED, scalar.text(), scalar.origin());
                    }
                    return size;
                })
                .filter(size -> size.isPresent() && size.getAsLong() > 0)
                .orElse(OptionalLong.empty());
    }

    private OptionalLong swap() {
        return service.text("memswap_limit").filter("-1"::equals).isPresent()
                ? OptionalLong.of(-1)
                : bytes(service, "memswap_limit");
    }

    private static OptionalLong cpus(MapReader reader) {
        return reader.decimal("cpus", 0, MOST_CPUS)
                .map(cpus -> BigDecimal.valueOf(cpus).multiply(NANOS).longValue())
                .filter(nanos -> nanos > 0)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** -1 and 0 are no limit. */
    private static OptionalLong pids(MapReader reader, String key) {
        return reader.integer(key, -1, Integer.MAX_VALUE)
                .filter(pids -> pids > 0)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private Map<String, Ulimit> ulimits() {
        Map<String, Ulimit> found = new HashMap<>();
        service.map("ulimits").ifPresent(map -> {
            MapReader reader = scope.reader(map, "ulimits");
            map.entries().keySet().stream()
                    .filter(name -> !name.startsWith(ComposeKeys.EXTENSION))
                    .forEach(name -> reader.node(name)
                            .flatMap(node -> node.<Optional<Ulimit>>fold(
                                    scalar -> reader.integer(name, -1, Integer.MAX_VALUE)
                                            .map(both -> new Ulimit(both, both)),
                                    list -> reader.integer(name, -1, Integer.MAX_VALUE)
                                            .map(none -> new Ulimit(none, none)),
                                    pair -> pair(pair, "ulimits." + name)))
                            .ifPresent(limit -> found.put(name, limit)));
        });
        return found;
    }

    private Optional<Ulimit> pair(YamlMap map, String key) {
        scope.only(map, key, Set.of("soft", "hard"));
        MapReader reader = scope.reader(map, key);
        Optional<Integer> soft = reader.integer("soft", -1, Integer.MAX_VALUE);
        Optional<Integer> hard = reader.integer("hard", -1, Integer.MAX_VALUE);
        if (reader.node("soft").isEmpty() || reader.node("hard").isEmpty()) {
            scope.problems().add(scope.what(key) + " needs `soft` and `hard`", map.origin());
        }
        return soft.flatMap(low -> hard.map(high -> new Ulimit(low, high)));
    }
}
