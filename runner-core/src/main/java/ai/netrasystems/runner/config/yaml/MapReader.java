package ai.netrasystems.runner.config.yaml;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.config.text.DurationText;
import ai.netrasystems.runner.model.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the keys of one map as typed values. A value of another type is a problem at its line, and is then treated as
 * not given. A <em>closed</em> reader knows all keys: any other is a problem with a "did you mean", and so is a known
 * key without a value. An <em>open</em> one (for formats of others, such as Compose) leaves unknown keys alone and
 * takes an empty value as not given. For one thread.
 */
public final class MapReader {
    private final YamlMap map;
    private final String what;
    private final Problems problems;
    private final Optional<Collection<String>> known;

    private MapReader(YamlMap map, String what, Problems problems, Optional<Collection<String>> known) {
        this.map = map;
        this.what = what;
        this.problems = problems;
        this.known = known;
    }

    /**
     * A reader that knows all keys; reports the unknown ones at once.
     *
     * @param what the map, for messages: {@code category `smoke`}
     * @param known the keys, in the order in which a hint lists them
     */
    public static MapReader closed(YamlMap map, String what, Problems problems, Collection<String> known) {
        map.entries().values().forEach(entry -> {
            if (!known.contains(entry.key())) {
                DidYouMean.hint(entry.key(), known)
                        .ifPresentOrElse(
                                hint -> problems.add(unknown(entry, what), entry.keyOrigin(), hint),
                                () -> problems.add(unknown(entry, what), entry.keyOrigin()));
            } else if (entry.value().isNull()) {
                problems.add("`" + entry.key() + "` has no value in " + what, entry.keyOrigin());
            }
        });
        return new MapReader(map, what, problems, Optional.of(known));
    }

    /** A reader that leaves unknown keys alone. */
    public static MapReader open(YamlMap map, String what, Problems problems) {
        return new MapReader(map, what, problems, Optional.empty());
    }

    private static String unknown(YamlMap.Entry entry, String what) {
        return "unknown key `" + entry.key() + "` in " + what;
    }

    /** Where the map begins. */
    public Origin origin() {
        return map.origin();
    }

    /** Line of the key where it is given, else of the map. */
    public Origin originOf(String key) {
        YamlMap.Entry entry = map.entries().get(key);
        return entry == null ? map.origin() : entry.keyOrigin();
    }

    /** The value as a node; empty where the key is not given or has no value. */
    public Optional<YamlNode> node(String key) {
        if (known.isPresent() && !known.get().contains(key)) {
            throw new IllegalArgumentException("key `" + key + "` of " + what + " is not declared");
        }
        return map.get(key).filter(node -> !node.isNull());
    }

    /** Any single value. */
    public Optional<String> text(String key) {
        return scalar(key, "a text").map(YamlScalar::text);
    }

