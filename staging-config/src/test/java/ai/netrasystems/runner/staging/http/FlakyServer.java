package ai.netrasystems.runner.staging.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each connection's one request by the script whose turn it is; the last one stays. */
final class FlakyServer implements AutoCloseable {
    private final ServerSocket listener;
    private final List<Script> scripts;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What happens after a request was read. */
    interface Script {
        void answer(Socket peer) throws IOException;
    }

    FlakyServer(Script... scripts) throws IOException {
        this(0, scripts);
    }

    FlakyServer(int port, Script... scripts) throws IOException {
        this.scripts = List.of(scripts);
        this.listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(this::accept, "flaky-server");
        accepting.setDaemon(true);
        accepting.start();
    }

    static Script status(int status, String... headers) {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return raw("HTTP/1.1 " + status + " As Asked\r\n" + lines + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    }

    static Script raw(String answer) {
        return peer -> {
            peer.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            peer.getOutputStream().flush();
        };
    }

    /** RST: what a client sees of a container that is replaced. */
    static Script reset() {
        return peer -> peer.setSoLinger(true, 0);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The requests as they came: head and body. */
    List<String> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                Socket peer = listener.accept();
                Thread serving = new Thread(() -> serve(peer), "flaky-server");
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket peer) {
        try (peer) {
            String request = read(peer.getInputStream());
            int turn;
            synchronized (requests) {
                turn = requests.size();
                requests.add(request);
            }
            scripts.get(Math.min(turn, scripts.size() - 1)).answer(peer);
        } catch (IOException gone) {
            // The client left: what a test looks at is what came.
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client is gone");
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = text.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
