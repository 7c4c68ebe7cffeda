package ai.netrasystems.runner.worker.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Builds one record out of a few kinds of field. Not thread-safe. */
final class RecordWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    RecordWriter(int type) {
        bytes.write(type);
    }

    RecordWriter number(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.write(value >>> shift);
        }
        return this;
    }

    RecordWriter big(long value) {
        return number((int) (value >>> 32)).number((int) value);
    }

    RecordWriter flag(boolean value) {
        bytes.write(value ? 1 : 0);
        return this;
    }

    RecordWriter text(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        number(encoded.length);
        bytes.writeBytes(encoded);
        return this;
    }

    RecordWriter texts(Collection<String> values) {
        return list(values, RecordWriter::text);
    }

    RecordWriter map(Map<String, String> values) {
        return list(values.entrySet(), (out, entry) -> out.text(entry.getKey()).text(entry.getValue()));
    }

    <T> RecordWriter list(Collection<T> values, BiConsumer<RecordWriter, T> element) {
        number(values.size());
        values.forEach(value -> element.accept(this, value));
        return this;
    }

    <T> RecordWriter optional(Optional<T> value, BiConsumer<RecordWriter, T> element) {
        flag(value.isPresent());
        value.ifPresent(present -> element.accept(this, present));
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
