package ai.netrasystems.runner.environment.staging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A staging system on loopback that is well and says so, until a test gives a path another script. */
final class StandIn implements AutoCloseable {
    static final String SITE = "staging.netrasystems.ai";
    static final String SOCKETS = "api-staging.netrasystems.ai";
    static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl";
    static final String DECLARATION = "/.well-known/test-target";
    static final String LOGIN = "/auth/e2e/test-auth";
    static final String ACCEPTED = "/api/v1/threads";
    static final String WEBSOCKET = "/api/v1/websocket";

    private final ServerSocket listener;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** What is answered to one request. */
    interface Script {
        void answer(Exchange exchange) throws IOException, InterruptedException;
    }

    StandIn(ServerSocketFactory factory) throws IOException {
        listener = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        on(DECLARATION, exchange -> exchange.json(declared(exchange)));
        for (String health : List.of("/health/ready", "/auth/health", "/")) {
            on(health, exchange -> exchange.json("{\"status\":\"healthy\"}"));
        }
        on(LOGIN, exchange -> exchange.json("{\"access_token\":\"" + TOKEN + "\",\"expires_in\":900}"));
        on(ACCEPTED, exchange -> exchange.json("[]"));
        on(WEBSOCKET, exchange -> exchange.upgrade("Sec-WebSocket-Protocol: jwt-auth"));
        thread(this::accept);
    }

    /** The good one of who was asked. */
    static String declared(Exchange asked) {
        return declaration("https://" + asked.host(), "staging", "4f2c1");
    }

    static String declaration(String origin, String environment, String build) {
        return "{\"schema\":1,\"origin\":\"" + origin + "\",\"environment\":\"" + environment + "\",\"build\":\""
                + build + "\"}";
    }

    StandIn on(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Connections that came, with or without a request. */
    int connections() {
        return connections.get();
    }

    /** Requests as they came. */
    List<Exchange> exchanges() {
        return exchanges;
    }

    List<Exchange> exchanges(String path) {
        return exchanges.stream().filter(it -> it.path().equals(path)).toList();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                thread(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Exchange exchange = Exchange.read(socket);
            exchanges.add(exchange);
            scripts.getOrDefault(exchange.path(), it -> it.status(404, "text/html", "<html>not here</html>"))
                    .answer(exchange);
        } catch (IOException | InterruptedException gone) {
            // The client left, or does not like the certificate: what a test looks at is what came.
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "stand-in");
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

    /** One request, and the way to answer it. Header names are in lower case. */
    record Exchange(Socket socket, String method, String target, Map<String, String> headers, String body) {

        static Exchange read(Socket socket) throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the client is gone");
                }
                head.write(next);
            }
            String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
            Map<String, String> headers = new TreeMap<>();
            for (String line : List.of(lines).subList(1, lines.length)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    headers.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            String[] request = lines[0].split(" ", -1);
            return new Exchange(socket, request[0], request[1], headers, body);
        }

        String path() {
            return target.replaceFirst("\\?.*", "");
        }

        String host() {
            return String.valueOf(header("host"));
        }

        @Nullable
        String header(String name) {
            return headers.get(name);
        }

        void json(String json) throws IOException {
            status(200, "application/json", json);
        }

        void status(int status, String type, String content) throws IOException {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            write("HTTP/1.1 " + status + " As Asked\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                    + "\r\nConnection: close\r\n\r\n");
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        void redirect(String location) throws IOException {
            write("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }

        /** Opens the WebSocket with these header lines, and reads until the client has said goodbye. */
        void upgrade(String... lines) throws IOException {
            write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + acceptKey() + "\r\n" + String.join("\r\n", lines)
                    + (lines.length == 0 ? "\r\n" : "\r\n\r\n"));
            byte[] bytes = new byte[4096];
            for (int count = 0; count >= 0 && (bytes[0] & 0xFF) != 0x88; ) {
                count = socket.getInputStream().read(bytes);
            }
        }

        /** The subprotocol that carries the token. */
        String carrier() {
            return List.of(String.valueOf(header("sec-websocket-protocol")).split(", ", -1)).stream()
                    .filter(it -> it.startsWith("jwt."))
                    .findFirst()
                    .orElseThrow();
        }

        /** Answers nothing as long as the client waits. */
        void silence() throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        private String acceptKey() {
            try {
                // RFC 6455 section 4.2.2
                byte[] digest = MessageDigest.getInstance("SHA-1")
                        .digest((header("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                .getBytes(StandardCharsets.ISO_8859_1));
                return Base64.getEncoder().encodeToString(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
    }
}
