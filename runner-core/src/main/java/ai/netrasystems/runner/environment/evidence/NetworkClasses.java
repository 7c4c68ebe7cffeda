package ai.netrasystems.runner.environment.evidence;

import java.util.Collection;
import java.util.Set;

/**
 * Exceptions that are thrown where a peer is not there, goes away or stays silent, by class name; subclasses count, since
 * workers tell superclasses too. A class too many costs a question to the environment, one too few lets a test be blamed.
 */
final class NetworkClasses {
    private static final Set<String> NAMES = Set.of(
            // Nothing takes the connection, no way leads there, or it was reset: ConnectException,
            // NoRouteToHostException and PortUnreachableException are its subclasses.
            "java.net.SocketException",
            // The name is not known, to java.net and to java.nio.
            "java.net.UnknownHostException",
            "java.nio.channels.UnresolvedAddressException",
            // Silence: java.net.SocketTimeoutException is one, OkHttp's limit for a whole call throws it too.
            "java.io.InterruptedIOException",
            // Silence as java.net.http says it; HttpConnectTimeoutException is a subclass.
            "java.net.http.HttpTimeoutException",
            // A handshake that did not come about, a certificate that changed, a connection cut within TLS.
            "javax.net.ssl.SSLException",
            // The connection ended in the midst of an answer. Files end too: then the probe says that all is well.
            "java.io.EOFException",
            "java.nio.channels.ClosedChannelException",
            "org.apache.http.NoHttpResponseException",
            "org.apache.hc.core5.http.NoHttpResponseException",
            "okhttp3.internal.http2.StreamResetException",
            "okhttp3.internal.http2.ConnectionShutdownException",
            // What JDBC throws when a database can't be reached or went away (SQLSTATE class 08).
            "java.sql.SQLNonTransientConnectionException",
            "java.sql.SQLTransientConnectionException",
            "java.sql.SQLRecoverableException",
            // WebSockets that did not open, or closed under the test.
            "java.net.http.WebSocketHandshakeException",
            "org.java_websocket.exceptions.WebsocketNotConnectedException",
            "ai.netrasystems.runner.staging.websocket.WebSocketException");

    private NetworkClasses() {}

    /** Whether one of them is among the names. */
    static boolean anyOf(Collection<String> names) {
        return names.stream().anyMatch(NAMES::contains);
    }
}
