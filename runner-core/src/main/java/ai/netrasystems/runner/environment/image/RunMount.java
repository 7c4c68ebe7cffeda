package ai.netrasystems.runner.environment.image;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code RUN --mount=...} mounts while it runs.
 *
 * @param options by name in small letters, such as {@code type} and {@code target}; an option without a value has an
 *     empty one
 */
public record RunMount(Map<String, String> options) {
    /** Copies the map. */
    public RunMount {
        options = Map.copyOf(options);
    }

    /** Reads the flag's value: options with commas between them; double quotes may stand around one that has a comma. */
    static RunMount of(String value) {
        Map<String, String> options = new LinkedHashMap<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (char c : (value + ",").toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                put(field.toString(), options);
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        put(field.toString(), options);
        return new RunMount(options);
    }

    private static void put(String field, Map<String, String> options) {
        if (!field.isEmpty()) {
            int equals = field.indexOf('=');
            String name = equals < 0 ? field : field.substring(0, equals);
            options.put(name.toLowerCase(Locale.ROOT), equals < 0 ? "" : field.substring(equals + 1));
        }
    }

    /** {@code bind} where it is not said. */
    public String type() {
        return options.getOrDefault("type", "bind").toLowerCase(Locale.ROOT);
    }

    /** The stage or image that it shows; empty for the build context, and for what is of no image. */
    public Optional<String> from() {
        return Optional.ofNullable(options.get("from")).filter(it -> !it.isEmpty());
    }
}
