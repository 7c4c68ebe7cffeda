package ai.netrasystems.runner.environment.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The short syntax of {@code ports}: {@code [[HOST_IP:][PUBLISHED]:]CONTAINER[/PROTOCOL]}, where both ports may be ranges
 * (Compose specification, "ports", "Short syntax").
 */
final class PortText {
    private static final int MOST = 65_535;
    private static final Pattern PORT = Pattern.compile("(?:(.*):)?([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/([A-Za-z]+))?");
    private static final Pattern PUBLISHED = Pattern.compile("(?:(.*):)?([0-9]{1,5}(?:-[0-9]{1,5})?)?");
    private static final Pattern HOST_PORTS = Pattern.compile("[0-9]{1,5}(?:-[0-9]{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+]|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    private PortText() {}

    /**
     * Ports of a container, and how the file publishes them.
     *
     * @param container one, or each of a range
     * @param published port or range of the host, empty for a random one
     * @param hostIp empty for all addresses
     * @param protocol in lower case
     */
    record Published(List<Integer> container, String published, String hostIp, String protocol) {
        Published {
            container = List.copyOf(container);
        }

        /** The ports of the host that are taken; empty where the engine chooses, of all or of a range. */
        Optional<Range> range() {
            if (!HOST_PORTS.matcher(published).matches()) {
                return Optional.empty();
            }
            String[] ends = published.split("-", 2);
            Range range = new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
            boolean any = container.size() == 1 && range.last() > range.first();
            return any || range.first() == 0 ? Optional.empty() : Optional.of(range);
        }
    }

    /** Ports of the host, both ends included. */
    record Range(int first, int last) {}

    /** What it says; empty where it is none. */
    static Optional<Published> parse(String text) {
        Matcher port = PORT.matcher(text.strip());
        if (!port.matches()) {
            return Optional.empty();
        }
        String protocol = Optional.ofNullable(port.group(4)).orElse("tcp").toLowerCase(Locale.ROOT);
        int first = Integer.parseInt(port.group(2));
        int last = port.group(3) == null ? first : Integer.parseInt(port.group(3));
        if (first < 1 || last > MOST || last < first) {
            return Optional.empty();
        }
        List<Integer> container = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            container.add(number);
        }
        String host = Optional.ofNullable(port.group(1)).orElse("");
        Matcher published = PUBLISHED.matcher(host);
        if (!published.matches()) {
            return Optional.empty();
        }
        String hostPort = Optional.ofNullable(published.group(2)).orElse("");
        String hostIp = Optional.ofNullable(published.group(1)).orElse("");
        boolean fits = hostIp.isEmpty() || ADDRESS.matcher(hostIp).matches();
        return fits && sameLength(container.size(), hostPort)
                ? Optional.of(new Published(container, hostPort, hostIp, protocol))
                : Optional.empty();
    }

    /** A range is published at a range of the same length; a single port at any one of a range. */
    private static boolean sameLength(int ports, String published) {
        if (published.isEmpty()) {
            return true;
        }
        String[] ends = published.split("-", 2);
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[ends.length - 1]);
        return first <= last && last <= MOST && (ports == 1 || last - first + 1 == ports);
    }
}
