package ai.netrasystems.runner.staging.websocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/** Speaks the WebSocket protocol byte by byte, so that it can also speak it wrongly. Serves one connection. */
final class ScriptedServer implements AutoCloseable {
    /** What it does once it has the head of the request. */
    interface Script {
        void run(Peer peer) throws IOException;
    }

    private final ServerSocket listener;
    private final Thread thread;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    ScriptedServer(Script script) throws IOException {
        this(ServerSocketFactory.getDefault(), script);
    }

    ScriptedServer(ServerSocketFactory factory, Script script) throws IOException {
        listener = factory.createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        thread = new Thread(() -> serve(script), "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    /** The heads of the requests, as they came. */
    BlockingQueue<String> requests() {
        return requests;
    }

    private void serve(Script script) {
        try (Socket socket = listener.accept()) {
            sockets.add(socket);
            String head = readHead(socket.getInputStream());
            requests.add(head);
            script.run(new Peer(socket, head));
        } catch (SocketException closed) {
            // the test is over
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new SocketException("the client is gone");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** The server's end of the connection. */
    record Peer(Socket socket, String head) {
        /** Accepts, choosing what the line says, as {@code Sec-WebSocket-Protocol: jwt-auth}; empty for no choice. */
        void accept(String choice) throws IOException {
            answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + acceptKey() + "\r\n" + choice + (choice.isEmpty() ? "" : "\r\n"));
        }

        void answer(String head) throws IOException {
            write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        void text(String text) throws IOException {
            frame(0x81, text.getBytes(StandardCharsets.UTF_8));
        }

        void closeFrame(int code, String reason) throws IOException {
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            payload.write(code >> 8);
            payload.write(code);
            payload.writeBytes(reason.getBytes(StandardCharsets.UTF_8));
            frame(0x88, payload.toByteArray());
        }

        /** One unmasked frame; payloads below 126 bytes only. */
        void frame(int first, byte[] payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(first);
            frame.write(payload.length);
            frame.writeBytes(payload);
            write(frame.toByteArray());
        }

        /** Reads and drops what comes until the client says goodbye or is gone; then the connection is closed. */
        void ignoreClient() throws IOException {
            byte[] bytes = new byte[4096];
            for (int count = 0; count >= 0 && (bytes[0] & 0xFF) != 0x88; ) {
                count = socket.getInputStream().read(bytes);
            }
        }

        /** Reads and drops what comes, a goodbye too. */
        void ignoreEverything() throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }

        private void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        private String acceptKey() {
            Matcher key = Pattern.compile("Sec-WebSocket-Key: (\\S+)").matcher(head);
            if (!key.find()) {
                throw new AssertionError("no key in the handshake");
            }
            try {
                // RFC 6455 section 4.2.2
                byte[] digest = MessageDigest.getInstance("SHA-1")
                        .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                .getBytes(StandardCharsets.ISO_8859_1));
                return Base64.getEncoder().encodeToString(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
    }
}
