package ai.netrasystems.runner.event;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Writes one JSON object, field by field, by the rules of {@link EventCodec}: pure ASCII, in one line. Confined to a
 * thread. Fields stand in the order in which they are given; an absent value has no field.
 */
public final class JsonLine implements AutoCloseable {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final JsonGenerator generator;

    /** The text of an object. */
    public static String of(Consumer<JsonLine> fields) {
        StringWriter text = new StringWriter(256);
        try (JsonLine line = new JsonLine(FACTORY.createGenerator(ObjectWriteContext.empty(), text))) {
            fields.accept(line);
        }
        return text.toString();
    }

    private JsonLine(JsonGenerator generator) {
        this.generator = generator;
        generator.writeStartObject();
    }

    /** A text. */
    public JsonLine text(String name, String value) {
        generator.writeStringProperty(name, value);
        return this;
    }

    /** A text, where there is one. */
    public JsonLine text(String name, Optional<?> value) {
        value.ifPresent(present -> text(name, present.toString()));
        return this;
    }

    /** A whole number. */
    public JsonLine number(String name, long value) {
        generator.writeNumberProperty(name, value);
        return this;
    }

    /** Yes or no. */
    public JsonLine flag(String name, boolean value) {
        generator.writeBooleanProperty(name, value);
        return this;
    }

    /** Exact decimal seconds; the field is called {@code nameSeconds}. */
    public JsonLine seconds(String name, Duration value) {
        generator.writeName(name + "Seconds");
        BigDecimal seconds =
                BigDecimal.valueOf(value.getSeconds()).add(BigDecimal.valueOf(value.getNano(), NANO_DIGITS));
        generator.writeNumber(seconds.stripTrailingZeros().toPlainString());
        return this;
    }

    /** The same, where there is one. */
    public JsonLine seconds(String name, Optional<Duration> value) {
        value.ifPresent(present -> seconds(name, present));
        return this;
    }

    /** A list, in its own order. */
    public JsonLine texts(String name, Collection<?> values) {
        generator.writeName(name);
        generator.writeStartArray();
        values.forEach(value -> generator.writeString(value.toString()));
        generator.writeEndArray();
        return this;
    }

    /** A set: sorted, so that equal events have equal lines. */
    public JsonLine sorted(String name, Collection<?> values) {
        return texts(name, values.stream().map(Object::toString).sorted().toList());
    }

    /** A list of whole numbers, in its own order. */
    public JsonLine numbers(String name, Collection<Integer> values) {
        generator.writeName(name);
        generator.writeStartArray();
        values.forEach(value -> generator.writeNumber(value.intValue()));
        generator.writeEndArray();
        return this;
    }

    /** A map of texts, sorted by key. */
    public JsonLine map(String name, Map<String, String> values) {
        return object(name, () -> new TreeMap<>(values).forEach(generator::writeStringProperty));
    }

    /** An object within. */
    public <T> JsonLine object(String name, T value, BiConsumer<JsonLine, T> fields) {
        return object(name, () -> fields.accept(this, value));
    }

    /** An object within, where there is one. */
    public <T> JsonLine object(String name, Optional<T> value, BiConsumer<JsonLine, T> fields) {
        value.ifPresent(present -> object(name, present, fields));
        return this;
    }

    /** A list of objects, in its own order. */
    public <T> JsonLine objects(String name, Collection<T> values, BiConsumer<JsonLine, T> fields) {
        generator.writeName(name);
        generator.writeStartArray();
        Consumer<T> element = value -> {
            generator.writeStartObject();
            fields.accept(this, value);
            generator.writeEndObject();
        };
        values.forEach(element);
        generator.writeEndArray();
        return this;
    }

    private JsonLine object(String name, Runnable fields) {
        generator.writeName(name);
        generator.writeStartObject();
        fields.run();
        generator.writeEndObject();
        return this;
    }

    @Override
    public void close() {
        generator.writeEndObject();
        generator.close();
    }

    /** Digits after the point of a duration in seconds. */
    private static final int NANO_DIGITS = 9;
}
