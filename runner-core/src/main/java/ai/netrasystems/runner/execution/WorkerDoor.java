package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.worker.protocol.Frames;
import ai.netrasystems.runner.worker.protocol.WorkerMessage;
import ai.netrasystems.runner.worker.protocol.WorkerMessageCodec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Where one worker knocks: a port of 127.0.0.1 that anybody on the machine can reach, and a secret that only the worker
 * was given. Who does not show it with the first record is dropped. Thread-safe.
 */
final class WorkerDoor implements AutoCloseable {
    private static final int HELLO_MILLIS = 10_000;

    private final ServerSocket server;
    private final String secret;

    WorkerDoor() throws IOException {
        server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 8);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What the worker reads from its standard input. */
    String invitation() {
        return server.getLocalPort() + " " + secret + "\n";
    }

    int port() {
        return server.getLocalPort();
    }

    /** Next connection; fails once the door is closed. */
    Socket next() throws IOException {
        return server.accept();
    }

    /** The visitor's hello if it is our worker; whoever is refused is dropped. */
    Optional<Visitor> admit(Socket socket) {
        try {
            socket.setSoTimeout(HELLO_MILLIS);
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            Optional<byte[]> record = Frames.read(in, Frames.HELLO_LIMIT);
            if (record.isPresent()
                    && WorkerMessageCodec.decode(record.get()) instanceof WorkerMessage.Hello hello
                    && hello.version() == Frames.VERSION
                    && matches(hello.secret())) {
                socket.setSoTimeout(0);
                return Optional.of(new Visitor(socket, in, hello));
            }
            socket.close();
        } catch (IOException | RuntimeException refused) {
            closeQuietly(socket);
        }
        return Optional.empty();
    }

    private boolean matches(String shown) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException ignored) {
            // Nothing is lost: the port goes with the process.
        }
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is of no use any more.
        }
    }

    /** A worker that has shown the secret. */
    record Visitor(Socket socket, InputStream in, WorkerMessage.Hello hello) {}
}
