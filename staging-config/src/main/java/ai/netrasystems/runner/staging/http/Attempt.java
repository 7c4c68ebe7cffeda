package ai.netrasystems.runner.staging.http;

import java.util.Optional;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** What became of one sending of a request, told by the network side of the client. Rides on the request as a tag. */
final class Attempt {
    private volatile boolean begun;
    private volatile @Nullable String token;

    /** The request is about to be written: from here on the server may act on it. */
    void begins(Request sent) {
        begun = true;
        String header = sent.header("Authorization");
        token = header == null ? null : header.substring(header.indexOf(' ') + 1);
    }

    /** Whether a byte of the request may have been sent. */
    boolean isBegun() {
        return begun;
    }

    /** What the request carried to prove who it is; empty where it carried nothing. */
    Optional<String> token() {
        return Optional.ofNullable(token).filter(value -> !value.isEmpty());
    }
}
