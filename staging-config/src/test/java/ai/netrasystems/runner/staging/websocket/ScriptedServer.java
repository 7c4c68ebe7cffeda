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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLException;

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

    /** How many clients came. */
    int connections() {
        return sockets.size();
    }

    private void serve(Script script) {
        try (Socket socket = listener.accept()) {
            sockets.add(socket);
            String head = readHead(socket.getInputStream());
            requests.add(head);
            script.run(new Peer(socket, head));
        } catch (SocketException | SSLException closed) {
            // the test is over, or the client wants no such server
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
            answer(acceptance(choice));
        }

        private String acceptance(String choice) {
            return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + acceptKey() + "\r\n" + choice + (choice.isEmpty() ? "" : "\r\n");
        }

        /** Accepts byte by byte. */
        void trickle() throws IOException {
            String head = acceptance("Sec-WebSocket-Protocol: jwt-auth") + "\r\n";
            for (byte next : head.getBytes(StandardCharsets.ISO_8859_1)) {
                write(new byte[] {next});
            }
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

        /** One unmasked frame, in one packet where it is small. */
        void frame(int first, byte[] payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.writeBytes(frameHead(first, payload.length));
            frame.writeBytes(payload);
            write(frame.toByteArray());
        }

        /** The head of a frame whose payload need not follow. */
        void announce(int first, long length) throws IOException {
            write(frameHead(first, length));
        }

        private static byte[] frameHead(int first, long length) {
            // RFC 6455 section 5.2
            ByteBuffer head = ByteBuffer.allocate(10).put((byte) first);
            if (length >= 0 && length < 126) {
                head.put((byte) length);
            } else if (length >= 0 && length < 0x10000) {
                head.put((byte) 126).putShort((short) length);
            } else {
                head.put((byte) 127).putLong(length);
            }
            return Arrays.copyOf(head.array(), head.position());
        }

        /** Has the connection end with a reset, once the script is over. */
        void resetAtTheEnd() throws IOException {
            socket.setSoLinger(true, 0);
        }

        /** Waits for something from the client, and drops it. */
        void hear() throws IOException {
            int count = socket.getInputStream().read(new byte[4096]);
            if (count < 0) {
                throw new SocketException("the client is gone");
            }
        }

        /** The payload of the client's next frame with that first byte, which is short; drops what comes before. */
        byte[] maskedFrame(int first) throws IOException {
            InputStream in = socket.getInputStream();
            while (true) {
                byte[] head = in.readNBytes(6);
                if (head.length < 6) {
                    throw new SocketException("the client is gone");
                }
                // RFC 6455 section 5.3: length, then the mask
                byte[] payload = in.readNBytes(head[1] & 0x7F);
                for (int i = 0; i < payload.length; i++) {
                    payload[i] ^= head[2 + i % 4];
                }
                if ((head[0] & 0xFF) == first) {
                    return payload;
                }
            }
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

        void write(byte[] bytes) throws IOException {
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
