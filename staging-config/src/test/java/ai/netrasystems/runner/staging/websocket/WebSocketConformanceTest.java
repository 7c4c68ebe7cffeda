package ai.netrasystems.runner.staging.websocket;

import static ai.netrasystems.runner.staging.websocket.Clients.CARRIER;
import static ai.netrasystems.runner.staging.websocket.Clients.CHOOSES_JWT_AUTH;
import static ai.netrasystems.runner.staging.websocket.Clients.CONNECTOR;
import static ai.netrasystems.runner.staging.websocket.Clients.TOKEN;
import static ai.netrasystems.runner.staging.websocket.Clients.failureOf;
import static ai.netrasystems.runner.staging.websocket.Misbehaviour.broken;
import static ai.netrasystems.runner.staging.websocket.Misbehaviour.chose;
import static ai.netrasystems.runner.staging.websocket.Misbehaviour.closed;
import static ai.netrasystems.runner.staging.websocket.Misbehaviour.refused;
import static ai.netrasystems.runner.staging.websocket.Misbehaviour.tooLarge;
import static ai.netrasystems.runner.staging.websocket.Misbehaviour.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.WebSocketDiagnosis;
import ai.netrasystems.runner.staging.websocket.ScriptedServer.Peer;
import ai.netrasystems.runner.staging.websocket.ScriptedServer.Script;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.BinaryReceived;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.Closed;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.EventsMissing;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.HandshakeRefused;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.NotConnected;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.NothingReceived;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.Vanished;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client against a server that does everything wrong that servers, proxies and load balancers do, on real sockets. */
@Timeout(60)
class WebSocketConformanceTest {
    /** First bytes of frames: FIN and opcode (RFC 6455 section 5.2). */
    private static final int TEXT = 0x81;

    private static final int FIRST_OF_TEXT = 0x01;
    private static final int MORE = 0x00;
    private static final int LAST = 0x80;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;

    @ParameterizedTest
    @MethodSource({"handshakes", "subprotocols"})
    void a_handshake_that_goes_wrong_is_diagnosed(Misbehaviour misbehaviour) throws Exception {
        try (ScriptedServer server = new ScriptedServer(misbehaviour.script())) {
            WebSocketFailure failure = failureOf(() -> CONNECTOR.connect(Clients.to(server, misbehaviour.patience())));

            assertThat(failure).as(failure.describe()).isInstanceOf(misbehaviour.failure());
            assertThat(failure.diagnosis()).isEqualTo(misbehaviour.diagnosis());
        }
    }

    @ParameterizedTest
    @MethodSource({"closes", "connections"})
    void a_connection_that_goes_wrong_is_diagnosed(Misbehaviour misbehaviour) throws Exception {
        Script script = peer -> {
            peer.accept(CHOOSES_JWT_AUTH);
            peer.hear();
            peer.text("{\"type\":\"welcome\"}");
            misbehaviour.script().run(peer);
        };
        try (ScriptedServer server = new ScriptedServer(script);
                TestWebSocket socket = CONNECTOR.connect(Clients.to(server))) {
            socket.send("{\"type\":\"hello\"}");

            WebSocketFailure failure = failureOf(() -> socket.expectEvents(
                    ExpectedEvents.inOrder("welcome", "answer").within(misbehaviour.patience())));

            assertThat(failure).isInstanceOfSatisfying(EventsMissing.class, missing -> {
                assertThat(missing.cause()).as(failure.describe()).isInstanceOf(misbehaviour.failure());
                assertThat(missing.missing()).containsExactly("answer");
            });
            assertThat(failure.diagnosis()).isEqualTo(misbehaviour.diagnosis());
        }
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void a_server_that_is_only_unusual_is_understood(Script script) throws Exception {
        try (ScriptedServer server = new ScriptedServer(script);
                TestWebSocket socket = CONNECTOR.connect(Clients.to(server))) {
            assertThat(socket.receive()).isEqualTo("gr\u00fc\u00df dich");
        }
    }

    @Test
    void every_diagnosis_is_made_by_a_server_here_or_in_the_tests_named_below() {
        Set<WebSocketDiagnosis> made = Stream.of(handshakes(), subprotocols(), closes(), connections())
                .flatMap(cases -> cases)
                .map(Misbehaviour::diagnosis)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(WebSocketDiagnosis.class)));
        // WebSocketDiagnosisTest
        made.add(WebSocketDiagnosis.NO_SUCH_HOST);
        // SocketWatchTest
        made.add(WebSocketDiagnosis.NO_TURN);
        // TestWebSocketTest
        made.add(WebSocketDiagnosis.NOT_PERMITTED);
        made.add(WebSocketDiagnosis.NOBODY_LISTENS);
        made.add(WebSocketDiagnosis.TLS_FAILED);
        // ExpectEventsTest
        made.add(WebSocketDiagnosis.UNEXPECTED_EVENT);

