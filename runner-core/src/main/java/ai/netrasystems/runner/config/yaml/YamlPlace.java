package ai.netrasystems.runner.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Where a single value, or a key, stands in a YAML text, within one line: for who changes it and nothing around it. One with
 * an anchor or a tag, and block text, have no such place.
 *
 * @param value quotes and escapes resolved
 * @param line from 1
 * @param begin index into the text, quotes included
 * @param end index behind it, quotes included
 */
public record YamlPlace(String value, int line, int begin, int end, Quotes quotes) {
    /** How it is written. */
    public enum Quotes {
        NONE,
        SINGLE,
        DOUBLE
    }

    /**
     * All of a text, in order.
     *
     * @param text YAML that can be read
     */
    public static List<YamlPlace> all(String text) {
        List<YamlPlace> places = new ArrayList<>();
        for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
            if (event instanceof ScalarEvent scalar) {
                of(scalar, text).ifPresent(places::add);
            }
        }
        return places;
    }

    /** The value as it would be written here. */
    public String written(String other) {
        return switch (quotes) {
            case NONE -> other;
            case SINGLE -> "'" + other.replace("'", "''") + "'";
            case DOUBLE -> '"' + other.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        };
    }

    private static Optional<YamlPlace> of(ScalarEvent scalar, String text) {
        Optional<Quotes> quotes = quotes(scalar.getScalarStyle());
        Optional<Mark> from = scalar.getStartMark();
        Optional<Mark> to = scalar.getEndMark();
        if (quotes.isEmpty()
                || from.isEmpty()
                || to.isEmpty()
                || from.get().getLine() != to.get().getLine()) {
            return Optional.empty();
        }
        int begin = text.offsetByCodePoints(0, from.get().getIndex());
        int end =
                text.offsetByCodePoints(begin, to.get().getIndex() - from.get().getIndex());
        YamlPlace place = new YamlPlace(scalar.getValue(), from.get().getLine() + 1, begin, end, quotes.get());
        // What is written otherwise than it would be written here has an anchor, or an escape.
        return place.written(place.value).equals(text.substring(begin, end)) ? Optional.of(place) : Optional.empty();
    }

    private static Optional<Quotes> quotes(ScalarStyle style) {
        return switch (style) {
            case PLAIN -> Optional.of(Quotes.NONE);
            case SINGLE_QUOTED -> Optional.of(Quotes.SINGLE);
            case DOUBLE_QUOTED -> Optional.of(Quotes.DOUBLE);
            case LITERAL, FOLDED, JSON_SCALAR_STYLE -> Optional.empty();
        };
    }
}
