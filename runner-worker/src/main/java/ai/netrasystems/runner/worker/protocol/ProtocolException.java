package ai.netrasystems.runner.worker.protocol;

import java.io.IOException;

/** The other side sent something that is no message of this protocol; the connection is of no use any more. */
public final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says what was wrong, never what the bytes were: they may hold a secret. */
    public ProtocolException(String message) {
        super(message);
    }
}
