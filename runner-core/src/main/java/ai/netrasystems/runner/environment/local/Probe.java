package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.model.RunId;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A question to a starting service: are you ready? */
interface Probe {
    /** What is waited for, for people. */
    String what();

    /** One question; short, never throws for "not yet". */
    boolean isReady();

    /** Milliseconds for a connection on the same machine. */
    int CONNECT_MILLIS = 500;
    /** Milliseconds for an answer; a health check may ask a database. */
    int ANSWER_MILLIS = 3_000;

    /** A GET that answers 2xx. */
    record Http(URI url, RunId run) implements Probe {
        @Override
        public String what() {
            return "GET " + url + " to answer 2xx";
        }

        @Override
        public boolean isReady() {
            try {
                // The machine's own proxy settings must not come between.
                HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
                connection.setConnectTimeout(CONNECT_MILLIS);
                connection.setReadTimeout(ANSWER_MILLIS);
                connection.setInstanceFollowRedirects(false);
                connection.setUseCaches(false);
                connection.setRequestProperty("Connection", "close");
                connection.setRequestProperty("X-Test-Run-Id", run.value());
                try {
                    return connection.getResponseCode() / 100 == 2;
                } finally {
                    connection.disconnect();
                }
            } catch (IOException notYet) {
                return false;
            }
        }
    }

    /** A port that accepts. */
    record Tcp(int port) implements Probe {
        @Override
        public String what() {
            return "a connection to " + PortBook.LOOPBACK + ":" + port;
        }

        @Override
        public boolean isReady() {
            try (Socket socket = connect(port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        }
    }

    /** A Redis server that answers PING (RESP protocol). */
    record RedisPing(int port) implements Probe {
        @Override
        public String what() {
            return "PONG from " + PortBook.LOOPBACK + ":" + port;
        }

        @Override
        public boolean isReady() {
            try (Socket socket = connect(port)) {
                socket.setSoTimeout(ANSWER_MILLIS);
                socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII).equals("+PONG\r\n");
            } catch (IOException notYet) {
                return false;
            }
        }
    }

    /**
     * A PostgreSQL server that says in its pid file that it takes connections: the eighth line, which {@code pg_ctl
     * start --wait} reads too (PostgreSQL's {@code miscadmin.h}, LOCK_FILE_LINE_PM_STATUS). Unlike a connection it
     * leaves no "incomplete startup packet" in the log.
     */
    record PostmasterStatus(Path dataDirectory) implements Probe {
        private static final int STATUS_LINE = 8;

        @Override
        public String what() {
            return "PostgreSQL to accept connections";
        }

        @Override
        public boolean isReady() {
            try {
                List<String> lines = Files.readAllLines(dataDirectory.resolve("postmaster.pid"));
                return lines.size() >= STATUS_LINE
                        && lines.get(STATUS_LINE - 1).strip().equals("ready");
            } catch (IOException notYet) {
                return false;
            }
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(PortBook.loopback(), port), CONNECT_MILLIS);
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }
}
