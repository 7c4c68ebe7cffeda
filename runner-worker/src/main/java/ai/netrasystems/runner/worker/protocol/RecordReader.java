package ai.netrasystems.runner.worker.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a record apart. Trusts no length in it: whatever is claimed must be there. Not thread-safe.
 */
final class RecordReader {
    private final ByteBuffer bytes;

    RecordReader(byte[] record) {
        this.bytes = ByteBuffer.wrap(record);
    }

    int type() throws ProtocolException {
        need(1);
        return bytes.get() & 0xff;
    }

    int number() throws ProtocolException {
        need(4);
        return bytes.getInt();
    }

    long big() throws ProtocolException {
        need(8);
        return bytes.getLong();
    }

    boolean flag() throws ProtocolException {
        need(1);
        byte value = bytes.get();
        if (value != 0 && value != 1) {
            throw new ProtocolException("neither true nor false");
        }
        return value == 1;
    }

    String text() throws ProtocolException {
        byte[] encoded = new byte[count()];
        bytes.get(encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }

    List<String> texts() throws ProtocolException {
        return list(RecordReader::text);
    }

    Map<String, String> map() throws ProtocolException {
        Map<String, String> values = new LinkedHashMap<>();
        for (int left = count(); left > 0; left--) {
            values.put(text(), text());
        }
        return values;
    }

    <T> List<T> list(Element<T> element) throws ProtocolException {
        List<T> values = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            values.add(element.read(this));
        }
        return values;
    }

    <T> Optional<T> optional(Element<T> element) throws ProtocolException {
        return flag() ? Optional.of(element.read(this)) : Optional.empty();
    }

    /** Refuses a record that goes on after its last field. */
    <T> T end(T message) throws ProtocolException {
        if (bytes.hasRemaining()) {
            throw new ProtocolException("a record with " + bytes.remaining() + " bytes too many");
        }
        return message;
    }

    /** A number of bytes or elements; each element takes at least one byte, so what remains bounds both. */
    private int count() throws ProtocolException {
        int count = number();
        if (count < 0) {
            throw new ProtocolException("a negative count");
        }
        need(count);
        return count;
    }

    private void need(int count) throws ProtocolException {
        if (bytes.remaining() < count) {
            throw new ProtocolException("a record that ends early");
        }
    }

    /** Reads one field or group of fields. */
    @FunctionalInterface
    interface Element<T> {
        T read(RecordReader in) throws ProtocolException;
    }
}
