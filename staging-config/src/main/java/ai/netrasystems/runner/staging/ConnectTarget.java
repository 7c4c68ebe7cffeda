package ai.netrasystems.runner.staging;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to connect in place of a URL's host.
 *
 * @param host a host name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535; empty for the URL's own
 */
public record ConnectTarget(String host, OptionalInt port) {
    private static final int LAST_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern TEXT = Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:\\[\\]]+))(?::([0-9]{1,5}))?");

    /**
     * Checks host and port.
     *
     * @throws IllegalArgumentException where one cannot be connected to
     */
    public ConnectTarget {
        if (!NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            throw new IllegalArgumentException("'" + host + "' is no host name or address");
        }
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > LAST_PORT)) {
            throw new IllegalArgumentException(port.getAsInt() + " is no port");
        }
    }

    /**
     * Reads {@code HOST}, {@code HOST:PORT} or {@code [IPv6]:PORT}.
     *
     * @throws IllegalArgumentException where the text is none of these
     */
    public static ConnectTarget parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' must be ADDRESS or ADDRESS:PORT, as 127.0.0.1:8443 or [::1]:8443");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        String port = matcher.group(3);
        return new ConnectTarget(
                String.valueOf(host), port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)));
    }

    /** What {@link #parse} reads. */
    @Override
    public String toString() {
        String address = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port.isPresent() ? address + ":" + port.getAsInt() : address;
    }
}
