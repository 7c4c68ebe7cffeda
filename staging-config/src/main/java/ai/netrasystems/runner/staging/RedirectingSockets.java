package ai.netrasystems.runner.staging;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.SocketFactory;

/**
 * Makes sockets that connect to the port that {@link ConnectTo} says. The address is the resolver's affair
 * ({@link ConnectTo#addresses}); it must carry the name of the host that is meant. TLS, proxies and all else is left to
 * the client. Thread-safe.
 */
public final class RedirectingSockets extends SocketFactory {
    private final ConnectTo connectTo;

    /** For clients whose resolver asks the same {@code connectTo}. */
    public RedirectingSockets(ConnectTo connectTo) {
        this.connectTo = connectTo;
    }

    /** A socket that is not connected yet. */
    @Override
    public Socket createSocket() {
        return new RedirectingSocket(connectTo);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("clients connect by themselves");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("clients connect by themselves");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("clients connect by themselves");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("clients connect by themselves");
    }

    private static final class RedirectingSocket extends Socket {
        private final ConnectTo connectTo;

        RedirectingSocket(ConnectTo connectTo) {
            this.connectTo = connectTo;
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            super.connect(redirected(endpoint), timeout);
        }

        private SocketAddress redirected(SocketAddress endpoint) {
            if (!(endpoint instanceof InetSocketAddress wanted)) {
                return endpoint;
            }
            OptionalInt port = connectTo
                    .target(wanted.getHostString())
                    .map(ConnectTarget::port)
                    .orElseGet(OptionalInt::empty);
            return Optional.ofNullable(wanted.getAddress())
                    .filter(address -> port.isPresent())
                    .<SocketAddress>map(address -> new InetSocketAddress(address, port.getAsInt()))
                    .orElse(endpoint);
        }
    }
}
