package ai.netrasystems.runner.environment.staging;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why an exchange came to nothing, by the types of the exceptions, never by their texts.
 *
 * @param text what was said, for people
 */
record NetworkFailure(Kind kind, String text) {

    /** A chain of causes may lead back to itself. */
    private static final int LONGEST_CHAIN = 20;

    enum Kind {
        /** The certificate is not of an authority that is trusted here. */
        TLS_AUTHORITY,
        /** The certificate is of another host. */
        TLS_HOST,
        /** The certificate is not valid at this time. */
        TLS_EXPIRED,
        /** There is no TLS, or none that both sides know. */
        TLS_FAILED,
        /** The name is unknown, or nothing takes a connection. */
        UNREACHABLE,
        /** A connection stood and broke, as it does while a service starts. */
        BROKEN_OFF,
        /** A connection stood, and no whole answer came in time. */
        SILENT,
        /** What came is no HTTP. */
        GARBLED
    }

    /** A client without a read timeout is taken for granted: what times out by itself is connecting. */
    static NetworkFailure of(IOException failure) {
        return new NetworkFailure(kind(failure), text(failure));
    }

    private static Kind kind(IOException failure) {
        if (failure instanceof SSLException) {
            return tlsKind(failure);
        }
        if (failure instanceof UnknownHostException
                || failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof SocketTimeoutException) {
            return Kind.UNREACHABLE;
        }
        if (failure instanceof InterruptedIOException) {
            return Kind.SILENT;
        }
        return failure instanceof ProtocolException ? Kind.GARBLED : Kind.BROKEN_OFF;
    }

    private static Kind tlsKind(IOException failure) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return Kind.TLS_HOST;
        }
        if (causes(failure).anyMatch(NetworkFailure::isOutOfTime)) {
            return Kind.TLS_EXPIRED;
        }
        if (causes(failure)
                .anyMatch(cause -> cause instanceof CertificateException
                        || cause instanceof CertPathBuilderException
                        || cause instanceof CertPathValidatorException)) {
            return Kind.TLS_AUTHORITY;
        }
        return causes(failure).anyMatch(cause -> cause instanceof EOFException || cause instanceof SocketException)
                ? Kind.BROKEN_OFF
                : Kind.TLS_FAILED;
    }

    private static boolean isOutOfTime(Throwable cause) {
        return cause instanceof CertificateExpiredException
                || cause instanceof CertificateNotYetValidException
                || (cause instanceof CertPathValidatorException path
                        && (path.getReason() == BasicReason.EXPIRED || path.getReason() == BasicReason.NOT_YET_VALID));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && chain.size() < LONGEST_CHAIN; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain.stream();
    }

    private static String text(IOException failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        return message == null
                ? name
                : name + ": " + message.lines().findFirst().orElse("");
    }
}
