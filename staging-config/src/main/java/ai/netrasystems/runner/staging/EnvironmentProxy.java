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
import java.util.stream.Stream;

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
    private static final int HIGHEST_PORT = 65_535;

    private final Optional<URI> proxy;
    private final Optional<String> problem;
    private final List<String> direct;

    private EnvironmentProxy(Optional<URI> proxy, Optional<String> problem, List<String> direct) {
        this.proxy = proxy;
        this.problem = problem;
        this.direct = direct;
    }

    /** No proxy. */
    public static EnvironmentProxy none() {
        return new EnvironmentProxy(Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * That of the variables. One that is no {@code http://HOST:PORT} is a {@linkplain #problem() problem} of those that
     * must be reached through it, and of nobody else.
     */
    public static EnvironmentProxy from(EnvironmentVariables variables) {
        List<String> direct = either(variables, "NO_PROXY").stream()
                .flatMap(names -> Arrays.stream(names.split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        Optional<String> value = either(variables, VARIABLE);
        Optional<URI> proxy = value.flatMap(EnvironmentProxy::parse);
        return new EnvironmentProxy(
                proxy,
                value.isPresent() && proxy.isEmpty() ? Optional.of("must be http://HOST:PORT") : Optional.empty(),
                direct);
    }

    /** What is wrong with {@code HTTPS_PROXY}, without its value, which may hold a password; empty where nothing is. */
    public Optional<String> problem() {
        return problem.map(text -> VARIABLE + " " + text);
    }

    /** What of it must be in no output: the password, and what is made of it for the proxy. */
    public List<String> secrets() {
        return proxy.map(URI::getUserInfo).stream()
                .flatMap(user -> Stream.concat(
                        Stream.of(user.substring(user.indexOf(':') + 1)),
                        authorization().stream().map(value -> value.substring("Basic ".length()))))
                .toList();
    }

    /**
     * The value of {@code Proxy-Authorization} (RFC 7617) that the proxy itself is told; empty where the variable has no
     * user. A secret.
     */
    public Optional<String> authorization() {
        return proxy.map(URI::getUserInfo)
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * {@code HOST:PORT} of the proxy for that URL; empty where it is reached directly.
     *
     * @throws InvalidVariableException where it would be reached through a proxy that can't be used
     */
    public Optional<InetSocketAddress> address(URI url) {
        return usable(url).map(it -> InetSocketAddress.createUnresolved(it.getHost(), it.getPort()));
    }

    @Override
    public List<Proxy> select(URI url) {
        return List.of(usable(url)
                .map(it -> new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(it.getHost(), it.getPort())))
                .orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI url, SocketAddress address, IOException failure) {
        // Told by the exchange itself.
    }

    /** By value: equal ones share connections. */
    @Override
    public boolean equals(Object other) {
        return other instanceof EnvironmentProxy same
                && same.proxy.equals(proxy)
                && same.problem.equals(problem)
                && same.direct.equals(direct);
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

    private Optional<URI> usable(URI url) {
        if (isDirect(url)) {
            return Optional.empty();
        }
        problem.ifPresent(text -> {
            throw new InvalidVariableException(VARIABLE, text);
        });
        return proxy;
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

    private static Optional<URI> parse(String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            if ("http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && (uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= HIGHEST_PORT))) {
                return Optional.of(uri.getPort() == -1 ? withPort(uri) : uri);
            }
        } catch (IllegalArgumentException noUrl) {
            // told by the problem, without the text
        }
        return Optional.empty();
    }

    private static URI withPort(URI uri) {
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        return URI.create("http://" + user + uri.getHost() + ":80");
    }
}