        assertThat(made).containsExactlyInAnyOrder(WebSocketDiagnosis.values());
    }

    @Test
    void a_redirect_is_not_followed_and_the_other_host_hears_nothing() throws Exception {
        try (ScriptedServer other = new ScriptedServer(peer -> peer.accept(CHOOSES_JWT_AUTH));
                ScriptedServer server = new ScriptedServer(peer -> {
                    peer.answer("HTTP/1.1 307 Temporary Redirect\r\nLocation: ws://127.0.0.1:"
                            + other.address().getPort() + "/\r\n");
                    peer.ignoreClient();
                })) {
            WebSocketFailure failure = failureOf(() -> CONNECTOR.connect(Clients.to(server)));

            assertThat(failure.diagnosis()).isEqualTo(WebSocketDiagnosis.REDIRECTED);
            assertThat(failure.describe()).contains("307");
            assertThat(server.requests().poll(5, TimeUnit.SECONDS)).contains(TOKEN);
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void a_ping_is_answered_with_its_payload() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.accept(CHOOSES_JWT_AUTH);
                    peer.frame(PING, bytes("are you there"));
                    peer.text(new String(peer.maskedFrame(PONG), StandardCharsets.UTF_8));
                    peer.ignoreClient();
                });
                TestWebSocket socket = CONNECTOR.connect(Clients.to(server))) {
            assertThat(socket.receive()).isEqualTo("are you there");
        }
    }

    @Test
    void a_client_that_sends_into_a_close_is_told_how_the_server_closed() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.accept(CHOOSES_JWT_AUTH);
                    peer.hear();
                    peer.closeFrame(1008, "enough");
                    peer.ignoreEverything();
                });
                TestWebSocket socket = CONNECTOR.connect(Clients.to(server))) {
            WebSocketFailure failure = failureOf(() -> {
                for (long end = System.nanoTime() + Duration.ofSeconds(20).toNanos(); System.nanoTime() < end; ) {
                    socket.send("again and again");
                }
            });

            assertThat(failure).isInstanceOfSatisfying(Closed.class, closed -> {
                assertThat(closed.code()).isEqualTo(1008);
                assertThat(closed.reason()).isEqualTo("enough");
            });
        }
    }

    static Stream<Misbehaviour> handshakes() {
        return Stream.of(
                refused(302, WebSocketDiagnosis.REDIRECTED),
                refused(401, WebSocketDiagnosis.TOKEN_REFUSED),
                refused(403, WebSocketDiagnosis.FORBIDDEN),
                refused(404, WebSocketDiagnosis.NO_ENDPOINT),
                refused(426, WebSocketDiagnosis.UPGRADE_REQUIRED),
                refused(502, WebSocketDiagnosis.BAD_GATEWAY),
                refused(503, WebSocketDiagnosis.STARTING),
                refused(504, WebSocketDiagnosis.STARTING),
                refused(200, WebSocketDiagnosis.NOT_UPGRADED),
                wrong(
                        "a status line without a reason",
                        HandshakeRefused.class,
                        WebSocketDiagnosis.NO_ENDPOINT,
                        peer -> {
                            peer.answer("HTTP/1.1 404\r\n");
                            peer.ignoreClient();
                        }),
                wrong("silence", NotConnected.class, WebSocketDiagnosis.NO_ANSWER, Peer::ignoreClient)
                        .forever(),
                wrong("half a handshake, then silence", NotConnected.class, WebSocketDiagnosis.NO_ANSWER, peer -> {
                            peer.write(bytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: webso"));
                            peer.ignoreClient();
                        })
                        .forever(),
                wrong("half a handshake, then the end", NotConnected.class, WebSocketDiagnosis.HUNG_UP, peer -> {
                    peer.write(bytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: webso"));
                }),
                wrong("no answer, then the end", NotConnected.class, WebSocketDiagnosis.HUNG_UP, peer -> {}),
                wrong("no answer, then a reset", NotConnected.class, WebSocketDiagnosis.HUNG_UP, Peer::resetAtTheEnd),
                wrong("garbage instead of HTTP", NotConnected.class, WebSocketDiagnosis.NOT_HTTP, peer -> {
                    peer.write(new byte[] {0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28});
                    peer.ignoreClient();
                }),
                wrong("another protocol's greeting", NotConnected.class, WebSocketDiagnosis.NOT_HTTP, peer -> {
                    peer.write(bytes("220 mail.example.org " + TOKEN + "\r\n\r\n"));
                    peer.ignoreClient();
                }),
                wrong("a status that is no number", NotConnected.class, WebSocketDiagnosis.NOT_HTTP, peer -> {
                    peer.answer("HTTP/1.1 OK " + CARRIER + "\r\n");
                    peer.ignoreClient();
                }),
                wrong("headers without an end", NotConnected.class, WebSocketDiagnosis.BAD_UPGRADE, peer -> {
                    peer.write(bytes("HTTP/1.1 101 Switching Protocols\r\n"));
                    byte[] header = bytes("X-More: " + "x".repeat(1000) + "\r\n");
                    for (int i = 0; i < 100; i++) {
                        peer.write(header);
                    }
                    peer.ignoreClient();
                }),
                wrong("a header line that is none", NotConnected.class, WebSocketDiagnosis.BAD_UPGRADE, peer -> {
                    peer.answer("HTTP/1.1 101 Switching Protocols\r\nno colon here " + TOKEN + "\r\n");
                    peer.ignoreClient();
                }),
                wrong("no Upgrade", NotConnected.class, WebSocketDiagnosis.BAD_UPGRADE, peer -> {
                    peer.answer("HTTP/1.1 101 Switching Protocols\r\n" + CHOOSES_JWT_AUTH + "\r\n");
                    peer.ignoreClient();
                }),
                wrong("an answer to another key", NotConnected.class, WebSocketDiagnosis.BAD_UPGRADE, peer -> {
                    peer.answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n" + CHOOSES_JWT_AUTH + "\r\n");
                    peer.ignoreClient();
                }));
    }

    static Stream<Misbehaviour> subprotocols() {
        return Stream.of(
                chose("no echo", WebSocketDiagnosis.NO_SUBPROTOCOL, ""),
                chose("an empty echo", WebSocketDiagnosis.NO_SUBPROTOCOL, "Sec-WebSocket-Protocol: "),
                chose("a foreign echo", WebSocketDiagnosis.FOREIGN_SUBPROTOCOL, "Sec-WebSocket-Protocol: graphql-ws"),
                chose(
                        "an echo in capitals",
                        WebSocketDiagnosis.FOREIGN_SUBPROTOCOL,
                        "Sec-WebSocket-Protocol: JWT-AUTH"),
                chose(
                        "a space within",
                        WebSocketDiagnosis.FOREIGN_SUBPROTOCOL,
                        "Sec-WebSocket-Protocol: jwt-auth e2e-testing"),
                chose(
                        "several in one header",
                        WebSocketDiagnosis.SEVERAL_SUBPROTOCOLS,
                        "Sec-WebSocket-Protocol: jwt-auth, e2e-testing"),
                chose(
                        "several in two headers",
                        WebSocketDiagnosis.SEVERAL_SUBPROTOCOLS,
                        "Sec-WebSocket-Protocol: jwt-auth\r\nSec-WebSocket-Protocol: e2e-testing"),
                chose(
                        "the same one twice",
                        WebSocketDiagnosis.SEVERAL_SUBPROTOCOLS,
                        "Sec-WebSocket-Protocol: jwt-auth\r\nsec-websocket-protocol: jwt-auth"),
                chose("the token's", WebSocketDiagnosis.TOKEN_ECHOED, "Sec-WebSocket-Protocol: " + CARRIER),
                chose(
                        "the whole offer",
                        WebSocketDiagnosis.TOKEN_ECHOED,
                        "Sec-WebSocket-Protocol: jwt-auth, " + CARRIER + ", e2e-testing"),
                chose("the bare token", WebSocketDiagnosis.TOKEN_ECHOED, "Sec-WebSocket-Protocol: " + TOKEN));
    }

    static Stream<Misbehaviour> closes() {
        return Stream.of(
                closed(1000, WebSocketDiagnosis.CLOSED_NORMALLY),
                closed(1001, WebSocketDiagnosis.GOING_AWAY),
                closed(1002, WebSocketDiagnosis.PROTOCOL_ERROR),
                closed(1003, WebSocketDiagnosis.CLOSED_OTHERWISE),
                closed(1008, WebSocketDiagnosis.POLICY),
                closed(1009, WebSocketDiagnosis.TOO_BIG),
                closed(1011, WebSocketDiagnosis.SERVER_ERROR),
                closed(1012, WebSocketDiagnosis.RESTARTING),
                closed(1013, WebSocketDiagnosis.OVERLOADED),
                closed(4401, WebSocketDiagnosis.CLOSED_OTHERWISE),
                wrong("a close without a code", Closed.class, WebSocketDiagnosis.CLOSED_NORMALLY, peer -> {
                    peer.frame(CLOSE, new byte[0]);
                    peer.ignoreClient();
                }),
                // 1006 stands for this on the client's side; nobody may send it (RFC 6455 section 7.4.1).
                wrong("the end without a close (1006)", Vanished.class, WebSocketDiagnosis.BROKEN, peer -> {}),
                wrong("a reset", Vanished.class, WebSocketDiagnosis.BROKEN, Peer::resetAtTheEnd),
                wrong("a reset in the middle of a frame", Vanished.class, WebSocketDiagnosis.BROKEN, peer -> {
                    peer.announce(TEXT, 1000);
                    peer.write(bytes("{\"type\":\"answer\""));
                    peer.resetAtTheEnd();
                }),
                wrong("the end in the middle of a frame", Vanished.class, WebSocketDiagnosis.BROKEN, peer -> {
                    peer.announce(TEXT, 1000);
                    peer.write(bytes("{\"type\":\"answer\""));
                }),
                broken("a close with code 1006", peer -> peer.closeFrame(1006, "")));
    }

    static Stream<Misbehaviour> connections() {
        return Stream.of(
                wrong("silence", NothingReceived.class, WebSocketDiagnosis.NOTHING_CAME, Peer::ignoreClient)
                        .forever(),
                wrong("other events without an end", NothingReceived.class, WebSocketDiagnosis.NOTHING_CAME, peer -> {
                            while (!peer.socket().isClosed()) {
                                peer.text("{\"type\":\"progress\",\"token\":\"" + TOKEN + "\"}");
                            }
                        })
                        .forever(),
                wrong("a binary message", BinaryReceived.class, WebSocketDiagnosis.BINARY_MESSAGE, peer -> {
                    peer.frame(BINARY, bytes(TOKEN));
                    peer.ignoreClient();
                }),
                broken("an unknown opcode", peer -> peer.frame(0x83, bytes(TOKEN))),
                broken("a reserved bit", peer -> peer.frame(TEXT | 0x40, bytes(TOKEN))),
                broken("a fragment without a beginning", peer -> peer.frame(MORE, bytes(TOKEN))),
                broken("a message within another's fragments", peer -> {
                    peer.frame(FIRST_OF_TEXT, bytes("one"));
                    peer.text("two");
                }),
                broken("a ping that is too long", peer -> peer.frame(PING, new byte[200])),
                broken("a ping in fragments", peer -> peer.frame(PING & 0x0F, bytes("ping"))),
                broken("text that is no UTF-8", peer -> peer.frame(TEXT, new byte[] {'a', (byte) 0xFF, 'b'})),
                tooLarge("a frame of 17 MiB", peer -> peer.announce(TEXT, 17L << 20)),
                tooLarge("a frame of 4 EiB", peer -> peer.announce(TEXT, 1L << 62)),
                tooLarge("a frame of a negative length", peer -> peer.announce(TEXT, -1)),
                tooLarge("17 MiB in fragments", peer -> {
                    byte[] fragment = new byte[1 << 20];
                    Arrays.fill(fragment, (byte) 'x');
                    peer.frame(FIRST_OF_TEXT, fragment);
                    for (int i = 0; i < 16; i++) {
                        peer.frame(MORE, fragment);
                    }
                }));
    }

    static Stream<Named<Script>> unusual() {
        byte[] text = bytes("gr\u00fc\u00df dich");
        return Stream.of(
                Named.of("fragments that part a character, with a ping between", opened(peer -> {
                    peer.frame(FIRST_OF_TEXT, Arrays.copyOfRange(text, 0, 3));
                    peer.frame(PING, bytes("?"));
                    peer.frame(MORE, Arrays.copyOfRange(text, 3, 5));
                    peer.frame(PONG, bytes("unasked"));
                    peer.frame(MORE, new byte[0]);
                    peer.frame(LAST, Arrays.copyOfRange(text, 5, text.length));
                })),
                Named.of("a frame byte by byte", opened(peer -> {
                    peer.announce(TEXT, text.length);
                    for (byte next : text) {
                        peer.write(new byte[] {next});
                    }
                })),
                Named.of("a handshake byte by byte", opened(peer -> peer.frame(TEXT, text), Peer::trickle)),
                Named.of(
                        "spaces around the choice",
                        opened(
                                peer -> peer.frame(TEXT, text),
                                peer -> peer.accept("Sec-WebSocket-Protocol:   jwt-auth  "))),
                Named.of(
                        "a tab around the choice",
                        opened(
                                peer -> peer.frame(TEXT, text),
                                peer -> peer.accept("sec-websocket-protocol:\tjwt-auth\t"))),
                Named.of(
                        "no space before the choice",
                        opened(
                                peer -> peer.frame(TEXT, text),
                                peer -> peer.accept("SEC-WEBSOCKET-PROTOCOL:e2e-testing"))));
    }

    private static Script opened(Script then) {
        return opened(then, peer -> peer.accept(CHOOSES_JWT_AUTH));
    }

    private static Script opened(Script then, Script handshake) {
        return peer -> {
            handshake.run(peer);
            then.run(peer);
            peer.ignoreClient();
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
