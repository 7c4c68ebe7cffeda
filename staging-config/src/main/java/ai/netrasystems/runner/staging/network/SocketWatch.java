package ai.netrasystems.runner.staging.network;

import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.TestHeaders;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.courtesy.Courtesy;
import ai.netrasystems.runner.staging.courtesy.Turn;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One WebSocket as the network saw it: its turn, its handshake, its end. Thread-safe. */
public final class SocketWatch {
    /** RFC 6455 section 7.4.1: an end in order, and one without a code. */
    private static final Set<Integer> ORDERLY = Set.of(1000, 1005);

    private final Courtesy courtesy;
    private final NetworkLog log;
    private final TestId test;
    private final URI url;
    private volatile boolean leaving;

    private SocketWatch(Courtesy courtesy, NetworkLog log, TestId test, URI url) {
        this.courtesy = courtesy;
        this.log = log;
        this.test = test;
        this.url = url;
    }

    /** Of a handshake with these headers, which say which test it is ({@link TestHeaders#TEST_ID}). */
    public static SocketWatch of(EnvironmentVariables variables, Map<String, String> headers, URI url) {
        String id = URLDecoder.decode(headers.getOrDefault(TestHeaders.TEST_ID, ""), StandardCharsets.UTF_8);
        return new SocketWatch(Courtesy.from(variables), NetworkLog.from(variables), new TestId(id), url);
    }

    /**
     * Waits for the turn of the handshake; it ends with the handshake, however long the WebSocket lives.
     *
     * @return empty where there is none within that time
     */
    public Optional<Turn> turn(Duration patience) throws InterruptedException {
        return courtesy.await(String.valueOf(url.getHost()), patience);
    }

    /** The handshake was answered. */
    public void answered(int status) {
        log.answered(test, Asked.webSocket(url), status);
    }

    /** The handshake was not answered; {@code error} is what the client was told, if anything. */
    public void failed(@Nullable Throwable error) {
        Throwable silence = leaving ? new SocketTimeoutException() : new EOFException();
        log.failed(test, Asked.webSocket(url), error == null ? silence : error);
    }

    /** From now on it is the test that ends the connection. */
    public void leaving() {
        leaving = true;
    }

    /** An open WebSocket ended, with that code. */
    public void closed(int code) {
        if (!leaving && !ORDERLY.contains(code)) {
            log.closed(test, Asked.webSocket(url), code);
        }
    }
}
