package ai.netrasystems.runner.execution;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Where a worker waits for a debugger (JDWP, this machine only). */
final class DebugPort {
    /** The port that IDEs, Maven and Gradle use. */
    static final int USUAL = 5005;

    private DebugPort() {}

    /** The usual port, or any other while that one is taken. */
    static int free() throws IOException {
        try {
            return bind(USUAL);
        } catch (IOException taken) {
            return bind(0);
        }
    }

    /** The JVM's argument for it; it says nothing on the tests' standard output. */
    static String argument(int port) {
        return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=127.0.0.1:" + port;
    }

    private static int bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 1);
            return socket.getLocalPort();
        }
    }
}
