package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.compose.Template;
import ai.netrasystems.runner.model.ServiceName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The ports of one run on 127.0.0.1: random, free when chosen, each given once. Outside the range from which the
 * kernel takes ports for outgoing connections, so that no client of ours sits on one by chance. Thread-safe.
 */
final class PortBook implements Template.Addresses {
    static final String LOOPBACK = "127.0.0.1";
    private static final int LOWEST = 15_000;
    private static final int TRIES = 500;
    /** Where Linux keeps the range of outgoing ports (ip(7)). */
    private static final Path EPHEMERAL = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    /** Below the lowest default of all platforms (Linux 32768; IANA, RFC 6335, 49152). */
    private static final int DEFAULT_END = 32_768;

    private record Key(ServiceName service, int number) {}

    private final Map<Key, Integer> ports = new HashMap<>();
    private final Set<Integer> given = new HashSet<>();
    private final RandomGenerator random;
    private final int end;

    PortBook(RandomGenerator random) {
        this.random = random;
        this.end = end();
    }

    /** No port can be had; a failure of the machine, told as a diagnosis by who catches it. */
    static final class NoneFree extends RuntimeException {
        final transient String range;

        NoneFree(String range) {
            super("no free port in " + range, null, false, false);
            this.range = range;
        }
    }

    @Override
    public String host(ServiceName service) {
        return LOOPBACK;
    }

    @Override
    public synchronized int port(ServiceName service, int number) {
        return ports.computeIfAbsent(new Key(service, number), key -> choose());
    }

    private int choose() {
        for (int i = 0; i < TRIES; i++) {
            int port = random.nextInt(LOWEST, end);
            if (!given.contains(port) && isFree(port)) {
                given.add(port);
                return port;
            }
        }
        throw new NoneFree(LOWEST + " and " + (end - 1));
    }

    /** The address itself: no resolver is asked. */
    static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress(LOOPBACK, new byte[] {127, 0, 0, 1});
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(loopback(), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int end() {
        try {
            int low = Integer.parseInt(Files.readString(EPHEMERAL).strip().split("\\s+", 2)[0]);
            return low > LOWEST + TRIES ? Math.min(low, DEFAULT_END) : DEFAULT_END;
        } catch (IOException | NumberFormatException notLinux) {
            return DEFAULT_END;
        }
    }
}
