package ai.netrasystems.runner.event;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, as the types that are expected of them. A {@code null} counts as absent. */
final class JsonFields {
    private final Map<String, Object> fields;

    JsonFields(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** A field that is missing or not what it should be; never leaves {@link EventCodec}. */
    @SuppressWarnings("serial")
    static final class Unfit extends RuntimeException {
        private final String why;

        Unfit(String why) {
            super(why, null, false, false);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    String text(String name) {
        return as(name, String.class, required(name));
    }

    Optional<String> optionalText(String name) {
        return optional(name, this::text);
    }

    boolean flag(String name) {
        return as(name, Boolean.class, required(name));
    }

    long number(String name) {
        return whole(name, required(name));
    }

    int integer(String name) {
        return fit(name, number(name), Math::toIntExact);
    }

    Instant instant(String name) {
        return fit(name, text(name), Instant::parse);
    }

    /** Reads {@code nameSeconds}. */
    Duration seconds(String name) {
        String field = name + "Seconds";
        return fit(field, as(field, Number.class, required(field)), number -> duration(decimal(number)));
    }

    Optional<Duration> optionalSeconds(String name) {
        return has(name + "Seconds") ? Optional.of(seconds(name)) : Optional.empty();
    }

    /** A text that is a value of its own type, such as an id or an enum's label. */
    <T> T id(String name, Function<String, T> type) {
        return fit(name, text(name), type);
    }

    <T> Optional<T> optionalId(String name, Function<String, T> type) {
        return optional(name, field -> id(field, type));
    }

    List<String> texts(String name) {
        return ids(name, Function.identity());
    }

    <T> List<T> ids(String name, Function<String, T> type) {
        List<T> values = new ArrayList<>();
        for (Object value : list(name)) {
            values.add(fit(name, as(name, String.class, value), type));
        }
        return List.copyOf(values);
    }

    List<Integer> integers(String name) {
        List<Integer> values = new ArrayList<>();
        for (Object value : list(name)) {
            values.add(fit(name, whole(name, value), Math::toIntExact));
        }
        return List.copyOf(values);
    }

    Map<String, String> map(String name) {
        Map<String, String> values = new LinkedHashMap<>();
        object(name).fields.forEach((key, value) -> values.put(key, as(name, String.class, value)));
        return values;
    }

    JsonFields object(String name) {
        return fields(name, required(name));
    }

    <T> Optional<T> optionalObject(String name, Function<JsonFields, T> type) {
        return optional(name, field -> type.apply(object(field)));
    }

    <T> List<T> objects(String name, Function<JsonFields, T> type) {
        List<T> values = new ArrayList<>();
        for (Object value : list(name)) {
            values.add(type.apply(fields(name, value)));
        }
        return List.copyOf(values);
    }

    private <T> Optional<T> optional(String name, Function<String, T> read) {
        return has(name) ? Optional.of(read.apply(name)) : Optional.empty();
    }

    private List<?> list(String name) {
        return as(name, List.class, required(name));
    }

    private Object required(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new Unfit("no field \"" + name + "\"");
        }
        return value;
    }

    @SuppressWarnings("unchecked") // JSON objects have texts for keys, always
    private static JsonFields fields(String name, @Nullable Object value) {
        return new JsonFields((Map<String, Object>) as(name, Map.class, value));
    }

    private static long whole(String name, @Nullable Object value) {
        Number number = as(name, Number.class, value);
        return number instanceof Integer || number instanceof Long
                ? number.longValue()
                : fit(name, number, other -> decimal(other).longValueExact());
    }

    private static <T> T as(String name, Class<T> type, @Nullable Object value) {
        if (!type.isInstance(value)) {
            throw new Unfit("field \"" + name + "\" is not what it should be");
        }
        return type.cast(value);
    }

    private static <A, T> T fit(String name, A value, Function<A, T> type) {
        try {
            return type.apply(value);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException unfit) {
            throw new Unfit("field \"" + name + "\" is not what it should be");
        }
    }

    private static BigDecimal decimal(Number number) {
        BigDecimal value = number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString());
        // A number such as 1e999999999 would be expanded digit by digit otherwise.
        if ((long) value.precision() - value.scale() > MAX_DIGITS) {
            throw new ArithmeticException("beyond any long");
        }
        return value;
    }

    private static Duration duration(BigDecimal value) {
        BigDecimal whole = value.setScale(0, RoundingMode.FLOOR);
        BigDecimal nanos = value.subtract(whole).movePointRight(9).setScale(0, RoundingMode.FLOOR);
        return Duration.ofSeconds(whole.longValueExact(), nanos.longValueExact());
    }

    /** Digits of the largest long, and so of the longest duration in seconds. */
    private static final int MAX_DIGITS = 19;
}
