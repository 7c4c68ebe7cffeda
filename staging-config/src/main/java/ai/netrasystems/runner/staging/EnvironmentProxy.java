package ai.netrasystems.runner.staging;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxy of the environment variables {@code HTTPS_PROXY} and {@code NO_PROXY} (their lower-case twins win), which the
 * JVM does not read by itself. {@code NO_PROXY} holds names separated by commas: a name stands for itself and all below
 * it, a leading dot for those below it alone, {@code *} for all, a port for that port. This machine itself is never
 * reached through a proxy. Only {@code https} and {@code wss} are asked for it. Immutable.
 *
 * <p>There is no standard for these variables; the rules are those of curl and Go where the two agree.
 */
public final class EnvironmentProxy extends ProxySelector {
    private static final String VARIABLE = "HTTPS_PROXY";

    private final Optional<URI> proxy;
    private final List<String> direct;

    private EnvironmentProxy(Optional<URI> proxy, List<String> direct) {
        this.proxy = proxy;
        this.direct = direct;
    }

    /** No proxy. */
    public static EnvironmentProxy none() {
        return new EnvironmentProxy(Optional.empty(), List.of());
    }

    /**
     * That of the variables.
     *
     * @throws InvalidVariableException where {@code HTTPS_PROXY} is no {@code http://HOST:PORT}; its value is not shown,
     *     since it may hold a password
     */
    public static EnvironmentProxy from(EnvironmentVariables variables) {
        List<String> direct = either(variables, "NO_PROXY").stream()
                .flatMap(names -> Arrays.stream(names.split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        return new EnvironmentProxy(either(variables, VARIABLE).map(EnvironmentProxy::address), direct);
    }

    /**
     * The value of {@code Proxy-Authorization} (RFC 7617) that the proxy itself is told; empty where the variable has no
     * user. A secret.
     */
    public Optional<String> authorization() {
        return proxy.map(URI::getUserInfo)
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    /** {@code HOST:PORT} of the proxy for that URL; empty where it is reached directly. */
    public Optional<InetSocketAddress> address(URI url) {
        return proxy.filter(any -> !isDirect(url))
                .map(it -> InetSocketAddress.createUnresolved(it.getHost(), it.getPort()));
    }

    @Override
    public List<Proxy> select(URI url) {
        return List.of(proxy.filter(any -> !isDirect(url))
                .map(it -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(it.getHost(), it.getPort())))
                .orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI url, SocketAddress address, IOException failure) {
        // Told by the exchange itself.
    }

    /** By value: equal ones share connections. */
    @Override
    public boolean equals(Object other) {
        return other instanceof EnvironmentProxy same && same.proxy.equals(proxy) && same.direct.equals(direct);
    }

    @Override
    public int hashCode() {
        return proxy.hashCode();
    }

    /** Host and port, no credentials. */
    @Override
    public String toString() {
        return proxy.map(it -> "EnvironmentProxy[" + it.getHost() + ":" + it.getPort() + "]")
                .orElse("EnvironmentProxy[none]");
    }

    private boolean isDirect(URI url) {
        String scheme = String.valueOf(url.getScheme());
        String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
        return !(scheme.equals("https") || scheme.equals("wss"))
                || isThisMachine(host)
                || direct.stream().anyMatch(rule -> matches(rule, host, url.getPort() == -1 ? 443 : url.getPort()));
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    private static boolean matches(String rule, String host, int port) {
        int colon = rule.lastIndexOf(':');
        String name = colon < 0 ? rule : rule.substring(0, colon);
        if (colon >= 0 && !rule.substring(colon + 1).equals(String.valueOf(port))) {
            return false;
        }
        return name.equals("*")
                || (name.startsWith(".") ? host.endsWith(name) : host.equals(name) || host.endsWith("." + name));
    }

    private static Optional<String> either(EnvironmentVariables variables, String name) {
        return variables.find(name.toLowerCase(Locale.ROOT)).or(() -> variables.find(name));
    }

    private static URI address(String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri.getPort() == -1 ? withPort(uri) : uri;
            }
        } catch (IllegalArgumentException noUrl) {
            // told below, without the text
        }
        throw new InvalidVariableException(VARIABLE, "must be http://HOST:PORT");
    }

    private static URI withPort(URI uri) {
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        return URI.create("http://" + user + uri.getHost() + ":80");
    }
}
