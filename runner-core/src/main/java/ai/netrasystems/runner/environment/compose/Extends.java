package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Replaces {@code extends} by what it stands for: the other service's keys, below the service's own (Compose
 * specification, "extends"). The other service may stand in another file, whose relative paths start from that file.
 * For one thread.
 */
final class Extends {
    private static final List<String> KEYS = List.of("service", "file");

    private final Function<Path, Checked<YamlMap>> files;
    private final Problems problems;
    private final Map<Path, Map<String, YamlMap>> services = new HashMap<>();
    private final Map<Place, YamlMap> done = new HashMap<>();

    /** @param files reads another file's top, variables filled in */
    Extends(Function<Path, Checked<YamlMap>> files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /** A service of a file. */
    private record Place(Path file, String service) {
        @Override
        public String toString() {
            return service;
        }
    }

    /** What a service extends, as written. */
    private record Reference(YamlScalar service, Optional<YamlScalar> file) {}

    /** The services of a file, whole. */
    List<MapReader.Named> resolve(Path file, List<MapReader.Named> named) {
        Path key = file.toAbsolutePath().normalize();
        services.put(key, byName(named));
        return named.stream()
                .map(it -> new MapReader.Named(
                        it.name(), it.origin(), whole(new Place(key, it.name()), it.map(), new LinkedHashSet<>())))
                .toList();
    }

    private static Map<String, YamlMap> byName(List<MapReader.Named> named) {
        Map<String, YamlMap> found = new LinkedHashMap<>();
        named.forEach(it -> found.put(it.name(), it.map()));
        return found;
    }

    private YamlMap whole(Place place, YamlMap service, Set<Place> path) {
        YamlMap known = done.get(place);
        if (known != null) {
            return known;
        }
        path.add(place);
        YamlMap whole = service.entry("extends")
                .filter(entry -> !entry.value().isNull())
                .map(entry -> reference(entry.value(), place)
                        .flatMap(reference -> base(reference, place, path))
                        .map(base -> ServiceMerge.merge(base, without(service)))
                        .orElseGet(() -> without(service)))
                .orElse(service);
        path.remove(place);
        done.put(place, whole);
        return whole;
    }

    private static YamlMap without(YamlMap service) {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(service.entries());
        entries.remove("extends");
        return new YamlMap(entries, service.origin());
    }

    private Optional<Reference> reference(YamlNode node, Place place) {
        return node.<Optional<Reference>>fold(
                scalar -> Optional.of(new Reference(scalar, Optional.empty())),
                list -> {
                    problems.add(
                            "`extends` of service `" + place + "` must be a service or a map, not a list",
                            list.origin());
                    return Optional.empty();
                },
                map -> {
                    MapReader reader = MapReader.closed(map, "`extends` of service `" + place + "`", problems, KEYS);
                    Optional<YamlScalar> service =
                            reader.scalars("service").stream().findFirst();
                    if (service.isEmpty()) {
                        problems.add("`extends` of service `" + place + "` needs `service`", map.origin());
                    }
                    return service.map(it ->
                            new Reference(it, reader.scalars("file").stream().findFirst()));
                });
    }

    private Optional<YamlMap> base(Reference reference, Place from, Set<Place> path) {
        return file(reference, from).flatMap(file -> {
            Place place = new Place(file, reference.service().text());
            Origin where = reference.service().origin();
            if (path.contains(place)) {
                problems.add("services extend each other: " + circle(path, place), where);
                return Optional.empty();
            }
            return servicesOf(file, reference).flatMap(known -> {
                YamlMap base = known.get(place.service());
                if (base == null) {
                    problems.add(
                            "service `" + from + "` extends `" + place + "`, which "
                                    + (reference.file().isPresent() ? file.toString() : "this file")
                                    + " does not define",
                            where,
                            DidYouMean.hint(place.service(), new TreeSet<>(known.keySet()))
                                    .orElse(""));
                    return Optional.empty();
                }
                return Optional.of(whole(place, base, path));
            });
        });
    }

    private Optional<Path> file(Reference reference, Place from) {
        return reference
                .file()
                .map(written -> {
                    try {
                        return Optional.of(ContainerScope.directory(written.origin())
                                .resolve(written.text())
                                .normalize());
                    } catch (InvalidPathException noPath) {
                        problems.add("`" + written.text() + "` is no path", written.origin());
                        return Optional.<Path>empty();
                    }
                })
                .orElse(Optional.of(from.file()));
    }

    private Optional<Map<String, YamlMap>> servicesOf(Path file, Reference reference) {
        Map<String, YamlMap> known = services.get(file);
        if (known != null) {
            return Optional.of(known);
        }
        return files.apply(file)
                .<Optional<Map<String, YamlMap>>>fold(
                        root -> {
                            Map<String, YamlMap> read = byName(MapReader.open(root, "the Compose file", problems)
                                    .namedMaps("services"));
                            services.put(file, read);
                            return Optional.of(read);
                        },
                        broken -> {
                            Origin where =
                                    reference.file().orElse(reference.service()).origin();
                            broken.forEach(problem -> problems.add(
                                    problem.where().line() > 0
                                            ? problem
                                            : Problem.of(
                                                    "`extends` can't use " + file + ": " + problem.message(), where)));
                            return Optional.empty();
                        });
    }

    private static String circle(Set<Place> path, Place back) {
        return path.stream()
                        .dropWhile(place -> !place.equals(back))
                        .map(Place::toString)
                        .collect(Collectors.joining(" -> "))
                + " -> " + back;
    }
}
