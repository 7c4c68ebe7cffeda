package ai.netrasystems.runner.environment.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.Diagnosis.Stage;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.event.RunEvent.EnvironmentClosed;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against real TLS servers on loopback, reached by configuration alone under the names that the profile has. */
@Timeout(60)
class StagingEnvironmentProviderTest extends AgainstStandIn {
    private static final String SITE_URL = "https://" + StandIn.SITE;

    @Test
    void gives_urls_switches_and_a_token_and_says_which_build_is_tested() throws Exception {
        ProvisionOutcome.Ready ready = fixture.ready("backend", "auth", "postgres");

        String redirected =
                StandIn.SOCKETS + "=127.0.0.1:" + standIn.port() + "," + StandIn.SITE + "=127.0.0.1:" + standIn.port();
        assertThat(ready.environment().variables())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("ENVIRONMENT", "staging"),
                        Map.entry("USE_STAGING_SERVICES", "true"),
                        Map.entry("DOCKER_BYPASS_MODE", "true"),
                        Map.entry("BYPASS_STAGING_HEALTH_CHECK", "false"),
                        Map.entry("BACKEND_URL", SITE_URL),
                        Map.entry("AUTH_SERVICE_URL", SITE_URL),
                        Map.entry("FRONTEND_URL", SITE_URL),
                        Map.entry("WEBSOCKET_URL", "wss://" + StandIn.SOCKETS + StandIn.WEBSOCKET),
                        Map.entry("WEBSOCKET_SUBPROTOCOLS", "jwt-auth,e2e-testing"),
                        Map.entry("RUNNER_STAGING_DOMAIN", "netrasystems.ai"),
                        Map.entry("RUNNER_STAGING_HOSTS", redirected),
                        Map.entry("RUNNER_STAGING_LIMITS", "concurrency=8,rate=50"),
                        Map.entry(
                                "RUNNER_CLEAN_UP",
                                fixture.directory
                                        .resolve("clean-up")
                                        .resolve("profile-netra")
                                        .toString()),
                        Map.entry(
                                "RUNNER_STAGING_TRUST",
                                project.resolve("authority.pem").toString())));
        assertThat(ready.environment().provenance())
                .isEqualTo(new Provenance(
                        EnvironmentKind.STAGING, "netra " + SITE_URL, Optional.of("4f2c1"), Optional.empty()));
        assertThat(ready.environment().missing()).containsExactly(new ServiceName("postgres"));
        Map<String, Secret> secrets = ready.environment().secrets().forWorker(1).variables();
        assertThat(secrets).containsOnlyKeys("E2E_AUTH_TOKEN", "E2E_AUTH_TOKEN_FILE");
        assertThat(secrets.get("E2E_AUTH_TOKEN")).isEqualTo(new Secret(StandIn.TOKEN));
        Path file = fixture.directory.resolve("secrets").resolve("e2e-auth-token");
        assertThat(secrets.get("E2E_AUTH_TOKEN_FILE")).isEqualTo(new Secret(file.toString()));
        assertThat(file).hasContent(StandIn.TOKEN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(fixture.directory.resolve("temporary"))).contains("secrets");

        assertThat(ready.lease().close()).isEmpty();
        assertThat(ready.lease().close()).isEmpty();
        fixture.assertNothingIsLeft();
        assertThat(fixture.events.stream().filter(EnvironmentClosed.class::isInstance))
                .hasSize(1);
    }

    @Test
    void tests_that_change_what_others_see_run_only_where_the_profile_allows_it() throws Exception {
        ProvisionOutcome.Ready open = fixture.ready("backend");
        open.lease().close();
        assertThat(open.environment().refusedTags()).containsOnlyKeys("local-only");
        ProvisionOutcome.Ready closed = new StagingFixture(project.resolve("other"), fixture.trust.orElseThrow())
                .with(StagingFixture.untouched())
                .reaching(standIn)
                .ready("backend");
        closed.lease().close();

        assertThat(closed.environment().refusedTags()).containsOnlyKeys("local-only", "mutates");
    }

    @Test
    void asks_every_origin_who_it_is_before_it_sends_a_secret() throws Exception {
        fixture.ready("backend").lease().close();

        List<StandIn.Exchange> declarations = standIn.exchanges(StandIn.DECLARATION);
        assertThat(declarations)
                .extracting(StandIn.Exchange::host)
                .containsExactlyInAnyOrder(StandIn.SITE, StandIn.SOCKETS);
        assertThat(declarations)
                .extracting(StandIn.Exchange::target)
                .doesNotHaveDuplicates()
                .allSatisfy(target -> assertThat(target).matches(".*\\?nonce=[A-Za-z0-9_-]{43}"));
        assertThat(standIn.exchanges().subList(0, 2)).containsExactlyInAnyOrderElementsOf(declarations);
        assertThat(standIn.exchanges())
                .filteredOn(exchange -> exchange.header("x-e2e-bypass-key") != null)
                .extracting(StandIn.Exchange::path)
                .containsExactly(StandIn.LOGIN);
        assertThat(standIn.exchanges())
                .filteredOn(exchange -> exchange.header("authorization") != null)
                .extracting(StandIn.Exchange::path)
                .containsExactlyInAnyOrder(StandIn.ACCEPTED, StandIn.WEBSOCKET);
        StandIn.Exchange webSocket = standIn.exchanges(StandIn.WEBSOCKET).get(0);
        assertThat(webSocket.host()).isEqualTo(StandIn.SOCKETS);
        assertThat(webSocket.header("sec-websocket-protocol")).matches("jwt-auth, jwt\\.[A-Za-z0-9_-]+, e2e-testing");
        assertThat(standIn.exchanges())
                .allSatisfy(
                        exchange -> assertThat(exchange.header("x-test-run-id")).isEqualTo(fixture.run.value()));
        assertThat(fixture.secrets).contains(StagingFixture.KEY, new Secret(StandIn.TOKEN));
        assertThat(fixture.events.toString()).doesNotContain(StagingFixture.KEY.reveal(), StandIn.TOKEN);
    }

    @Test
    void tells_each_check_in_a_line_of_its_own() throws Exception {
        // The stand-in's certificate is good for a day only.
        fixture.clock = InstantSource.fixed(Instant.now().minus(Duration.ofDays(30)));
        fixture.ready("backend").lease().close();

        String port = String.valueOf(standIn.port());
        assertThat(fixture.checks())
                .filteredOn(line -> !line.startsWith("passed tls"))
                .containsExactlyInAnyOrder(
                        "passed dns staging.netrasystems.ai: staging.hosts: 127.0.0.1:" + port,
                        "passed dns api-staging.netrasystems.ai: staging.hosts: 127.0.0.1:" + port,
                        "passed declaration https://staging.netrasystems.ai: staging, build 4f2c1",
                        "passed declaration https://api-staging.netrasystems.ai: staging, build 4f2c1",
                        "passed health backend: well at https://staging.netrasystems.ai/health/ready",
                        "passed health auth: well at https://staging.netrasystems.ai/auth/health",
                        "passed health frontend: well at https://staging.netrasystems.ai/",
                        "passed token https://staging.netrasystems.ai/auth/e2e/test-auth: given",
                        "passed accepted https://staging.netrasystems.ai/api/v1/threads: status 200",
                        "passed websocket wss://api-staging.netrasystems.ai/api/v1/websocket: agrees on jwt-auth");
        assertThat(fixture.checks())
                .filteredOn(line -> line.startsWith("passed tls"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).matches(".*valid until \\d{4}-\\d\\d-\\d\\d, chain of 2"));
    }

    @ParameterizedTest
    @CsvSource({
        "401, staging-token-rejected, REFUSED",
        "403, staging-token-rejected, REFUSED",
        "404, staging-token-unchecked, PROVIDER",
        "500, staging-token-unchecked, PROVIDER"
    })
    void a_token_that_the_backend_does_not_take_is_no_token(int status, String kind, Stage stage) throws Exception {
        standIn.on(StandIn.ACCEPTED, it -> it.status(status, "text/plain", "no"));

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo(kind);
        assertThat(diagnosis.stage()).isEqualTo(stage);
    }

    @Test
    void without_a_bypass_key_not_one_connection_is_opened() throws Exception {
        for (Optional<Secret> none : List.of(Optional.<Secret>empty(), Optional.of(new Secret(" ")))) {
            fixture.key = none;

            Diagnosis diagnosis = fixture.failure();

            assertThat(diagnosis.kind()).isEqualTo("staging-not-configured");
            assertThat(diagnosis.stage()).isEqualTo(Stage.PROVIDER);
        }
        assertThat(standIn.connections()).isZero();
    }

    @Test
    void is_not_configured_where_it_offers_nothing_that_is_needed() throws Exception {
        Diagnosis diagnosis = fixture.failure("postgres", "redis");

        assertThat(diagnosis.kind()).isEqualTo("staging-not-configured");
        assertThat(diagnosis.summary()).contains("no postgres, no redis");
        assertThat(diagnosis.stage()).isEqualTo(Stage.PROVIDER);
        assertThat(standIn.connections()).isZero();
    }

    @Test
    void a_service_that_is_not_well_is_no_environment() throws Exception {
        standIn.on("/auth/health", it -> it.status(500, "text/plain", "database gone"));

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo("staging-unhealthy");
        assertThat(diagnosis.stage()).isEqualTo(Stage.PROVIDER);
        assertThat(diagnosis.summary()).contains("auth", "500");
        assertThat(fixture.checks()).anyMatch(line -> line.startsWith("failed health auth: ") && line.contains("500"));
    }

    @Test
    void health_and_only_health_can_be_skipped() throws Exception {
        fixture.skipHealthCheck = true;
        standIn.on("/auth/health", it -> it.status(500, "text/plain", "database gone"));

        ProvisionOutcome.Ready ready = fixture.ready();

        assertThat(ready.environment().variables()).containsEntry("BYPASS_STAGING_HEALTH_CHECK", "true");
        assertThat(standIn.exchanges()).extracting(StandIn.Exchange::path).doesNotContain("/auth/health", "/");
        assertThat(standIn.exchanges(StandIn.DECLARATION)).hasSize(2);
        assertThat(fixture.checks()).contains("skipped health auth: not asked (--skip-health-check)");
        ready.lease().close();

        standIn.on(StandIn.DECLARATION, it -> it.status(404, "text/plain", ""));
        assertThat(fixture.failure().kind()).isEqualTo("staging-undeclared");
    }

    @ParameterizedTest
    @CsvSource({
        "401, staging-credential-rejected, REFUSED",
        "403, staging-credential-rejected, REFUSED",
        "503, staging-token-unavailable, PROVIDER",
        "404, staging-token-unavailable, PROVIDER",
        "500, staging-token-unavailable, PROVIDER"
    })
    void a_login_that_is_refused_is_told_with_the_servers_words(int status, String kind, Stage stage) throws Exception {
        standIn.on(
                StandIn.LOGIN,
                it -> it.status(status, "text/plain", "key " + it.header("x-e2e-bypass-key") + " is bad"));

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo(kind);
        assertThat(diagnosis.stage()).isEqualTo(stage);
        assertThat(diagnosis.evidence()).containsExactly("key *** is bad");
        assertThat(standIn.exchanges(StandIn.LOGIN)).hasSize(1);
    }

    @Test
    void the_bypass_key_follows_no_redirect() throws Exception {
        standIn.on(StandIn.LOGIN, it -> it.redirect("https://" + it.host() + "/elsewhere"));

        assertThat(fixture.failure().kind()).isEqualTo("staging-token-unavailable");
        assertThat(standIn.exchanges("/elsewhere")).isEmpty();
    }

    @Test
    void a_token_that_is_none_is_told() throws Exception {
        standIn.on(StandIn.LOGIN, it -> it.json("{\"access_token\":\"not, a token\",\"expires_in\":900}"));

        assertThat(fixture.failure().kind()).isEqualTo("staging-token-unavailable");
        assertThat(standIn.exchanges(StandIn.WEBSOCKET)).isEmpty();
    }

    @Test
    void a_token_that_is_too_short_to_be_kept_secret_is_refused() throws Exception {
        standIn.on(StandIn.LOGIN, it -> it.json("{\"access_token\":\"abc.def\",\"expires_in\":900}"));

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo("staging-token-unavailable");
        assertThat(diagnosis.summary() + diagnosis.evidence())
                .contains("less than 8")
                .doesNotContain("abc.def");
        assertThat(standIn.exchanges(StandIn.WEBSOCKET)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, staging-websocket-rejected, REFUSED, Authorization",
        "403, staging-websocket-rejected, REFUSED, permit",
        "404, staging-websocket-refused, PROVIDER, path",
        "426, staging-websocket-refused, PROVIDER, Upgrade",
        "502, staging-websocket-refused, PROVIDER, load balancer",
        "200, staging-websocket-refused, PROVIDER, 101",
        "302, staging-websocket-refused, PROVIDER, final URL"
    })
    void a_websocket_that_is_refused_is_told_with_a_remedy_of_its_own(
            int status, String kind, Stage stage, String remedy) throws Exception {
        fixture.coldStart = Duration.ofSeconds(1);
        standIn.on(StandIn.WEBSOCKET, it -> {
            if (status == 302) {
                it.redirect("https://" + it.host() + "/elsewhere");
            } else {
                it.status(status, "text/plain", "no");
            }
        });

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo(kind);
        assertThat(diagnosis.stage()).isEqualTo(stage);
        assertThat(diagnosis.remedy()).contains(remedy);
        assertThat(standIn.exchanges("/elsewhere")).isEmpty();
    }

    static Stream<Arguments> badChoices() {
        return Stream.of(
                choice("chose no subprotocol", it -> it.upgrade()),
                choice("not offered", it -> it.upgrade("Sec-WebSocket-Protocol: graphql-ws")),
                choice("more than one", it -> it.upgrade("Sec-WebSocket-Protocol: jwt-auth, e2e-testing")),
                choice(
                        "more than one",
                        it -> it.upgrade("Sec-WebSocket-Protocol: jwt-auth", "Sec-WebSocket-Protocol: e2e-testing")),
                choice("carries the token", it -> it.upgrade("Sec-WebSocket-Protocol: " + it.carrier())),
                choice("carries the token", it -> it.upgrade("Sec-WebSocket-Protocol: jwt-auth, " + it.carrier())));
    }

    private static Arguments choice(String problem, StandIn.Script script) {
        return Arguments.of(problem, Named.of("script", script));
    }

    @ParameterizedTest
    @MethodSource("badChoices")
    void a_websocket_that_does_not_agree_on_one_subprotocol_is_told(String problem, StandIn.Script script)
            throws Exception {
        standIn.on(StandIn.WEBSOCKET, script);

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo("staging-websocket-subprotocol");
        assertThat(diagnosis.stage()).isEqualTo(Stage.PROVIDER);
        assertThat(diagnosis.summary()).contains(problem);
        assertThat(diagnosis.text().toString()).doesNotContain(encodedToken());
    }

    private static String encodedToken() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(StandIn.TOKEN.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_websocket_that_never_answers_is_given_up() throws Exception {
        fixture.coldStart = Duration.ofMillis(800);
        standIn.on(StandIn.WEBSOCKET, StandIn.Exchange::silence);

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo("staging-websocket-unreachable");
        assertThat(diagnosis.stage()).isEqualTo(Stage.PROVIDER);
    }

    @Test
    void no_service_of_the_profile_is_missing() throws Exception {
        ProvisionOutcome.Ready ready = fixture.ready("backend", "auth", "frontend");

        assertThat(ready.environment().missing()).isEqualTo(Set.of());
        ready.lease().close();
    }
}
