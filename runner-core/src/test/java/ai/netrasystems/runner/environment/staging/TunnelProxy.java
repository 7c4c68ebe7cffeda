package ai.netrasystems.runner.environment.staging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy on loopback that opens tunnels (RFC 9110 section 9.3.6), all of them to one port. */
final class TunnelProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final Optional<String> login;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** {@code login}: the value of {@code Proxy-Authorization} that it asks for. */
    TunnelProxy(int target, Optional<String> login) throws IOException {
        this.target = target;
        this.login = login;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What it was asked, whole. */
    List<String> heads() {
        return heads;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                thread(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            String head = head(client.getInputStream());
            heads.add(head);
            if (login.isPresent() && !head.contains("Proxy-Authorization: " + login.get() + "\r\n")) {
                answer(client, "407 Who Asks\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0");
                client.close();
                return;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            answer(client, "200 Connected");
            thread(() -> pipe(server, client));
            pipe(client, server);
        } catch (IOException gone) {
            // What a test looks at is what came.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client is gone");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void answer(Socket client, String head) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    private static void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // The other direction ends by itself.
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "tunnel-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
