package ai.netrasystems.runner.staging.websocket;

import static ai.netrasystems.runner.staging.websocket.Clients.CARRIER;
import static ai.netrasystems.runner.staging.websocket.Clients.CHOOSES_JWT_AUTH;
import static ai.netrasystems.runner.staging.websocket.Clients.CONNECTOR;
import static ai.netrasystems.runner.staging.websocket.Clients.TOKEN;
import static ai.netrasystems.runner.staging.websocket.Clients.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.DomainRule;
import ai.netrasystems.runner.staging.EnvironmentName;
import ai.netrasystems.runner.staging.WebSocketDiagnosis;
import ai.netrasystems.runner.staging.WebSocketSettings;
import ai.netrasystems.runner.staging.WebSocketTimeouts;
import ai.netrasystems.runner.staging.websocket.ScriptedServer.Script;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.BinaryReceived;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.Closed;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.NotConnected;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.NothingReceived;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.Vanished;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class TestWebSocketTest {
    @Test
    void offers_the_subprotocols_with_the_token_and_says_who_it_is() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.accept("sec-websocket-protocol: e2e-testing");
                    peer.ignoreClient();
                });
                TestWebSocket socket = CONNECTOR.connect(to(server))) {
            assertThat(socket.isOpen()).isTrue();
            assertThat(socket.attempt().offered()).containsExactly("jwt-auth", "jwt.<redacted>", "e2e-testing");
            assertThat(server.requests().poll(5, TimeUnit.SECONDS).lines())
                    .contains(
                            "GET /ws?a=b HTTP/1.1",
                            "Sec-WebSocket-Protocol: jwt-auth, " + CARRIER + ", e2e-testing",
                            "Authorization: Bearer " + TOKEN,
                            "X-Test-Type: E2E",
                            "X-Test-Environment: local",
                            "X-Test-Session: r-1",
                            "X-Test-Run-Id: r-1",
                            "X-Test-Id: .%3Aa.B%23m%28%29",
                            "X-E2E-Test: true",
                            "X-Test-Mode: e2e",
                            "X-Staging-E2E: false");
        }
    }

    @Test
    void hands_out_messages_in_order_and_then_how_it_ended() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.accept(CHOOSES_JWT_AUTH);
                    peer.text("one");
                    peer.text("two");
                    peer.closeFrame(1008, "policy " + CARRIER);
                    peer.ignoreClient();
                });
                TestWebSocket socket = CONNECTOR.connect(to(server))) {
            assertThat(socket.awaitEnd(Duration.ofSeconds(5))).isInstanceOf(Closed.class);
            assertThat(socket.receive()).isEqualTo("one");
            assertThat(socket.receive()).isEqualTo("two");
            for (int ask = 0; ask < 2; ask++) {
                assertThat(failureOf(socket::receive)).isInstanceOfSatisfying(Closed.class, closed -> {
                    assertThat(closed.code()).isEqualTo(1008);
                    assertThat(closed.reason()).isEqualTo("policy jwt.<redacted>");
                });
            }
            assertThat(failureOf(() -> socket.send("late"))).isInstanceOf(Closed.class);
        }
    }

    @Test
    void tells_that_nobody_listens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(failureOf(() -> CONNECTOR.connect(settings("ws://127.0.0.1:" + port + "/ws"))))
                .isInstanceOfSatisfying(
                        NotConnected.class,
                        failed -> assertThat(failed.diagnosis()).isEqualTo(WebSocketDiagnosis.NOBODY_LISTENS));
    }

    @Test
    void notices_within_its_heartbeat_a_server_that_falls_silent() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.accept(CHOOSES_JWT_AUTH);
                    peer.ignoreClient();
                });
                TestWebSocket socket = CONNECTOR.connect(to(server)
                        .with(WebSocketTimeouts.forEnvironment(EnvironmentName.LOCAL)
                                .withHeartbeat(Duration.ofSeconds(3))))) {
            long start = System.nanoTime();
            assertThat(failureOf(socket::receive))
                    .isInstanceOfSatisfying(
                            Vanished.class, gone -> assertThat(gone.reason()).contains("pong"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void tells_that_nothing_came_and_stays_open() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.accept(CHOOSES_JWT_AUTH);
                    peer.ignoreClient();
                });
                TestWebSocket socket = CONNECTOR.connect(to(server))) {
            assertThat(failureOf(() -> socket.receive(Duration.ofMillis(50)))).isInstanceOf(NothingReceived.class);
            assertThat(failureOf(() -> socket.awaitEnd(Duration.ofMillis(50)))).isInstanceOf(NothingReceived.class);
            assertThat(socket.isOpen()).isTrue();
        }
    }

    @Test
    void tells_of_a_binary_message_once() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.accept(CHOOSES_JWT_AUTH);
                    peer.frame(0x82, new byte[3]);
                    peer.text("next");
                    peer.ignoreClient();
                });
                TestWebSocket socket = CONNECTOR.connect(to(server))) {
            assertThat(failureOf(socket::receive))
                    .isInstanceOfSatisfying(
                            BinaryReceived.class, it -> assertThat(it.size()).isEqualTo(3));
            assertThat(socket.receive()).isEqualTo("next");
        }
    }

    @Test
    void closing_is_bounded_though_the_server_never_answers_and_may_be_repeated() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.accept(CHOOSES_JWT_AUTH);
            peer.ignoreEverything();
        })) {
            TestWebSocket socket = CONNECTOR.connect(to(server));
            long start = System.nanoTime();
            socket.close();
            // How long the library itself waits for the answer is its own affair; it must have an end.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            socket.close();
            assertThat(socket.isOpen()).isFalse();
        }
    }

    @Test
    void a_cut_ends_the_connection_without_a_goodbye() throws Exception {
        BlockingQueue<Integer> firstByteAfterHandshake = new LinkedBlockingQueue<>();
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.accept(CHOOSES_JWT_AUTH);
            firstByteAfterHandshake.add(peer.socket().getInputStream().read());
        })) {
            TestWebSocket socket = CONNECTOR.connect(to(server));
            socket.cut();
            assertThat(socket.awaitEnd(Duration.ofSeconds(5))).isInstanceOf(Vanished.class);
            assertThat(firstByteAfterHandshake.poll(5, TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ws://127.0.0.1/ws, it is not under netrasystems.ai",
        "ws://staging.netrasystems.ai/ws, it is not wss",
        "wss://api.staging.netrasystems.ai/ws, it has more than one label",
        "wss://staging.netrasystems.ai.example.org/ws, it is not under netrasystems.ai"
    })
    void connects_nowhere_where_the_domain_rule_forbids_it(String url, String reason) throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> peer.accept(CHOOSES_JWT_AUTH))) {
            WebSocketConnector connector =
                    CONNECTOR.connectTo(server.address()).under(new DomainRule("netrasystems.ai"));

            WebSocketFailure failure = failureOf(() -> connector.connect(settings(url)));

            assertThat(failure.diagnosis()).isEqualTo(WebSocketDiagnosis.NOT_PERMITTED);
            assertThat(failure.describe()).contains(reason);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void connects_elsewhere_but_checks_the_certificate_of_the_urls_host() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("staging.netrasystems.ai")
                .build();
        HandshakeCertificates serverSide =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        HandshakeCertificates clientSide = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        Script script = peer -> {
            peer.accept(CHOOSES_JWT_AUTH);
            peer.text("secure");
            peer.ignoreClient();
        };
        for (String host : List.of("staging.netrasystems.ai", "other.netrasystems.ai")) {
            try (ScriptedServer server =
                    new ScriptedServer(serverSide.sslContext().getServerSocketFactory(), script)) {
                WebSocketConnector connector = CONNECTOR
                        .tls(clientSide.sslSocketFactory())
                        .connectTo(server.address())
                        .under(new DomainRule("netrasystems.ai"));
                WebSocketSettings settings = settings("wss://" + host + "/ws");
                if (host.startsWith("other")) {
                    assertThat(failureOf(() -> connector.connect(settings)))
                            .isInstanceOfSatisfying(
                                    NotConnected.class,
                                    failed -> assertThat(failed.diagnosis()).isEqualTo(WebSocketDiagnosis.TLS_FAILED));
                } else {
                    try (TestWebSocket socket = connector.connect(settings)) {
                        assertThat(socket.receive()).isEqualTo("secure");
                        assertThat(server.requests().poll(5, TimeUnit.SECONDS).lines())
                                .contains("Host: staging.netrasystems.ai");
                    }
                }
            }
        }
    }

    private static WebSocketSettings to(ScriptedServer server) {
        InetSocketAddress address = server.address();
        return settings("ws://127.0.0.1:" + address.getPort() + "/ws?a=b");
    }

    private static WebSocketSettings settings(String url) {
        return new WebSocketSettings(
                URI.create(url),
                List.of("jwt-auth", "e2e-testing"),
                WebSocketTimeouts.forEnvironment(EnvironmentName.LOCAL));
    }
}
