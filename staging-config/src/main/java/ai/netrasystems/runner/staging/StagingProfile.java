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
 * One staging system: where its services are, and what it must say of itself before a test may reach it. Whoever needs
 * one of its URLs asks here. Pure.
 *
 * @param name how people call it
 * @param domain what its host names must be
 * @param services what it offers, in the order in which people are told of it; tests that need another service cannot
 *     run there
 * @param webSocket its WebSocket; empty where it has none
 * @param declaration what its origins must say of themselves
 * @param mutates whether tests that change what others see (tag {@code mutates}) may run there
 * @param login how simulated users get their tokens
 * @param limits what our clients may ask of one of its hosts
 */
public record StagingProfile(
        String name,
        DomainRule domain,
        List<Offered> services,
        Optional<WebSocketSettings> webSocket,
        DeclarationRule declaration,
        boolean mutates,
        Login login,
        CallLimits limits) {
    private static final String AUTH = "auth";
    private static final String BACKEND = "backend";

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

    /**
     * How simulated users get their tokens.
     *
     * @param rule where tokens come from
     * @param acceptedBy a path at {@code backend} that answers 2xx to a GET with a good token; empty where none is known
     * @param users who the users are
     */
    public record Login(TokenRule rule, Optional<String> acceptedBy, TestUsers users) {}

    /** Copies the list. */
    public StagingProfile {
        services = List.copyOf(services);
    }

    /** The same with other limits, as for one of several processes that share those of the run. */
    public StagingProfile with(CallLimits other) {
        return new StagingProfile(name, domain, services, webSocket, declaration, mutates, login, other);
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

    /** Where tokens are given; empty where they come from elsewhere, or where there is no {@code auth} service. */
    public Optional<URI> tokenEndpoint() {
        return login.rule()
                .fold(new TokenRule.Cases<>(
                        e2e -> service(AUTH).map(auth -> auth.endpoint().resolve(e2e.endpoint())),
                        minted -> Optional.empty(),
                        command -> Optional.empty(),
                        fixed -> Optional.empty()));
    }

    /** Where a token is shown to see whether it is accepted; empty where no place is known. */
    public Optional<URI> acceptedBy() {
        return login.acceptedBy()
                .flatMap(path ->
                        service(BACKEND).map(backend -> backend.endpoint().resolve(path)));
    }

    /** The environment variables that tests find the URLs in, and what else they must know of the system. */
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        services.forEach(offered -> variables.put(
                ServiceEndpoint.variables(offered.endpoint().service()).get(0),
                offered.endpoint().uri().toString()));
        webSocket.ifPresent(target -> {
            variables.put(WebSocketSettings.URL, target.url().toString());
            variables.put(WebSocketSettings.SUBPROTOCOLS, String.join(",", target.subprotocols()));
        });
        variables.put(DomainRule.VARIABLE, domain.domain());
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
        services.forEach(offered -> violation(offered.endpoint().uri(), "https").ifPresent(refused::add));
        webSocket.flatMap(target -> violation(target.url(), "wss")).ifPresent(refused::add);
        return List.copyOf(refused);
    }

    /** What is wrong with one URL; empty where nothing is. */
    public Optional<DomainVerdict.Refused> violation(URI url, String scheme) {
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
        return domain.check(url).fold(allowed -> Optional.empty(), Optional::of);
    }

    private Stream<URI> urls() {
        return Stream.concat(
                services.stream().map(offered -> offered.endpoint().uri()),
                webSocket.stream().map(WebSocketSettings::url));
    }

    private static URI origin(URI url) {
        String port = url.getPort() == -1 || url.getPort() == 443 ? "" : ":" + url.getPort();
        return URI.create("https://" + String.valueOf(url.getHost()).toLowerCase(Locale.ROOT) + port);
    }
}
