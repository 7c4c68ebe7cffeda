package ai.netrasystems.runner.staging;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a client must know beside the URLs to reach a staging system: which hosts are reached elsewhere, and which
 * certificate authorities count besides those of the JVM. Immutable.
 *
 * <p>The clients of {@code staging.http} and {@code staging.websocket} ask it by themselves.
 *
 * @param connectTo {@value #HOSTS}, as {@code NAME=127.0.0.1:8443}
 * @param trust {@value #TRUST}: a PEM file
 * @param proxy by which hosts are reached that are not redirected
 */
public record ClientSettings(ConnectTo connectTo, Optional<Path> trust, EnvironmentProxy proxy) {
    /** The variable that names redirected hosts. */
    public static final String HOSTS = "RUNNER_STAGING_HOSTS";
    /** The variable that names a PEM file with further certificate authorities. */
    public static final String TRUST = "RUNNER_STAGING_TRUST";

    /** By file: making one takes a while, and clients share connections only where they share it. Failures are not kept. */
    private static final Map<Path, AddedTrust> READ = new ConcurrentHashMap<>();

    /** Without a proxy. */
    public ClientSettings(ConnectTo connectTo, Optional<Path> trust) {
        this(connectTo, trust, EnvironmentProxy.none());
    }

    /** Hosts are reached as themselves, and the JVM's certificate authorities count. */
    public static ClientSettings plain() {
        return new ClientSettings(ConnectTo.nothing(), Optional.empty());
    }

    /** Those of this process' environment variables. */
    public static ClientSettings ofProcess() {
        return from(EnvironmentVariables.ofProcess());
    }

    /**
     * Reads the two variables, of {@link DomainRule#VARIABLE} which hosts may be redirected, and those of the
     * {@linkplain EnvironmentProxy proxy}.
     *
     * @throws InvalidVariableException where one has a value that cannot be used
     */
    public static ClientSettings from(EnvironmentVariables variables) {
        Optional<DomainRule> rule = DomainRule.from(variables);
        return new ClientSettings(
                variables.find(HOSTS).map(text -> hosts(text, rule)).orElseGet(ConnectTo::nothing),
                variables.find(TRUST).map(ClientSettings::path),
                EnvironmentProxy.from(variables));
    }

    private static ConnectTo hosts(String text, Optional<DomainRule> rule) {
        try {
            return ConnectTo.parse(
                    text,
                    rule.orElseThrow(() -> new InvalidVariableException(
                            HOSTS, "needs " + DomainRule.VARIABLE + ": only hosts under that domain are redirected")));
        } catch (IllegalArgumentException e) {
            throw new InvalidVariableException(HOSTS, String.valueOf(e.getMessage()));
        }
    }

    /** The two variables that {@link #from} reads the same from; those without a value are left out. */
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        if (!connectTo.isEmpty()) {
            variables.put(HOSTS, connectTo.toString());
        }
        trust.ifPresent(file -> variables.put(TRUST, file.toString()));
        return variables;
    }

    /** By which proxy that URL is reached; empty where it is reached directly, as every redirected host is. */
    public Optional<InetSocketAddress> proxy(URI url) {
        return address(url).isPresent() ? Optional.empty() : proxy.address(url);
    }

    /** Where a client of that URL must connect to; empty where the URL itself says so. */
    public Optional<InetSocketAddress> address(URI url) {
        return connectTo.address(url);
    }

    /**
     * Who is trusted; empty where the JVM's own certificate authorities are all.
     *
     * @throws InvalidVariableException where the file cannot be read or holds no certificate
     */
    public Optional<AddedTrust> trusted() {
        return trust.map(file -> READ.computeIfAbsent(file.toAbsolutePath().normalize(), ClientSettings::read));
    }

    private static AddedTrust read(Path file) {
        try {
            return AddedTrust.of(file);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidVariableException(
                    TRUST,
                    "certificates of " + file + " cannot be read: "
                            + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidVariableException(TRUST, "must be the path of a PEM file");
        }
    }
}
