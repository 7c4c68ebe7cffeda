package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code env_file} and {@code environment}. A later file wins over an earlier one, and {@code environment} over
 * all; a name there without a value, and without one outside, takes the files' value away, as in Compose.
 */
final class EnvironmentReader {
    private static final Set<String> KEYS = Set.of("path", "required", "format");

    private final ContainerScope scope;
    private final Map<String, Optional<String>> own;
    private final Map<String, String> outside;
    private final Map<String, String> found = new LinkedHashMap<>();

    /** A reader for a service that sets these of its own, by {@code environment}. */
    EnvironmentReader(ContainerScope scope, Map<String, Optional<String>> environment) {
        this.scope = scope;
        this.own = new LinkedHashMap<>();
        environment.forEach((name, value) -> own.put(
                name, value.or(() -> Optional.ofNullable(scope.variables().get(name)))));
        this.outside = new LinkedHashMap<>();
        own.forEach((name, value) -> value.ifPresent(text -> outside.put(name, text)));
        outside.putAll(scope.variables());
    }

    Map<String, String> read(Optional<YamlNode> envFile) {
        envFile.ifPresent(node -> node.fold(
                this::shortForm,
                list -> {
                    list.items().forEach(item -> item.fold(this::shortForm, this::malformed, this::longForm));
                    return true;
                },
                this::malformed));
        own.forEach((name, value) -> value.ifPresentOrElse(text -> found.put(name, text), () -> found.remove(name)));
        return found;
    }

    private boolean malformed(YamlNode node) {
        scope.problems().add(scope.what("env_file") + " must be files, not " + node.kind(), node.origin());
        return false;
    }

    private boolean shortForm(YamlScalar scalar) {
        scope.path(scalar).ifPresent(file -> file(file, scalar, true, "dotenv"));
        return true;
    }

    private boolean longForm(YamlMap map) {
        scope.only(map, "env_file", KEYS);
        MapReader reader = scope.reader(map, "env_file");
        Optional<YamlScalar> path = reader.scalars("path").stream().findFirst();
        if (path.isEmpty()) {
            scope.problems().add(scope.what("env_file") + " needs `path`", map.origin());
        }
        boolean required = reader.flag("required").orElse(true);
        String format = reader.text("format").orElse("dotenv");
        path.ifPresent(scalar -> scope.path(scalar).ifPresent(file -> file(file, scalar, required, format)));
        return true;
    }

    private void file(Path file, YamlScalar written, boolean required, String format) {
        if (!Files.isRegularFile(file)) {
            if (required || Files.exists(file)) {
                scope.problems()
                        .add(scope.sightings()
                                .dangling(Problem.of(
                                        scope.what("env_file") + " names no file: `" + file + "`", written.origin())));
            }
            return;
        }
        Checked<Map<String, String>> read = switch (format) {
            case "dotenv" -> EnvFile.read(file, earlierAndOutside());
            case "raw" -> EnvFile.raw(file, outside);
            default -> {
                scope.refuse("env_file.format: " + format, written.origin());
                yield Checked.valid(Collections.emptyMap());
            }
        };
        scope.problems().addFrom(read);
        found.putAll(read.<Map<String, String>>fold(variables -> variables, problems -> Map.of()));
    }

    /** Variables of earlier files count too, after those of outside. */
    private Map<String, String> earlierAndOutside() {
        Map<String, String> known = new LinkedHashMap<>(found);
        known.putAll(outside);
        return known;
    }
}
