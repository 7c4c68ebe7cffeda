package ai.netrasystems.runner.staging;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which hosts of a staging system are reached elsewhere, as with curl's {@code --connect-to}: only the target of the
 * connection is replaced. URL, {@code Host}, server name indication and the check of the certificate keep the name, so
 * that whatever stands there must prove to be the host. Only names that keep the {@link DomainRule} of the staging system
 * come in by {@link #under} and {@link #parse}. Immutable.
 *
 * @param targets where to connect to, by host name in lower case
 */
public record ConnectTo(Map<String, ConnectTarget> targets) {

    /** Copies the map. */
    public ConnectTo {
        targets = Map.copyOf(targets);
    }

    /**
     * Redirects these hosts.
     *
     * @throws IllegalArgumentException where a name breaks the rule, or stands there twice
     */
    public static ConnectTo under(DomainRule rule, Map<String, ConnectTarget> targets) {
        Map<String, ConnectTarget> checked = new TreeMap<>();
        targets.forEach((name, target) -> {
            String host = rule.check(name).fold(DomainVerdict.Allowed::host, refused -> {
                throw new IllegalArgumentException(
                        "'" + name + "' may not be redirected: " + refused.reason() + "; " + refused.remedy());
            });
            if (checked.put(host, target) != null) {
                throw new IllegalArgumentException("'" + host + "' is redirected twice");
            }
        });
        return new ConnectTo(checked);
    }

    /** Nothing is reached elsewhere. */
    public static ConnectTo nothing() {
        return new ConnectTo(Map.of());
    }

    /**
     * Reads {@code NAME=ADDRESS[:PORT]}, several separated by commas.
     *
     * @throws IllegalArgumentException where the text is something else, or a name is not ours to redirect
     */
    public static ConnectTo parse(String text, DomainRule rule) {
        Map<String, ConnectTarget> targets = new TreeMap<>();
        for (String entry : text.split(",", -1)) {
            String[] parts = entry.split("=", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("'" + entry.strip() + "' must be NAME=ADDRESS[:PORT]");
            }
            String name = parts[0].strip();
            if (targets.put(name, ConnectTarget.parse(parts[1].strip())) != null) {
                throw new IllegalArgumentException("'" + name + "' is redirected twice");
            }
        }
        return under(rule, targets);
    }

    /** Whether nothing is reached elsewhere. */
    public boolean isEmpty() {
        return targets.isEmpty();
    }

    /** Where that host is reached; empty where it is reached as itself. */
    public Optional<ConnectTarget> target(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(targets.get(name.endsWith(".") ? name.substring(0, name.length() - 1) : name));
    }

    /** Where a client of that URL must connect to; empty where the URL itself says so. Resolves the target's name. */
    public Optional<InetSocketAddress> address(URI url) {
        return target(String.valueOf(url.getHost()))
                .map(target ->
                        new InetSocketAddress(target.host(), target.port().orElseGet(() -> port(url))));
    }

    /**
     * The target's addresses, each under the name of the redirected host, so that a client still knows whom it wanted;
     * empty where the host is reached as itself.
     *
     * @throws UnknownHostException where the target's own name cannot be resolved
     */
    public Optional<List<InetAddress>> addresses(String host) throws UnknownHostException {
        Optional<ConnectTarget> target = target(host);
        if (target.isEmpty()) {
            return Optional.empty();
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(target.get().host())) {
            addresses.add(InetAddress.getByAddress(host, address.getAddress()));
        }
        return Optional.of(List.copyOf(addresses));
    }

    private static int port(URI url) {
        boolean plain = "http".equals(url.getScheme()) || "ws".equals(url.getScheme());
        return url.getPort() == -1 ? (plain ? 80 : 443) : url.getPort();
    }

    /** What {@link #parse} reads, sorted by name; empty where nothing is reached elsewhere. */
    @Override
    public String toString() {
        return new TreeMap<>(targets)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
    }
}
