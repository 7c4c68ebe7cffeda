package ai.netrasystems.runner.environment.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentLease;
import ai.netrasystems.runner.environment.evidence.Evidence;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.staging.StagingProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A staging system that was well, and what its lease says of it while tests run. */
@Timeout(60)
class StagingProbeTest extends AgainstStandIn {
    private static final URI SITE = URI.create("https://" + StandIn.SITE);
    private static final URI SOCKETS = URI.create("https://" + StandIn.SOCKETS);
    private static final Evidence SOMEWHERE = new Evidence(Set.of(), Set.of(), true);

    private Optional<EnvironmentLease> lease = Optional.empty();

    @AfterEach
    void letGo() {
        lease.ifPresent(EnvironmentLease::close);
    }

    private EnvironmentLease ready() throws IOException {
        EnvironmentLease ready = fixture.ready().lease();
        lease = Optional.of(ready);
        return ready;
    }

    private static Evidence troubled(URI origin) {
        return new Evidence(Set.of(origin), Set.of(), false);
    }

    private static Evidence refusing(URI origin) {
        return new Evidence(Set.of(), Set.of(origin), false);
    }

    private static void status(StandIn.Exchange exchange, int status) throws IOException {
        exchange.status(status, "text/plain", "");
    }

    @Test
    void a_system_that_is_well_is_not_lost() throws Exception {
        EnvironmentLease ready = ready();

        assertThat(ready.probe(SOMEWHERE)).isEmpty();
        assertThat(ready.probe(troubled(SITE))).isEmpty();
        assertThat(ready.probe(refusing(SITE))).isEmpty();
        assertThat(ready.gone()).isEmpty();
        assertThat(ready.lost()).isEmpty();
    }

    @Test
    void a_system_that_nothing_stands_for_any_more_is_lost_and_then_gone() throws Exception {
        fixture.coldStart = Duration.ofSeconds(1);
        EnvironmentLease ready = ready();
        standIn.close();

        assertThat(ready.probe(SOMEWHERE)).hasValueSatisfying(loss -> {
            assertThat(loss.kind()).isEqualTo("staging-lost");
            assertThat(loss.summary()).contains("staging went away: " + SITE, "ConnectException");
            assertThat(loss.remedy()).isNotBlank();
        });
        assertThat(ready.probe(troubled(SOCKETS))).isPresent();
        assertThat(ready.gone()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 404})
    void a_service_that_is_not_healthy_any_more_is_lost(int status) throws Exception {
        EnvironmentLease ready = ready();
        standIn.on("/health/ready", exchange -> status(exchange, status));

        assertThat(ready.probe(troubled(SITE)).map(Diagnosis::summary))
                .contains("staging went away: " + SITE + "/health/ready: status " + status);
    }

    @Test
    void only_the_origin_of_the_evidence_is_asked() throws Exception {
        EnvironmentLease ready = ready();
        standIn.on("/health/ready", exchange -> status(exchange, 503));

        assertThat(ready.probe(troubled(SOCKETS))).isEmpty();
        assertThat(ready.probe(SOMEWHERE)).isPresent();
    }

    @Test
    void what_stands_elsewhere_is_never_asked() throws Exception {
        EnvironmentLease ready = ready();
        int before = standIn.connections();

        assertThat(ready.probe(troubled(URI.create("https://www.example.org")))).isEmpty();
        assertThat(ready.probe(troubled(URI.create("https://127.0.0.1:" + standIn.port()))))
                .isEmpty();
        assertThat(standIn.connections()).isEqualTo(before);
    }

