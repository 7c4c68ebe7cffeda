package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what Compose allows as a map or as a list of {@code NAME=value}. */
final class KeyValues {
    private final Problems problems;

    KeyValues(Problems problems) {
        this.problems = problems;
    }

    /**
     * Values by name, in order.
     *
     * @param what the map, for messages
     * @return an empty value where the name stands alone, which means the runner's own variable or an empty text
     */
    Map<String, Optional<String>> read(YamlNode node, String what) {
        Map<String, Optional<String>> found = new LinkedHashMap<>();
        node.fold(
                scalar -> refuse(scalar, what + " must be a map or a list of `NAME=value`"),
                list -> {
                    list.items()
                            .forEach(item -> item.fold(
                                    scalar -> {
                                        entry(scalar.text(), found);
                                        return true;
                                    },
                                    inner -> refuse(inner, what + " must hold `NAME=value`"),
                                    inner -> refuse(inner, what + " must hold `NAME=value`")));
                    return true;
                },
                map -> {
                    map.entries()
                            .values()
                            .forEach(entry -> entry.value()
                                    .fold(
                                            scalar -> {
                                                found.put(
                                                        entry.key(),
                                                        scalar.isEmptyValue()
                                                                ? Optional.empty()
                                                                : Optional.of(PlainText.of(scalar)));
                                                return true;
                                            },
                                            inner -> refuse(
                                                    inner, "`" + entry.key() + "` in " + what + " must be a text"),
                                            inner -> refuse(
                                                    inner, "`" + entry.key() + "` in " + what + " must be a text")));
                    return true;
                });
        return found;
    }

    /** As {@link #read}; a name alone has an empty text. */
    Map<String, String> texts(YamlNode node, String what) {
        Map<String, String> found = new LinkedHashMap<>();
        read(node, what).forEach((name, value) -> found.put(name, value.orElse("")));
        return found;
    }

    /** As {@link #read}; a name alone has the variable's value, and is left out where that is not set. */
    Map<String, String> inherited(YamlNode node, String what, Map<String, String> variables) {
        Map<String, String> found = new LinkedHashMap<>();
        read(node, what)
                .forEach((name, value) -> value.or(() -> Optional.ofNullable(variables.get(name)))
                        .ifPresent(text -> found.put(name, text)));
        return found;
    }

    private static void entry(String text, Map<String, Optional<String>> into) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            into.put(text, Optional.empty());
        } else {
            into.put(text.substring(0, equals), Optional.of(text.substring(equals + 1)));
        }
    }

    private boolean refuse(YamlNode node, String message) {
        problems.add(message + ", not " + node.kind(), node.origin());
        return false;
    }
}
