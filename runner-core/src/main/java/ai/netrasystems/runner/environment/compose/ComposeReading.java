package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlDocument;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.WrittenBuild;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One file, read once: for a run, which wants all of it right, or for whoever looks at what there is. For one thread. */
final class ComposeReading {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final Pattern ONLY_DOTS = Pattern.compile("\\.+");
    private static final List<String> DECLARES = List.of("networks", "volumes", "configs", "secrets", "models");
    private static final String ENV_FILE = ".env";

    private final Problems problems = new Problems();
    private final Sightings sightings = new Sightings();
    private final Variables variables;
    private final MapReader top;
    private final List<MapReader.Named> whole;
    private final ComposeFile file;

    /** @param outside variables of outside; those of the {@code .env} beside the file count too, and lose */
    ComposeReading(YamlDocument document, Map<String, String> outside) {
        this.variables = new Variables(
                withEnvFile(ContainerScope.directory(document.root().origin()), outside));
        YamlMap root = variables.fill(document.root(), problems);
        ComposeReader.checkKeys(root, "a Compose file", ComposeKeys.TOP_LEVEL, problems);
        this.top = MapReader.open(root, "the Compose file", problems);
        List<MapReader.Named> named = named(root.origin());
        this.whole = new Extends(this::other, problems).resolve(document.file(), named);
        this.file = new ComposeFile(document.file(), services(named));
    }

    /** For a run. */
    Checked<ComposeFile> checked() {
        if (problems.isEmpty()) {
            problems.addAll(ComposeChecks.check(file));
            problems.addAll(ComposeChecks.cycles(file));
        }
        return problems.check(() -> file);
    }

    /** For whoever looks. */
    ComposeSurvey survey() {
        problems.addAll(ComposeChecks.check(file));
        Problems said = new Problems();
        said.addAll(problems.list());
        file.services().values().forEach(service -> {
            said.addAll(service.containerProblems());
            ContainerChecks.unpublishedPorts(file, service)
                    .forEach(problem -> sightings.unsupported(Optional.of(service.name()), problem.message(), problem));
        });
        neitherImageNorBuild(said);
        return new ComposeSurvey(
                file.file(),
                Optional.of(file),
                said.list().stream()
                        .filter(Predicate.not(sightings::isUnsupported).and(Predicate.not(sightings::isDangling)))
                        .toList(),
                includes()
                        ? List.of()
                        : said.list().stream().filter(sightings::isDangling).toList(),
                ComposeChecks.cycles(file),
                sightings.unsupported(),
                variables.unset(),
                top.scalars("version").stream().findFirst().map(variables::written),
                profiles(),
                sightings.ports(),
                sightings.builds().stream()
                        .map(seen -> new WrittenBuild(
                                seen.service(),
                                seen.build(),
                                seen.context().map(variables::written),
                                seen.dockerfile().map(variables::written),
                                seen.inline()))
                        .toList(),
                top.node("include").map(Includes::of).orElse(List.of()));
    }

    private List<MapReader.Named> named(Origin whereNone) {
        List<MapReader.Named> named = top.namedMaps("services");
        if (includes()) {
            problems.add(sightings.unsupported(
                    Optional.empty(),
                    "`include`",
                    Problem.of(
                            "`include` is not supported",
                            top.originOf("include"),
                            "name all services in one file, or run one of the files")));
        }
        if (named.isEmpty() && problems.isEmpty()) {
            Problem none = Problem.of("the file defines no service", whereNone, "add `services:`");
            problems.add(
                    DECLARES.stream().anyMatch(key -> top.node(key).isPresent())
                            ? sightings.unsupported(Optional.empty(), "a file without services", none)
                            : sightings.dangling(none));
        }
        return named;
    }

    /** What other files bring is not looked at. */
    private boolean includes() {
        return top.node("include").isPresent();
    }

    private Map<ServiceName, ComposeService> services(List<MapReader.Named> named) {
        Set<String> names = named.stream()
                .map(MapReader.Named::name)
                .filter(name -> !name.isBlank())
                .collect(Collectors.toUnmodifiableSet());
        TopLevel declared = new TopLevel(top);
        Map<ServiceName, ComposeService> services = new LinkedHashMap<>();
        for (MapReader.Named service : whole) {
            checkName(service);
            if (names.contains(service.name())) {
                ComposeService read =
                        new ServiceReader(service, names, variables.known(), declared, sightings, problems).read();
                services.put(read.name(), read);
            }
        }
        return services;
    }

    /** The specification's own rule; and no name that a directory has already. */
    private void checkName(MapReader.Named service) {
        if (!NAME.matcher(service.name()).matches()
                || ONLY_DOTS.matcher(service.name()).matches()) {
            problems.add(
                    "`" + service.name() + "` can't be the name of a service",
                    service.origin(),
                    "use letters, digits, `.`, `_` and `-`");
        }
    }

    private Map<String, String> withEnvFile(Path directory, Map<String, String> outside) {
        Path env = directory.resolve(ENV_FILE);
        if (!Files.isRegularFile(env)) {
            return outside;
        }
        Checked<Map<String, String>> read = EnvFile.read(env, outside);
        problems.addFrom(read);
        Map<String, String> known = new HashMap<>(read.<Map<String, String>>fold(found -> found, broken -> Map.of()));
        known.putAll(outside);
        return known;
    }

    /** Another file, of which services are extended. */
    private Checked<YamlMap> other(Path other) {
        return YamlDocument.read(other).then(document -> {
            Problems own = new Problems();
            YamlMap root = variables.fill(document.root(), own);
            return own.check(() -> root);
        });
    }

    /** One that runs locally alone is no mistake; Compose wants one or the other. */
    private void neitherImageNorBuild(Problems said) {
        for (MapReader.Named service : whole) {
            YamlMap map = service.map();
            boolean runnable = List.of("image", "build", "provider", ComposeKeys.RUNNER).stream()
                    .anyMatch(key -> map.get(key).isPresent());
            if (!runnable) {
                said.add(sightings.dangling(Problem.of(
                        "service `" + service.name() + "` has neither `image` nor `build`", service.origin())));
            }
        }
    }

    private Map<ServiceName, Set<String>> profiles() {
        Map<ServiceName, Set<String>> found = new LinkedHashMap<>();
        List<MapReader.Named> valid = new ArrayList<>(whole);
        valid.removeIf(service -> service.name().isBlank());
        valid.forEach(service -> {
            Set<String> profiles = new LinkedHashSet<>(MapReader.open(service.map(), service.name(), new Problems())
                    .texts("profiles"));
            if (!profiles.isEmpty()) {
                found.put(new ServiceName(service.name()), profiles);
            }
        });
        return found;
    }
}
