package ai.netrasystems.runner.event;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Writes one JSON object, field by field. Confined to a thread. */
final class JsonLine implements AutoCloseable {
    private final JsonGenerator generator;

    JsonLine(JsonGenerator generator) {
        this.generator = generator;
        generator.writeStartObject();
    }

    JsonLine text(String name, String value) {
        generator.writeStringProperty(name, value);
        return this;
    }

    JsonLine text(String name, Optional<?> value) {
        value.ifPresent(present -> text(name, present.toString()));
        return this;
    }

    JsonLine number(String name, long value) {
        generator.writeNumberProperty(name, value);
        return this;
    }

    JsonLine flag(String name, boolean value) {
        generator.writeBooleanProperty(name, value);
        return this;
    }

    /** Exact decimal seconds; the field is called {@code nameSeconds}. */
    JsonLine seconds(String name, Duration value) {
        generator.writeName(name + "Seconds");
        BigDecimal seconds =
                BigDecimal.valueOf(value.getSeconds()).add(BigDecimal.valueOf(value.getNano(), NANO_DIGITS));
        generator.writeNumber(seconds.stripTrailingZeros().toPlainString());
        return this;
    }

    JsonLine seconds(String name, Optional<Duration> value) {
        value.ifPresent(present -> seconds(name, present));
        return this;
    }

    /** A list, in its own order. */
    JsonLine texts(String name, Collection<?> values) {
        generator.writeName(name);
        generator.writeStartArray();
        values.forEach(value -> generator.writeString(value.toString()));
        generator.writeEndArray();
        return this;
    }

    /** A set: sorted, so that equal events have equal lines. */
    JsonLine sorted(String name, Collection<?> values) {
        return texts(name, values.stream().map(Object::toString).sorted().toList());
    }

    JsonLine numbers(String name, Collection<Integer> values) {
        generator.writeName(name);
        generator.writeStartArray();
        values.forEach(value -> generator.writeNumber(value.intValue()));
        generator.writeEndArray();
        return this;
    }

    /** A map of texts, sorted by key. */
    JsonLine map(String name, Map<String, String> values) {
        return object(name, () -> new TreeMap<>(values).forEach(generator::writeStringProperty));
    }

    <T> JsonLine object(String name, T value, BiConsumer<JsonLine, T> fields) {
        return object(name, () -> fields.accept(this, value));
    }

    <T> JsonLine object(String name, Optional<T> value, BiConsumer<JsonLine, T> fields) {
        value.ifPresent(present -> object(name, present, fields));
        return this;
    }

    <T> JsonLine objects(String name, Collection<T> values, BiConsumer<JsonLine, T> fields) {
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
