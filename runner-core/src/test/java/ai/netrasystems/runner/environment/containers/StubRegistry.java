package ai.netrasystems.runner.environment.containers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A registry that has one answer to every question but whether it is one. Closes at once on whoever comes with TLS. */
final class StubRegistry implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket server;
    private final int status;
    private final String body;

    private StubRegistry(ServerSocket server, int status, String body) {
        this.server = server;
        this.status = status;
        this.body = body;
    }

    static StubRegistry answering(int status, String body) throws IOException {
        StubRegistry registry =
                new StubRegistry(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), status, body);
        Thread thread = new Thread(registry::serve, "stub-registry");
        thread.setDaemon(true);
        thread.start();
        return registry;
    }

    String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                answer(socket);
            } catch (IOException broken) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        PushbackInputStream in = new PushbackInputStream(socket.getInputStream());
        int first = in.read();
        if (first == TLS_HANDSHAKE || first < 0) {
            return;
        }
        in.unread(first);
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        String request = String.valueOf(reader.readLine());
        String header = request;
        while (header != null && !header.isEmpty()) {
            header = reader.readLine();
        }
        boolean ping = request.contains(" /v2/ ");
        String answer = ping ? "{}" : body;
        socket.getOutputStream()
                .write(("HTTP/1.1 " + (ping ? 200 : status) + " Answer\r\nContent-Type: application/json\r\n"
                                + "Docker-Distribution-Api-Version: registry/2.0\r\nConnection: close\r\nContent-Length: "
                                + answer.length() + "\r\n\r\n" + (request.startsWith("HEAD") ? "" : answer))
                        .getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
