package ai.netrasystems.runner.environment.staging;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * What became of connecting to an origin: its address, and who it proved to be. Of several attempts the last that came as
 * far counts. Written by the call's thread, read after it.
 */
final class ConnectionTrail extends EventListener {
    private final Span dns = new Span();
    private final Span connect = new Span();
    private volatile String addresses = "";
    private volatile @Nullable Proxy proxy;
    private volatile @Nullable X509Certificate certificate;
    private volatile int chain;

    /** A stretch of time; not ended where what it measures failed. */
    private static final class Span {
        private volatile long begun;
        private volatile long ended;

        void begin() {
            begun = System.nanoTime();
            ended = 0;
        }

        void end() {
            ended = System.nanoTime();
        }

        boolean isBegun() {
            return begun != 0;
        }

        boolean isDone() {
            return ended != 0;
        }

        Duration took() {
            return Duration.ofNanos((isDone() ? ended : System.nanoTime()) - begun);
        }
    }

    /** Whether the name was looked up and not found. */
    boolean isUnknown() {
        return dns.isBegun() && !dns.isDone();
    }

    /** Whether a name was looked up here at all: behind a proxy none is. */
    boolean wasResolved() {
        return dns.isDone();
    }

    Duration resolving() {
        return dns.isBegun() ? dns.took() : Duration.ZERO;
    }

    Duration connecting() {
        return connect.isBegun() ? connect.took() : Duration.ZERO;
    }

    String addresses() {
        return addresses;
    }

    Optional<Proxy> proxy() {
        return Optional.ofNullable(proxy).filter(it -> it.type() != Proxy.Type.DIRECT);
    }

    Optional<X509Certificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** How many certificates were sent. */
    int chain() {
        return chain;
    }

    @Override
    public void dnsStart(Call call, String domainName) {
        if (isTarget(call, domainName)) {
            dns.begin();
        }
    }

    @Override
    public void dnsEnd(Call call, String domainName, List<InetAddress> found) {
        if (!isTarget(call, domainName)) {
            return;
        }
        dns.end();
        addresses = found.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }

    /** And not a proxy on the way. */
    private static boolean isTarget(Call call, String domainName) {
        return call.request().url().host().equals(domainName);
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy by) {
        connect.begin();
        proxy = by;
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
        if (handshake != null) {
            List<Certificate> certificates = handshake.peerCertificates();
            chain = certificates.size();
            if (!certificates.isEmpty() && certificates.get(0) instanceof X509Certificate first) {
                certificate = first;
            }
        }
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy by, @Nullable Protocol protocol) {
        connect.end();
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy by, @Nullable Protocol protocol, IOException failure) {
        connect.end();
    }
}
