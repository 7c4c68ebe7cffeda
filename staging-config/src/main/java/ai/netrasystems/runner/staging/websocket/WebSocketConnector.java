package ai.netrasystems.runner.staging.websocket;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.AddedTrust;
import ai.netrasystems.runner.staging.ClientSettings;
import ai.netrasystems.runner.staging.DomainRule;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.SubprotocolOffer;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestHeaders;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.WebSocketDiagnosis;
import ai.netrasystems.runner.staging.WebSocketSettings;
import ai.netrasystems.runner.staging.WebSocketTimeouts;
import ai.netrasystems.runner.staging.courtesy.Turn;
import ai.netrasystems.runner.staging.network.SocketWatch;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.NotConnected;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens WebSockets for one test: with its headers, the token in {@code Authorization} and in an offered subprotocol, and
 * a heartbeat. Immutable and thread-safe.
 */
public final class WebSocketConnector {
    private final AccessToken token;
    private final Map<String, String> headers;
    private final ClientSettings client;
    private final Optional<InetSocketAddress> connectTo;
    private final Optional<SSLSocketFactory> tls;
    private final Optional<DomainRule> rule;

    private WebSocketConnector(
            AccessToken token,
            Map<String, String> headers,
            ClientSettings client,
            Optional<InetSocketAddress> connectTo,
            Optional<SSLSocketFactory> tls,
            Optional<DomainRule> rule) {
        this.token = token;
        this.headers = headers;
        this.client = client;
        this.connectTo = connectTo;
        this.tls = tls;
        this.rule = rule;
    }

    /**
     * For the user of that token. Hosts that this process' environment variables redirect are reached there; the
     * certificates that the JVM trusts count, and those that these variables add.
     *
     * @throws ai.netrasystems.runner.staging.InvalidVariableException where one of these variables cannot be used
     */
    public static WebSocketConnector of(TestEnvironment environment, AccessToken token, TestIdentity identity) {
        return of(ClientSettings.ofProcess(), environment, token, identity);
    }

    /** The same with other settings than those of this process' environment variables. */
    public static WebSocketConnector of(
            ClientSettings settings, TestEnvironment environment, AccessToken token, TestIdentity identity) {
        return new WebSocketConnector(
                token,
                TestHeaders.webSocket(environment, identity),
                settings,
                Optional.empty(),
                Optional.empty(),
                DomainRule.from(EnvironmentVariables.ofProcess()));
    }

    /** The same for another user. */
    public WebSocketConnector as(AccessToken other) {
        return new WebSocketConnector(other, headers, client, connectTo, tls, rule);
    }

    /**
     * The same, but connecting to this address in place of the URL's host and port. URL, Host header, server name
     * indication and the check of the certificate stay as they are.
     */
    public WebSocketConnector connectTo(InetSocketAddress address) {
        return new WebSocketConnector(token, headers, client, Optional.of(address), tls, rule);
    }

    /** The same with other trusted certificates for {@code wss}. */
    public WebSocketConnector tls(SSLSocketFactory other) {
        return new WebSocketConnector(token, headers, client, connectTo, Optional.of(other), rule);
    }

    /**
     * The same, but connecting only over {@code wss} and to hosts that keep this rule: no other may see the token. Without
     * it, that of the process' {@link DomainRule#VARIABLE} counts, if set.
     */
    public WebSocketConnector under(DomainRule other) {
        return new WebSocketConnector(token, headers, client, connectTo, tls, Optional.of(other));
    }

    /**
     * Opens a WebSocket and waits for the handshake as long as the settings say.
     *
     * @throws WebSocketException where it does not come about: {@link WebSocketFailure.NotConnected},
     *     {@link WebSocketFailure.HandshakeRefused} or {@link WebSocketFailure.SubprotocolRefused}
     */
    public TestWebSocket connect(WebSocketSettings settings) {
        AccessToken now = AccessToken.fixed(token.value());
        SubprotocolOffer offer = settings.offer(now);
        WebSocketTimeouts timeouts = settings.timeouts();
        ConnectionAttempt attempt = new ConnectionAttempt(settings.url(), offer.redacted());
        refusal(settings.url()).ifPresent(reason -> {
            throw new WebSocketException(new NotConnected(attempt, WebSocketDiagnosis.NOT_PERMITTED, reason));
        });
        TargetSockets sockets = new TargetSockets(
                settings.url(),
                connectTo.or(() -> client.address(settings.url())),
                client.proxy(settings.url()),
                tls.or(() -> client.trusted().map(AddedTrust::sockets)),
                timeouts.connectDeadline());
        SocketWatch watch = SocketWatch.of(EnvironmentVariables.ofProcess(), headers, settings.url());
        Connection connection = new Connection(attempt, offer, headersWith(now), sockets, timeouts, watch);
        Optional<WebSocketFailure> failure;
        Turn turn = turn(watch, attempt, timeouts.connectDeadline());
        try {
            connection.connect();
            failure = awaitHandshake(connection, attempt, timeouts.connectDeadline());
        } finally {
            turn.close();
        }
        if (failure.isPresent()) {
            connection.cut("handshake failed");
            throw new WebSocketException(failure.get());
        }
        return new TestWebSocket(attempt, connection, timeouts);
    }

    /** Why the token must not go there. */
    private Optional<String> refusal(URI url) {
        return rule.flatMap(given -> given.check(url)
                .fold(
                        allowed -> "wss".equals(url.getScheme()) ? Optional.empty() : Optional.of("it is not wss"),
                        refused -> Optional.of(refused.reason())));
    }

    private static Turn turn(SocketWatch watch, ConnectionAttempt attempt, Duration deadline) {
        try {
            return watch.turn(deadline)
                    .orElseThrow(() -> new WebSocketException(new NotConnected(
                            attempt, WebSocketDiagnosis.NO_TURN, "this process got no turn within " + deadline)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while connecting a WebSocket", e);
        }
    }

    private static Optional<WebSocketFailure> awaitHandshake(
            Connection connection, ConnectionAttempt attempt, Duration deadline) {
        try {
            return connection.opened().get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.of(new NotConnected(
                    attempt, WebSocketDiagnosis.NO_ANSWER, "no answer to the handshake within " + deadline));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a handshake that fails is a value", e);
        } catch (InterruptedException e) {
            connection.cut("interrupted");
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while connecting a WebSocket", e);
        }
    }

    private Map<String, String> headersWith(AccessToken now) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", "Bearer " + now.value());
        return all;
    }
}
