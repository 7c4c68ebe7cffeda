package ai.netrasystems.goldenpath.service;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON text to objects and back, by the letter of RFC 8259. Thread-safe. */
public final class Json {

    /** Deeper nesting than this is refused, so that no text can exhaust the stack. */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_NUMBER = 64;
    private static final int MAX_SCALE = 400;

    private Json() {}

    /** The object that {@code text} is, or empty where it is malformed, nested too deep, or not an object. */
    public static Optional<JsonObject> object(String text) {
        var reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(MAX_DEPTH);
        try {
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                return Optional.empty();
            }
            JsonObject object = readObject(reader);
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(object) : Optional.empty();
        } catch (IOException | IllegalStateException | NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    /** {@code element} as one line: control characters in strings are escaped. */
    public static String text(JsonElement element) {
        var text = new StringWriter();
        try {
            // Not Gson itself: its type adapters cost every start of a service more than this.
            write(new JsonWriter(text), element);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string can be written to", impossible);
        }
        return text.toString();
    }

    private static JsonElement read(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> readObject(reader);
            case BEGIN_ARRAY -> readArray(reader);
            case STRING -> new JsonPrimitive(reader.nextString());
            case NUMBER -> number(reader.nextString());
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
            case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> throw new IllegalStateException("a value was expected");
        };
    }

    private static JsonPrimitive number(String text) {
        // The length and the exponent of a number are the sender's choice; its cost must not be.
        if (text.length() > MAX_NUMBER) {
            throw new NumberFormatException("too long");
        }
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) > MAX_SCALE) {
            throw new NumberFormatException("too large or too small");
        }
        return new JsonPrimitive(number);
    }

    private static JsonObject readObject(JsonReader reader) throws IOException {
        var object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            object.add(reader.nextName(), read(reader));
        }
        reader.endObject();
        return object;
    }

    private static JsonArray readArray(JsonReader reader) throws IOException {
        var array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(read(reader));
        }
        reader.endArray();
        return array;
    }

    private static void write(JsonWriter writer, JsonElement element) throws IOException {
        if (element instanceof JsonObject object) {
            writer.beginObject();
            for (var field : object.entrySet()) {
                writer.name(field.getKey());
                write(writer, field.getValue());
            }
            writer.endObject();
        } else if (element instanceof JsonArray array) {
            writer.beginArray();
            for (JsonElement value : array) {
                write(writer, value);
            }
            writer.endArray();
        } else if (element instanceof JsonPrimitive value) {
            writePrimitive(writer, value);
        } else {
            writer.nullValue();
        }
    }

    private static void writePrimitive(JsonWriter writer, JsonPrimitive value) throws IOException {
        if (value.isBoolean()) {
            writer.value(value.getAsBoolean());
        } else if (value.isNumber()) {
            writer.value(value.getAsNumber());
        } else {
            writer.value(value.getAsString());
        }
    }

    /** The string at {@code name}; empty where there is none or another type stands there. */
    public static Optional<String> string(JsonObject object, String name) {
        return Optional.ofNullable(object.get(name))
                .filter(value -> value instanceof JsonPrimitive primitive && primitive.isString())
                .map(JsonElement::getAsString);
    }

    /** Whether {@code object} says anything but {@code null} at {@code name}. */
    public static boolean has(JsonObject object, String name) {
        return object.has(name) && !object.get(name).isJsonNull();
    }

    /** {@code {name: value}}, to which more can be {@link With#with added}. */
    public static With with(String name, @Nullable String value) {
        return new With(new JsonObject()).with(name, value);
    }

    /** {@code {name: value}}, to which more can be {@link With#with added}. */
    public static With with(String name, boolean value) {
        return new With(new JsonObject()).with(name, value);
    }

    /** {@code {name: value}}, to which more can be {@link With#with added}. */
    public static With with(String name, Number value) {
        return new With(new JsonObject()).with(name, value);
    }

    /** An object being written, field by field, in order. Not thread-safe. */
    public record With(JsonObject object) {

        /** Adds a string, or null. */
        public With with(String name, @Nullable String value) {
            object.addProperty(name, value);
            return this;
        }

        /** Adds a number. */
        public With with(String name, Number value) {
            object.addProperty(name, value);
            return this;
        }

        /** Adds a truth value. */
        public With with(String name, boolean value) {
            object.addProperty(name, value);
            return this;
        }

        /** Adds a list of strings. */
        public With with(String name, Collection<String> values) {
            var array = new JsonArray();
            values.forEach(array::add);
            object.add(name, array);
            return this;
        }

        /** Adds an object or array. */
        public With with(String name, JsonElement value) {
            object.add(name, value);
            return this;
        }

        /** Adds an object. */
        public With with(String name, With value) {
            return with(name, value.object());
        }

        /** The object as one line. */
        public String text() {
            return Json.text(object);
        }
    }
}
