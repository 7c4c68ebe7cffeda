package ai.netrasystems.runner.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;

/**
 * Stands before a system as Cloud Run's load balancer does: ends TLS, routes by {@code Host} and path, passes WebSocket
 * frames as bytes, and keeps whoever comes first waiting while the system starts. On one loopback port. Thread-safe.
 *
 * <p>One request a connection: every answer but an upgrade ends with it. Nothing that a client sent is taken away from
 * its request but the field {@code Connection}, which concerns the two neighbours alone (RFC 9110 section 7.6.1).
 */
final class LoadBalancer implements AutoCloseable {
    private static final int HANDSHAKE_MILLIS = 10_000;

    private final ServerSocket listener;
    private final HandshakeCertificates identity;
    private final Function<RequestHead, Route> routes;
    private final Duration coldStart;
    private final List<String> connections = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object warming = new Object();
    private boolean asked;
    private long warmAt;

    private LoadBalancer(
            ServerSocket listener,
            HandshakeCertificates identity,
            Function<RequestHead, Route> routes,
            Duration coldStart) {
        this.listener = listener;
        this.identity = identity;
        this.routes = routes;
        this.coldStart = coldStart;
    }

    /**
     * Starts to listen.
     *
     * @param identity the server's certificate and key
     * @param coldStart how long after the first request the first answer comes
     */
    static LoadBalancer start(HandshakeCertificates identity, Function<RequestHead, Route> routes, Duration coldStart) {
        try {
            ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
            LoadBalancer balancer = new LoadBalancer(listener, identity, routes, coldStart);
            thread("accept", balancer::acceptAll);
            return balancer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code ADDRESS:PORT}, on loopback. */
    String address() {
        return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** One line for each connection that was accepted, with the name it asked for once that is known. */
    List<String> connections() {
        return List.copyOf(connections);
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                int number = connections.size();
                connections.add("connection " + number);
                open.add(socket);
                thread("connection-" + number, () -> serve(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket;
                SSLSocket client = accept(socket)) {
            client.startHandshake();
            connections.set(number, connections.get(number) + " to " + nameAskedFor(client));
            client.setSoTimeout(0);
            Optional<RequestHead> head = RequestHead.read(client.getInputStream());
            if (head.isPresent()) {
                connections.set(
                        number,
                        connections.get(number) + ": " + head.get().lines().get(0));
                awaitWarm();
                pass(client, head.get());
            }
        } catch (IOException brokenOff) {
            // By the client or by close(): both connections end, which is all that a load balancer can do.
            connections.set(number, connections.get(number) + " broken off: " + brokenOff.getMessage());
        } finally {
            open.remove(socket);
        }
    }

    private SSLSocket accept(Socket socket) throws IOException {
        SSLSocket client = (SSLSocket) identity.sslSocketFactory().createSocket(socket, null, true);
        client.setUseClientMode(false);
        client.setSoTimeout(HANDSHAKE_MILLIS);
        return client;
    }

    /** RFC 6066 section 3: whom the client believes to be talking to. */
    private static String nameAskedFor(SSLSocket client) {
        return ((ExtendedSSLSession) client.getSession())
                .getRequestedServerNames().stream()
                        .filter(SNIHostName.class::isInstance)
                        .map(name -> ((SNIHostName) name).getAsciiName())
                        .findFirst()
                        .orElse("no name");
    }

    private void awaitWarm() {
        long wait;
        synchronized (warming) {
            if (!asked) {
                asked = true;
                warmAt = System.nanoTime() + coldStart.toNanos();
            }
            wait = warmAt - System.nanoTime();
        }
        if (wait > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void pass(SSLSocket client, RequestHead head) throws IOException {
        Route route = routes.apply(head);
        String answer = route.fold(port -> "", LoadBalancer::emptyAnswer);
        if (!answer.isEmpty()) {
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            return;
        }
        int port = route.fold(Integer::valueOf, status -> 0);
        try (Socket service = new Socket(InetAddress.getLoopbackAddress(), port)) {
            open.add(service);
            service.getOutputStream().write(head.forUpstream());
            thread("to-service", () -> copyToEnd(client, service));
            copy(service.getInputStream(), client.getOutputStream());
            open.remove(service);
        }
    }

    private static String emptyAnswer(int status) {
        return "HTTP/1.1 " + status + " Answered here\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    private static void copyToEnd(SSLSocket client, Socket service) {
        try {
            copy(client.getInputStream(), service.getOutputStream());
            service.shutdownOutput();
        } catch (IOException brokenOff) {
            // A client that broke off is told to the service as it would see it without us: the connection breaks.
            try {
                service.setSoLinger(true, 0);
                service.close();
            } catch (IOException closedAlready) {
                return;
            }
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            to.write(buffer, 0, count);
            to.flush();
        }
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, "load-balancer-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
