package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlDocument;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a Compose file, with the {@code .env} beside it and the files whose services it extends. What is wrong is a problem with file and line; all of it is
 * listed. Thread-safe.
 */
public final class ComposeReader {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final Pattern ONLY_DOTS = Pattern.compile("\\.+");

    private static final String ENV_FILE = ".env";

    private final Map<String, String> variables;

    /** A reader that interpolates these variables: the runner's own environment variables, as Compose does. */
    public ComposeReader(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The file's services, or what is wrong with them. */
    public Checked<ComposeFile> read(Path file) {
        return YamlDocument.read(file).then(this::read);
    }

    private Checked<ComposeFile> read(YamlDocument document) {
        Problems problems = new Problems();
        Map<String, String> known =
                withEnvFile(ContainerScope.directory(document.root().origin()), problems);
        YamlMap root = interpolated(document.root(), known, problems);
        checkKeys(root, "a Compose file", ComposeKeys.TOP_LEVEL, problems);
        MapReader top = MapReader.open(root, "the Compose file", problems);
        List<MapReader.Named> named = top.namedMaps("services");
        if (named.isEmpty() && problems.isEmpty()) {
            problems.add("the file defines no service", root.origin(), "add `services:`");
        }
        if (top.node("include").isPresent()) {
            problems.add(
                    "`include` is not supported",
                    top.originOf("include"),
                    "name all services in one file, or run one of the files");
        }
        Set<String> names = Set.copyOf(named.stream().map(MapReader.Named::name).toList());
        Extends extended = new Extends(file -> other(file, known), problems);
        TopLevel declared = new TopLevel(top);
        Map<ServiceName, ComposeService> services = new LinkedHashMap<>();
        for (MapReader.Named service : extended.resolve(document.file(), named)) {
            checkName(service, problems);
            ComposeService read = new ServiceReader(service, names, known, declared, problems).read();
            services.put(read.name(), read);
        }
        ComposeFile file = new ComposeFile(document.file(), services);
        if (problems.isEmpty()) {
            problems.addAll(ComposeChecks.check(file));
        }
        return problems.check(() -> file);
    }

    /** The specification's own rule; and no name that a directory has already. */
    private static void checkName(MapReader.Named service, Problems problems) {
        if (!NAME.matcher(service.name()).matches()
                || ONLY_DOTS.matcher(service.name()).matches()) {
            problems.add(
                    "`" + service.name() + "` can't be the name of a service",
                    service.origin(),
                    "use letters, digits, `.`, `_` and `-`");
        }
    }

    /** Variables of the {@code .env} beside the file count too; those of outside win. */
    private Map<String, String> withEnvFile(Path directory, Problems problems) {
        Path file = directory.resolve(ENV_FILE);
        if (!Files.isRegularFile(file)) {
            return variables;
        }
        Checked<Map<String, String>> read = EnvFile.read(file, variables);
        problems.addFrom(read);
        Map<String, String> known = new HashMap<>(read.<Map<String, String>>fold(found -> found, broken -> Map.of()));
        known.putAll(variables);
        return known;
    }

    /** Another file, of which services are extended. */
    private static Checked<YamlMap> other(Path file, Map<String, String> variables) {
        return YamlDocument.read(file).then(document -> {
            Problems problems = new Problems();
            YamlMap root = interpolated(document.root(), variables, problems);
            return problems.check(() -> root);
        });
    }

    private static YamlMap interpolated(YamlMap root, Map<String, String> variables, Problems problems) {
        Interpolation interpolation = new Interpolation(variables);
        YamlNode changed = root.mapScalars(scalar -> interpolated(scalar, interpolation, problems));
        return changed.<Optional<YamlMap>>fold(scalar -> Optional.empty(), list -> Optional.empty(), Optional::of)
                .orElse(root);
    }

    private static YamlScalar interpolated(YamlScalar scalar, Interpolation interpolation, Problems problems) {
        try {
            return scalar.text().indexOf('$') < 0 ? scalar : text(interpolation.apply(scalar.text()), scalar.origin());
        } catch (Interpolation.Unreadable unreadable) {
            problems.add(Problem.of(unreadable.reason, scalar.origin()));
            return scalar;
        }
    }

    /** What was interpolated is a text, as in Compose: an empty one is not the same as no value. */
    private static YamlScalar text(String text, Origin origin) {
        return new YamlScalar(text, false, origin);
    }

    /** Reports keys that the specification does not know; extension fields are free, but a misspelt one of ours is not. */
    static void checkKeys(YamlMap map, String what, Collection<String> known, Problems problems) {
        for (YamlMap.Entry entry : map.entries().values()) {
            boolean extension = entry.key().startsWith(ComposeKeys.EXTENSION);
            boolean misspelt = extension
                    && !entry.key().equals(ComposeKeys.RUNNER)
                    && DidYouMean.closest(entry.key(), List.of(ComposeKeys.RUNNER))
                            .isPresent();
            if (misspelt) {
                unknown(entry.key(), entry.keyOrigin(), what, List.of(ComposeKeys.RUNNER), problems);
            } else if (!extension && !known.contains(entry.key())) {
                unknown(entry.key(), entry.keyOrigin(), what, known, problems);
            }
        }
    }

    private static void unknown(String key, Origin where, String what, Collection<String> known, Problems problems) {
        String message = "unknown key `" + key + "` in " + what;
        DidYouMean.closest(key, known)
                .ifPresentOrElse(
                        near -> problems.add(message, where, "did you mean `" + near + "`?"),
                        () -> problems.add(message, where, "keys of your own begin with `x-`"));
    }
}
