package ai.netrasystems.runner.staging.websocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes the one connected socket for a URL: TCP to the URL's host or to another address in its place, and for
 * {@code wss} TLS on top. As with curl's {@code --connect-to}, only the target of the connection is replaced: server name
 * indication and the check of the certificate keep the URL's host. A proxy, where there is one, is asked for a tunnel.
 */
final class TargetSockets extends SocketFactory {
    private final URI url;
    private final Optional<InetSocketAddress> connectTo;
    private final Optional<SSLSocketFactory> tls;
    private final int timeoutMillis;
    private final Optional<InetSocketAddress> proxy;
    private final Socket tcp;

    TargetSockets(
            URI url,
            Optional<InetSocketAddress> connectTo,
            Optional<InetSocketAddress> proxy,
            Optional<SSLSocketFactory> tls,
            Duration timeout) {
        this.url = url;
        this.connectTo = connectTo;
        this.proxy = connectTo.isPresent() ? Optional.empty() : proxy;
        this.tcp = this.proxy
                .map(it ->
                        new Socket(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(it.getHostString(), it.getPort()))))
                .orElseGet(Socket::new);
        this.tls = tls;
        this.timeoutMillis = Math.toIntExact(Math.min(timeout.toMillis(), Integer.MAX_VALUE));
    }

    URI url() {
        return url;
    }

    @Override
    public Socket createSocket() throws IOException {
        int port = port();
        tcp.connect(connectTo.orElseGet(() -> target(port)), timeoutMillis);
        if (!isTls()) {
            return tcp;
        }
        // Only now: loading the JVM's certificates takes a while, and ws needs none.
        SSLSocketFactory factory = tls.orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        SSLSocket secure = (SSLSocket) factory.createSocket(tcp, url.getHost(), port, true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.setSoTimeout(timeoutMillis);
        secure.startHandshake();
        secure.setSoTimeout(0);
        return secure;
    }

    /** A proxy looks the name up for itself. */
    private InetSocketAddress target(int port) {
        return proxy.isPresent()
                ? InetSocketAddress.createUnresolved(url.getHost(), port)
                : new InetSocketAddress(url.getHost(), port);
    }

    /** Cuts the connection, and ends a {@link #createSocket()} that is under way. */
    void cut() {
        try {
            tcp.close();
        } catch (IOException e) {
            // a socket that cannot be closed is as gone as it gets
        }
    }

    private boolean isTls() {
        return "wss".equals(url.getScheme());
    }

    private int port() {
        int byScheme = isTls() ? 443 : 80;
        return url.getPort() == -1 ? byScheme : url.getPort();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}