    /** {@code true} or {@code false}. */
    public Optional<Boolean> flag(String key) {
        return parsed(key, "`true` or `false`", text -> switch (text) {
            case "true", "True", "TRUE" -> Optional.of(true);
            case "false", "False", "FALSE" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** A whole number within bounds, both included. */
    public Optional<Integer> integer(String key, int least, int most) {
        return parsed(
                key,
                "a whole number from " + least + " to " + most,
                text -> wholeNumber(text).filter(number -> number >= least && number <= most));
    }

    /** A decimal number within bounds, both included. */
    public Optional<Double> decimal(String key, double least, double most) {
        return parsed(
                key,
                "a number from " + least + " to " + most,
                text -> decimalNumber(text).filter(number -> number >= least && number <= most));
    }

    /** A duration, as {@link DurationText} reads it. */
    public Optional<Duration> duration(String key) {
        return parsed(key, "a duration (" + DurationText.EXAMPLES + ")", DurationText::parse);
    }

    /** A constant of the enum, written in lower case with {@code -} for {@code _}. */
    public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        List<String> labels = constants.stream().map(MapReader::label).toList();
        return scalar(key, "one of " + String.join(", ", labels)).flatMap(value -> {
            int index = labels.indexOf(value.text());
            if (index < 0) {
                problems.add(
                        "`" + value.text() + "` is no " + key + " (" + String.join(", ", labels) + ")",
                        value.origin(),
                        DidYouMean.hint(value.text(), labels).orElse(""));
                return Optional.empty();
            }
            return Optional.of(constants.get(index));
        });
    }

    /** How {@link #choice} expects a constant to be written. */
    public static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A list of single values, or one single value; empty where not given. */
    public List<YamlScalar> scalars(String key) {
        return node(key)
                .map(node -> node.<List<YamlScalar>>fold(
                        List::of, list -> only(list, "a text"), map -> refuse(map, key, "a list of texts")))
                .orElse(List.of());
    }

    /** The texts of {@link #scalars}. */
    public List<String> texts(String key) {
        return scalars(key).stream().map(YamlScalar::text).toList();
    }

    /** A list of maps; empty where not given. */
    public List<YamlMap> maps(String key) {
        return node(key)
                .map(node -> node.<List<YamlMap>>fold(
                        scalar -> refuse(scalar, key, "a list of maps"),
                        this::onlyMaps,
                        map -> refuse(map, key, "a list of maps")))
                .orElse(List.of());
    }

    /** A map. */
    public Optional<YamlMap> map(String key) {
        return node(key)
                .flatMap(node -> node.<Optional<YamlMap>>fold(
                        scalar -> refuseOne(scalar, key, "a map"),
                        list -> refuseOne(list, key, "a map"),
                        Optional::of));
    }

    /** A map; an empty one where it is not given. */
    public YamlMap mapOrEmpty(String key) {
        return map(key).orElseGet(() -> YamlMap.empty(originOf(key)));
    }

    /** A map from names to maps (an empty value counts as an empty map), in the file's order; empty where not given. */
    public List<Named> namedMaps(String key) {
        List<Named> named = new ArrayList<>();
        map(key).ifPresent(maps -> maps.entries()
                .values()
                .forEach(entry -> entry.value()
                        .<Optional<YamlMap>>fold(
                                scalar -> scalar.isEmptyValue()
                                        ? Optional.of(YamlMap.empty(entry.keyOrigin()))
                                        : refuseOne(scalar, entry.key(), "a map"),
                                list -> refuseOne(list, entry.key(), "a map"),
                                Optional::of)
                        .ifPresent(value -> named.add(new Named(entry.key(), entry.keyOrigin(), value)))));
        return named;
    }

    /** An entry of {@link #namedMaps}. */
    public record Named(String name, Origin origin, YamlMap map) {}

    private Optional<YamlScalar> scalar(String key, String expected) {
        return node(key)
                .flatMap(node -> node.<Optional<YamlScalar>>fold(
                        Optional::of, list -> refuseOne(list, key, expected), map -> refuseOne(map, key, expected)));
    }

    private <T> Optional<T> parsed(String key, String expected, Function<String, Optional<T>> parser) {
        return scalar(key, expected).flatMap(value -> {
            Optional<T> result = parser.apply(value.text().strip());
            if (result.isEmpty()) {
                problems.add("`" + key + "` must be " + expected + ", not `" + value.text() + "`", value.origin());
            }
            return result;
        });
    }

    private List<YamlScalar> only(YamlList list, String expected) {
        List<YamlScalar> texts = new ArrayList<>();
        list.items()
                .forEach(item -> item.<Optional<YamlScalar>>fold(
                                Optional::of,
                                inner -> refuseOne(inner, "an item", expected),
                                inner -> refuseOne(inner, "an item", expected))
                        .ifPresent(texts::add));
        return texts;
    }

    private List<YamlMap> onlyMaps(YamlList list) {
        List<YamlMap> maps = new ArrayList<>();
        list.items()
                .forEach(item -> item.<Optional<YamlMap>>fold(
                                inner -> refuseOne(inner, "an item", "a map"),
                                inner -> refuseOne(inner, "an item", "a map"),
                                Optional::of)
                        .ifPresent(maps::add));
        return maps;
    }

    private <T> Optional<T> refuseOne(YamlNode node, String key, String expected) {
        problems.add("`" + key + "` in " + what + " must be " + expected + ", not " + node.kind(), node.origin());
        return Optional.empty();
    }

    private <T> List<T> refuse(YamlNode node, String key, String expected) {
        return this.<T>refuseOne(node, key, expected).stream().toList();
    }

    private static Optional<Integer> wholeNumber(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Double> decimalNumber(String text) {
        try {
            return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