    @Test
    void a_websocket_that_does_not_open_any_more_is_lost() throws Exception {
        EnvironmentLease ready = ready();
        standIn.on(StandIn.WEBSOCKET, exchange -> status(exchange, 502));

        assertThat(ready.probe(troubled(SOCKETS)).map(Diagnosis::summary))
                .hasValueSatisfying(text -> assertThat(text).contains(StandIn.WEBSOCKET + ": status 502"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void a_refused_credential_is_a_loss_only_where_the_runners_own_token_is_refused_too(int status) throws Exception {
        EnvironmentLease ready = ready();
        standIn.on("/api/v1/threads", exchange -> exchange.json("[]"));
        assertThat(ready.probe(refusing(SITE))).isEmpty();
        assertThat(standIn.exchanges("/api/v1/threads"))
                .last()
                .satisfies(
                        exchange -> assertThat(exchange.header("authorization")).isEqualTo("Bearer " + StandIn.TOKEN));

        standIn.on("/api/v1/threads", exchange -> status(exchange, status));
        assertThat(ready.probe(refusing(SITE))).hasValueSatisfying(loss -> {
            assertThat(loss.kind()).isEqualTo("staging-token-refused");
            assertThat(loss.summary()).contains(SITE + "/api/v1/threads: status " + status);
            assertThat(loss.text().toString()).doesNotContain(StandIn.TOKEN);
        });
        assertThat(ready.probe(troubled(SITE))).isEmpty();
    }

    @Test
    void where_no_place_is_known_to_show_a_token_the_websocket_is_asked() throws Exception {
        StagingProfile netra = fixture.profile;
        fixture.profile = StagingFixture.logging(new StagingProfile.Login(
                netra.login().rule(), Optional.empty(), netra.login().users()));
        EnvironmentLease ready = ready();
        assertThat(ready.probe(refusing(SITE))).isEmpty();

        standIn.on(StandIn.WEBSOCKET, exchange -> status(exchange, 401));
        assertThat(ready.probe(refusing(SITE)).map(Diagnosis::kind)).contains("staging-token-refused");
        assertThat(ready.probe(troubled(SOCKETS))).isEmpty();
    }

    @Test
    void a_hiccup_is_over_when_all_is_well_again() throws Exception {
        EnvironmentLease ready = ready();
        AtomicInteger asked = new AtomicInteger();
        standIn.on("/health/ready", exchange -> status(exchange, asked.incrementAndGet() < 4 ? 503 : 200));

        assertThat(ready.probe(SOMEWHERE)).isPresent();
        assertThat(ready.gone()).isEmpty();
        assertThat(asked).hasValue(4);
    }

    @Test
    void a_system_that_stays_unwell_is_gone_after_the_allowance_for_a_cold_start() throws Exception {
        fixture.coldStart = Duration.ofSeconds(2);
        EnvironmentLease ready = ready();
        standIn.on("/health/ready", exchange -> status(exchange, 503));
        long from = System.nanoTime();

        assertThat(ready.gone().map(Diagnosis::summary))
                .hasValueSatisfying(text -> assertThat(text).contains("/health/ready: status 503"));
        assertThat(Duration.ofNanos(System.nanoTime() - from))
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(10));
    }

    @Test
    void the_health_that_nobody_wanted_to_know_is_not_asked_later_either() throws Exception {
        fixture.skipHealthCheck = true;
        standIn.on("/health/ready", exchange -> status(exchange, 500));
        EnvironmentLease ready = ready();

        assertThat(ready.probe(SOMEWHERE)).isEmpty();
        standIn.close();
        assertThat(ready.probe(SOMEWHERE)).isPresent();
    }

    @Test
    void a_stop_of_the_run_ends_the_waiting_and_blames_nobody() throws Exception {
        fixture.coldStart = Duration.ofSeconds(50);
        EnvironmentLease ready = ready();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        standIn.on("/health/ready", exchange -> {
            asked.complete(null);
            exchange.silence();
        });
        CompletableFuture<Optional<Diagnosis>> gone = CompletableFuture.supplyAsync(ready::gone);
        asked.get(20, TimeUnit.SECONDS);

        fixture.stop.request(StopSignal.Reason.INTERRUPTED);

        assertThat(gone.get(5, TimeUnit.SECONDS)).isEmpty();
        assertThat(ready.probe(SOMEWHERE)).isEmpty();
    }
}
