package ai.netrasystems.runner.staging;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How to connect to the environment's WebSocket. Immutable; holds no token, which is added when a client connects.
 *
 * @param url {@code ws} or {@code wss}
 * @param subprotocols what is offered beside the token, in order; each an RFC 9110 token
 * @param timeouts how long to wait for what
 */
public record WebSocketSettings(URI url, List<String> subprotocols, WebSocketTimeouts timeouts) {
    static final String URL = "WEBSOCKET_URL";
    static final String SUBPROTOCOLS = "WEBSOCKET_SUBPROTOCOLS";
    /** What is offered where nothing else is said. */
    public static final List<String> STANDARD_SUBPROTOCOLS = List.of("jwt-auth", "e2e-testing");

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /**
     * Checks URL and subprotocols.
     *
     * @throws IllegalArgumentException where the scheme is another one, or a subprotocol is no token, stands there twice
     *     or would carry a token
     */
    public WebSocketSettings {
        if (!"ws".equals(url.getScheme()) && !"wss".equals(url.getScheme())) {
            throw new IllegalArgumentException("must begin with ws:// or wss://");
        }
        subprotocols = List.copyOf(subprotocols);
        if (!subprotocols.stream().allMatch(value -> TOKEN.matcher(value).matches())) {
            throw new IllegalArgumentException("must be names separated by commas, as jwt-auth,e2e-testing");
        }
        if (subprotocols.stream().distinct().count() != subprotocols.size()) {
            throw new IllegalArgumentException("must name each subprotocol once");
        }
        if (subprotocols.stream().anyMatch(value -> value.startsWith(SubprotocolOffer.TOKEN_PREFIX))) {
            throw new IllegalArgumentException("must not hold a token: it is added when a client connects");
        }
    }

    /**
     * The settings that the variables {@code WEBSOCKET_URL} and {@code WEBSOCKET_SUBPROTOCOLS} (default
     * {@code jwt-auth,e2e-testing}) give, with the timeouts of the environment; empty where there is no URL.
     *
     * @throws InvalidVariableException where a variable has a value that cannot be used
     */
    public static Optional<WebSocketSettings> from(EnvironmentName environment, EnvironmentVariables variables) {
        return variables.find(URL).map(url -> {
            WebSocketTimeouts timeouts = WebSocketTimeouts.forEnvironment(environment);
            WebSocketSettings plain = checked(URL, ServiceEndpoint.url(URL, url), List.of(), timeouts);
            String names = variables.find(SUBPROTOCOLS).orElse(String.join(",", STANDARD_SUBPROTOCOLS));
            List<String> subprotocols =
                    Arrays.stream(names.split(",", -1)).map(String::strip).toList();
            return checked(SUBPROTOCOLS, plain.url(), subprotocols, timeouts);
        });
    }

    /**
     * What to offer for this token as it is now.
     *
     * @throws AccessTokenUnavailableException where the token cannot be had
     */
    public SubprotocolOffer offer(AccessToken token) {
        return SubprotocolOffer.of(subprotocols, token.value());
    }

    /** The same with other timeouts. */
    public WebSocketSettings with(WebSocketTimeouts other) {
        return new WebSocketSettings(url, subprotocols, other);
    }

    /** The same with one more query parameter in the URL; name and value are encoded here. */
    public WebSocketSettings withQueryParameter(String name, String value) {
        String parameter = URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
        String separator = url.getRawQuery() == null ? "?" : "&";
        return new WebSocketSettings(URI.create(url + separator + parameter), subprotocols, timeouts);
    }

    private static WebSocketSettings checked(
            String variable, URI url, List<String> subprotocols, WebSocketTimeouts timeouts) {
        try {
            return new WebSocketSettings(url, subprotocols, timeouts);
        } catch (IllegalArgumentException e) {
            throw new InvalidVariableException(variable, String.valueOf(e.getMessage()));
        }
    }
}
