package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.environment.compose.ContainerSpec.HealthCheck;
import java.util.List;
import java.util.Set;

/** Reads {@code healthcheck}. Without a {@code test}, the image's own is meant, with the other values changed. */
final class HealthCheckReader {
    private static final Set<String> KEYS =
            Set.of("test", "interval", "timeout", "retries", "start_period", "start_interval", "disable");
    private static final List<String> NONE = List.of("NONE");

    private final ContainerScope scope;

    HealthCheckReader(ContainerScope scope) {
        this.scope = scope;
    }

    HealthCheck read(YamlMap map) {
        scope.only(map, "healthcheck", KEYS);
        MapReader reader = scope.reader(map, "healthcheck");
        List<String> test = reader.node("test").map(this::test).orElse(List.of());
        return new HealthCheck(
                scope.flag(reader, "disable") ? NONE : test,
                reader.duration("interval"),
                reader.duration("timeout"),
                reader.duration("start_period"),
                reader.duration("start_interval"),
                reader.integer("retries", 0, Integer.MAX_VALUE));
    }

    /** A text is a shell's; a list begins with who runs it (Compose specification, "healthcheck"). */
    private List<String> test(YamlNode node) {
        return node.<List<String>>fold(
                scalar -> List.of("CMD-SHELL", scalar.text()),
                list -> {
                    List<String> words = scope.scalars(list, "healthcheck.test").stream()
                            .map(PlainText::of)
                            .toList();
                    if (!begins(words)) {
                        scope.problems()
                                .add(
                                        scope.what("healthcheck.test")
                                                + " must begin with `CMD`, `CMD-SHELL` or `NONE`",
                                        list.origin());
                    }
                    return words;
                },
                map -> {
                    scope.problems().add(scope.what("healthcheck.test") + " must be a text or a list", map.origin());
                    return List.of();
                });
    }

    private static boolean begins(List<String> words) {
        return !words.isEmpty()
                && (words.equals(NONE)
                        || (words.get(0).equals("CMD") && words.size() > 1)
                        || (words.get(0).equals("CMD-SHELL") && words.size() == 2));
    }
}
