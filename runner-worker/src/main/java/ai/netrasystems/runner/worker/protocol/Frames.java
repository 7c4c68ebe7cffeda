package ai.netrasystems.runner.worker.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Length-prefixed records on a stream: four bytes of length (big endian), then the record. A length outside the limit
 * is refused before a byte of it is kept, so that a hostile peer can't make us allocate.
 */
public final class Frames {
    /** Version of the protocol; both sides must have the same one, as both come from one distribution. */
    public static final int VERSION = 3;
    /** Largest record. */
    public static final int LIMIT = 32 * 1024 * 1024;
    /** Largest first record, from a peer that has not yet shown the secret. */
    public static final int HELLO_LIMIT = 4 * 1024;

    private Frames() {}

    /** Writes one record and flushes it: what was sent must survive the death of this process. */
    public static void write(OutputStream stream, byte[] record) throws IOException {
        if (record.length > LIMIT) {
            throw new ProtocolException("a record of " + record.length + " bytes is over the limit");
        }
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(record.length);
        out.write(record);
        out.flush();
    }

    /** Reads one record of at most {@code limit} bytes; empty at a clean end of the stream. */
    public static Optional<byte[]> read(InputStream stream, int limit) throws IOException {
        int first = stream.read();
        if (first < 0) {
            return Optional.empty();
        }
        DataInputStream in = new DataInputStream(stream);
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        if (length < 0 || length > limit) {
            throw new ProtocolException("a record of " + Integer.toUnsignedString(length) + " bytes is over the limit");
        }
        byte[] record = stream.readNBytes(length);
        if (record.length < length) {
            throw new EOFException("the stream ended within a record");
        }
        return Optional.of(record);
    }
}
