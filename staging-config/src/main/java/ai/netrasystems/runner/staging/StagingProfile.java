package ai.netrasystems.runner.staging;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One staging system: where its services are, and what it must say of itself before a test may reach it. The one place
 * that knows these URLs; whoever needs one asks here. Pure.
 *
 * @param name how people call it
 * @param services what it offers, in the order in which people are told of it; tests that need another service cannot
 *     run there
 * @param webSocket the URL of its WebSocket, {@code wss}
 * @param environments what it may declare itself to be, exactly; {@code production} is refused even if listed
 * @param tokenPath where its {@code auth} service gives tokens to simulated users
 */
public record StagingProfile(
        String name, List<Offered> services, URI webSocket, List<String> environments, String tokenPath) {

    /**
     * A service that a staging system offers.
     *
     * @param endpoint its name and base URL
     * @param healthPath answers 2xx while the service is well
     */
    public record Offered(ServiceEndpoint endpoint, String healthPath) {
        /** Where its health is asked. */
        public URI health() {
            return endpoint.resolve(healthPath);
        }
    }

    /** Copies the lists. */
    public StagingProfile {
        services = List.copyOf(services);
        environments = List.copyOf(environments);
    }

    /** The staging system of netrasystems.ai, which the runner brings along. One host serves all but the WebSocket. */
    public static StagingProfile netra() {
        URI site = URI.create("https://staging.netrasystems.ai");
        return new StagingProfile(
                "netra",
                List.of(
                        new Offered(new ServiceEndpoint("backend", site), "/health/ready"),
                        new Offered(new ServiceEndpoint("auth", site), "/auth/health"),
                        new Offered(new ServiceEndpoint("frontend", site), "/")),
                URI.create("wss://api-staging.netrasystems.ai/api/v1/websocket"),
                List.of("staging"),
                "/auth/e2e/test-auth");
    }

    /** Whether it offers that service. */
    public boolean offers(String service) {
        return service(service).isPresent();
    }

    /** The service of that name; empty where it is not offered. */
    public Optional<Offered> service(String service) {
        return services.stream()
                .filter(offered -> offered.endpoint().service().equals(service))
                .findFirst();
    }

    /** Where tokens are given; empty where there is no {@code auth} service. */
    public Optional<URI> tokenEndpoint() {
        return service("auth").map(auth -> auth.endpoint().resolve(tokenPath));
    }

    /** The environment variables that tests find the URLs in. */
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        services.forEach(offered -> variables.put(
                ServiceEndpoint.variables(offered.endpoint().service()).get(0),
                offered.endpoint().uri().toString()));
        variables.put(WebSocketSettings.URL, webSocket.toString());
        return variables;
    }

    /**
     * Every origin that tests will reach, each once, the WebSocket's as {@code https}: scheme and host in lower case, the
     * port only where it is not the scheme's own (RFC 6454 section 6.2).
     */
    public List<URI> origins() {
        return urls().map(StagingProfile::origin).distinct().toList();
    }

    /** What is wrong with its URLs, one for each that breaks the {@linkplain DomainRule rule}; empty where nothing is. */
    public List<DomainVerdict.Refused> violations() {
        List<DomainVerdict.Refused> refused = new ArrayList<>();
        services.forEach(offered -> judge(offered.endpoint().uri(), "https").ifPresent(refused::add));
        judge(webSocket, "wss").ifPresent(refused::add);
        return List.copyOf(refused);
    }

    private Stream<URI> urls() {
        return Stream.concat(services.stream().map(offered -> offered.endpoint().uri()), Stream.of(webSocket));
    }

    private static URI origin(URI url) {
        String port = url.getPort() == -1 || url.getPort() == 443 ? "" : ":" + url.getPort();
        return URI.create("https://" + String.valueOf(url.getHost()).toLowerCase(Locale.ROOT) + port);
    }

    private static Optional<DomainVerdict.Refused> judge(URI url, String scheme) {
        String host = String.valueOf(url.getHost());
        if (!scheme.equals(url.getScheme())) {
            return Optional.of(new DomainVerdict.Refused(
                    host,
                    "its URL is " + url.getScheme() + ", which anybody can read",
                    "use " + scheme + "://" + host));
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of(new DomainVerdict.Refused(
                    host, "its URL has user information, which hides the host and may be a secret", "leave it out"));
        }
        return DomainRule.check(url).fold(allowed -> Optional.empty(), Optional::of);
    }
}
