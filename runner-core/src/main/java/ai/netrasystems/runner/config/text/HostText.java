package ai.netrasystems.runner.config.text;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Host names and addresses as texts. Never asks DNS. */
public final class HostText {
    /** RFC 1123 §2.1: letters, digits and inner hyphens, up to 63 a label. */
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    /** Four decimal parts; without leading zeros, which some systems read as octal. */
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    private static final Pattern ONLY_DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]+))(?::(\\d{1,5}))?");

    private HostText() {}

    /** A host with a port, or without one. {@code host}: without brackets, in lower case. */
    public record HostAndPort(String host, Optional<Integer> port) {}

    /** Whether it can be the name of a host, and is no address. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches()
                && !ONLY_DIGITS_AND_DOTS.matcher(text).matches();
    }

    /** Reads {@code ADDRESS[:PORT]}; an IPv6 address with a port stands in brackets. Empty where it is none. */
    public static Optional<HostAndPort> parse(String text) {
        if (address(text).isPresent()) {
            return Optional.of(new HostAndPort(text.toLowerCase(Locale.ROOT), Optional.empty()));
        }
        Matcher parts = WITH_PORT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        boolean bracketed = parts.group(1) != null;
        String host = bracketed ? parts.group(1) : parts.group(2);
        Optional<Integer> port = Optional.ofNullable(parts.group(3)).map(Integer::valueOf);
        boolean known =
                bracketed ? isIpv6(host) : isName(host) || IPV4.matcher(host).matches();
        return known && port.map(number -> number >= 1 && number <= 65_535).orElse(true)
                ? Optional.of(new HostAndPort(host.toLowerCase(Locale.ROOT), port))
                : Optional.empty();
    }

    /** Whether the host is this machine and nothing else: 127.0.0.0/8, {@code ::1}, {@code localhost}. */
    public static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || address(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static boolean isIpv6(String host) {
        return IPV6.matcher(host).matches() && address(host).isPresent();
    }

    /** An address that is written as one: reading it asks no DNS. */
    private static Optional<InetAddress> address(String host) {
        if (!IPV4.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
