package ai.netrasystems.runner.environment.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.Diagnosis.Stage;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.staging.ConnectTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A staging system that is slow, starting or not there: against real TLS servers on loopback. */
@Timeout(60)
class StagingColdStartTest extends AgainstStandIn {
    @Test
    void a_slow_first_answer_is_waited_for() throws Exception {
        standIn.on(
                StandIn.DECLARATION,
                firstOnly(
                        it -> {
                            new CountDownLatch(1).await(1_500, TimeUnit.MILLISECONDS);
                            it.json(StandIn.declared(it));
                        },
                        it -> it.json(StandIn.declared(it))));

        long from = System.nanoTime();
        fixture.ready().lease().close();

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(1_400));
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504, 0})
    void a_load_balancer_without_a_backend_yet_is_asked_again(int status) throws Exception {
        StandIn.Script starting = it -> {
            if (status == 0) {
                it.socket().close();
            } else {
                it.status(status, "text/html", "<html>starting</html>");
            }
        };
        standIn.on(StandIn.DECLARATION, firstOnly(starting, it -> it.json(StandIn.declared(it))));
        standIn.on("/health/ready", firstOnly(starting, it -> it.json("{}")));
        standIn.on(StandIn.WEBSOCKET, firstOnly(starting, it -> it.upgrade("Sec-WebSocket-Protocol: e2e-testing")));

        fixture.ready().lease().close();

        assertThat(standIn.exchanges(StandIn.DECLARATION)).hasSize(4);
        assertThat(standIn.exchanges("/health/ready")).hasSize(2);
        assertThat(standIn.exchanges(StandIn.WEBSOCKET)).hasSize(2);
    }

    /** Answers the first request to each host in one way and all others in another. */
    private static StandIn.Script firstOnly(StandIn.Script first, StandIn.Script others) {
        Set<String> met = ConcurrentHashMap.newKeySet();
        return exchange -> (met.add(exchange.host()) ? first : others).answer(exchange);
    }

    @Test
    void a_staging_that_never_comes_up_is_given_up_at_the_end_of_the_allowance() throws Exception {
        fixture.coldStart = Duration.ofMillis(900);
        standIn.on(StandIn.DECLARATION, it -> it.status(503, "text/html", ""));

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo("staging-too-slow");
        assertThat(diagnosis.stage()).isEqualTo(Stage.PROVIDER);
        assertThat(diagnosis.summary()).contains("503");
    }

    @Test
    void silence_that_the_budget_cut_short_is_too_slow_not_undeclared() throws Exception {
        fixture.budget = Duration.ofMillis(700);
        standIn.on(StandIn.DECLARATION, StandIn.Exchange::silence);

        assertThat(fixture.failure().kind()).isEqualTo("staging-too-slow");
    }

    @Test
    void silence_after_a_load_balancers_answer_is_too_slow_not_undeclared() throws Exception {
        fixture.coldStart = Duration.ofMillis(700);
        standIn.on(StandIn.DECLARATION, firstOnly(it -> it.status(503, "text/html", ""), StandIn.Exchange::silence));

        assertThat(fixture.failure().kind()).isEqualTo("staging-too-slow");
    }

    @Test
    void a_closed_port_is_unreachable_at_once_whatever_the_allowance() throws Exception {
        fixture.coldStart = Duration.ofSeconds(30);
        int closed = closedPort();

        assertUnreachable(fixture.reaching(StandIn.SITE, closed).reaching(StandIn.SOCKETS, closed));
    }

    @Test
    void a_name_that_nobody_knows_is_unreachable_at_once() throws Exception {
        fixture.coldStart = Duration.ofSeconds(30);
        for (String host : List.of(StandIn.SITE, StandIn.SOCKETS)) {
            fixture.hosts.put(host, new ConnectTarget("nowhere.invalid", OptionalInt.empty()));
        }

        assertUnreachable(fixture);
    }

    @Test
    void a_host_that_takes_no_connection_is_unreachable_within_five_seconds() throws Exception {
        fixture.coldStart = Duration.ofSeconds(30);
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(deaf.getInetAddress(), deaf.getLocalPort());
            // A full queue of connections that nobody accepts: the kernel drops what else comes.
            for (boolean taken = true; taken; ) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(address, 300);
                } catch (IOException full) {
                    taken = false;
                }
            }

            assertUnreachable(
                    fixture.reaching(StandIn.SITE, deaf.getLocalPort()).reaching(StandIn.SOCKETS, deaf.getLocalPort()));
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static void assertUnreachable(StagingFixture fixture) throws IOException {
        long from = System.nanoTime();
        Diagnosis diagnosis = fixture.failure();

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
        assertThat(diagnosis.kind()).isEqualTo("staging-unreachable");
        assertThat(diagnosis.stage()).isEqualTo(Stage.PROVIDER);
    }

    @Test
    void a_refusal_is_told_first_whichever_origin_was_faster() throws Exception {
        fixture.reaching(StandIn.SOCKETS, closedPort());
        standIn.on(StandIn.DECLARATION, it -> {
            new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
            it.json(StandIn.declaration("https://" + it.host(), "production", "1"));
        });

        assertThat(fixture.failure().kind()).isEqualTo("staging-production");
    }

    @Test
    void a_stop_ends_the_wait_for_a_cold_start_at_once() throws Exception {
        fixture.coldStart = Duration.ofSeconds(30);
        CountDownLatch asked = new CountDownLatch(2);
        standIn.on(StandIn.DECLARATION, it -> {
            asked.countDown();
            it.silence();
        });
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                outcome.complete(
                        fixture.provision("backend").fold(ready -> "ready", failed -> "failed", () -> "stopped"));
            } catch (IOException | RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        thread.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        fixture.stop.request(StopSignal.Reason.INTERRUPTED);

        assertThat(outcome.get(5, TimeUnit.SECONDS)).isEqualTo("stopped");
        fixture.assertNothingIsLeft();
    }

    @Test
    void a_stop_before_the_start_sends_nothing() throws Exception {
        fixture.stop.request(StopSignal.Reason.TERMINATED);

        assertThat(fixture.provision("backend").<String>fold(ready -> "ready", failed -> "failed", () -> "stopped"))
                .isEqualTo("stopped");
        assertThat(standIn.exchanges()).isEmpty();
        fixture.assertNothingIsLeft();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
