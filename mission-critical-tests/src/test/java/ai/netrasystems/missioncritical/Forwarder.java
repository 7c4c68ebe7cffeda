package ai.netrasystems.missioncritical;

import ai.netrasystems.runner.staging.ClientSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between client and server and passes raw bytes, TLS or not, until it is told to misbehave as networks do.
 */
final class Forwarder implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    private Forwarder(InetSocketAddress target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** To the host and port of a {@code ws} or {@code wss} URL, or where the run reaches that host. */
    static Forwarder to(URI url) {
        int byScheme = "wss".equals(url.getScheme()) ? 443 : 80;
        int port = url.getPort() == -1 ? byScheme : url.getPort();
        try {
            ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            InetSocketAddress target =
                    ClientSettings.ofProcess().address(url).orElseGet(() -> new InetSocketAddress(url.getHost(), port));
            Forwarder forwarder = new Forwarder(target, listener);
            start("accept", forwarder::forwardOneConnection);
            return forwarder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    /** Breaks the connection without a word: what the client gets is a reset. */
    synchronized void cut() {
        for (Socket socket : sockets) {
            try {
                if (!socket.isClosed()) {
                    socket.setSoLinger(true, 0);
                    socket.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Keeps the connection, but passes nothing more in either direction. */
    void fallSilent() {
        silent = true;
    }

    private void forwardOneConnection() {
        try {
            Socket client = listener.accept();
            sockets.add(client);
            Socket server = new Socket();
            sockets.add(server);
            server.connect(target, 10_000);
            start("to-server", () -> pass(client, server));
            start("to-client", () -> pass(server, client));
        } catch (IOException e) {
            // The test sees it as a connection that does not come about, or is over already.
            cut();
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!silent) {
                    out.write(buffer, 0, count);
                    out.flush();
                }
            }
            if (!silent) {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            cut();
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "forwarder-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
