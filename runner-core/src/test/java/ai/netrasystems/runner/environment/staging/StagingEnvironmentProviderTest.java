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
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.staging.ConnectTarget;
import ai.netrasystems.runner.staging.DeclarationRule;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.StagingProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real TLS servers on loopback, reached by configuration alone under the names that the profile has. */
@Timeout(60)
class StagingEnvironmentProviderTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("the tests' own");
    private static final SSLContext TLS = AUTHORITY.server(StandIn.SITE, StandIn.SOCKETS);
    private static final String SITE_URL = "https://" + StandIn.SITE;

    @TempDir
    Path project;

    private StandIn standIn;
    private StagingFixture fixture;

    @BeforeEach
    void open() throws IOException {
        standIn = new StandIn(TLS.getServerSocketFactory());
        fixture = new StagingFixture(project, AUTHORITY.pem(project)).reaching(standIn);
    }

    @AfterEach
    void close() throws IOException {
        standIn.close();
    }

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
    void a_signed_declaration_proves_each_origin_to_be_a_test_target() throws Exception {
        KeyPair keys = DeclarationSigner.keys(DeclarationSigner.Algorithm.ES256);
        fixture.profile = StagingFixture.declaring(
                new DeclarationRule(List.of("staging"), List.of(keys.getPublic()), Optional.empty()));
        standIn.on(
                StandIn.DECLARATION,
                it -> it.status(200, "application/jose", signed(it).sign(DeclarationSigner.Algorithm.ES256, keys)));

        fixture.ready("backend").lease().close();

        assertThat(fixture.checks())
                .contains("passed declaration https://staging.netrasystems.ai: staging, build 4f2c1, signed");
    }

    @ParameterizedTest
    @CsvSource({"replayed", "mismatch", "signature"})
    void a_declaration_made_elsewhere_is_refused_by_name_and_no_secret_is_sent(String kind) throws Exception {
        KeyPair keys = DeclarationSigner.keys(DeclarationSigner.Algorithm.EDDSA);
        KeyPair strangers = DeclarationSigner.keys(DeclarationSigner.Algorithm.EDDSA);
        fixture.profile = StagingFixture.declaring(
                new DeclarationRule(List.of("staging"), List.of(keys.getPublic()), Optional.empty()));
        standIn.on(StandIn.DECLARATION, it -> {
            DeclarationSigner signer = signed(it);
            if (kind.equals("replayed")) {
                signer.with("nonce", "A".repeat(43));
            } else if (kind.equals("mismatch")) {
                signer.with("aud", "https://production.netrasystems.ai");
            }
            it.status(
                    200,
                    "application/jose",
                    signer.sign(DeclarationSigner.Algorithm.EDDSA, kind.equals("signature") ? strangers : keys));
        });

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo("staging-declaration-" + kind);
        assertThat(diagnosis.stage()).isEqualTo(Stage.REFUSED);
        assertThat(standIn.exchanges()).allMatch(it -> it.path().equals(StandIn.DECLARATION));
        assertThat(standIn.exchanges().toString()).doesNotContain(StagingFixture.KEY.reveal());
    }

    @Test
    void an_undeclared_system_that_the_profile_bears_for_a_while_is_called_undeclared_everywhere() throws Exception {
        fixture.profile = StagingFixture.declaring(
                new DeclarationRule(List.of("staging"), List.of(), Optional.of(LocalDate.of(2026, 12, 1))));
        fixture.clock = InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));
        standIn.on(StandIn.DECLARATION, it -> it.status(404, "text/plain", "not here"));

        ProvisionOutcome.Ready ready = fixture.ready("backend");
        ready.lease().close();

        assertThat(ready.environment().provenance().build()).contains("undeclared");
        assertThat(fixture.checks())
                .filteredOn(line -> line.startsWith("warning declaration ")
                        && line.contains("undeclared: ")
                        && line.contains("2026-12-01"))
                .hasSize(2);
    }

    @Test
    void tests_that_change_what_others_see_run_only_where_the_profile_allows_it() throws Exception {
        ProvisionOutcome.Ready open = fixture.ready("backend");
        open.lease().close();
        assertThat(open.environment().refusedTags()).containsOnlyKeys("local-only");
        StagingProfile netra = fixture.profile;
        fixture.profile = new StagingProfile(
                netra.name(),
                netra.domain(),
                netra.services(),
                netra.webSocket(),
                netra.declaration(),
                false,
                netra.login(),
                netra.limits());

        ProvisionOutcome.Ready closed = new StagingFixture(project.resolve("other"), fixture.trust.orElseThrow())
                .with(fixture.profile)
                .reaching(standIn)
                .ready("backend");
        closed.lease().close();

        assertThat(closed.environment().refusedTags()).containsOnlyKeys("local-only", "mutates");
    }

    private static DeclarationSigner signed(StandIn.Exchange asked) {
        return DeclarationSigner.answering(
                "https://" + asked.host(), asked.target().replaceFirst(".*nonce=", ""), Instant.now());
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

    @Test
    void a_certificate_that_ends_soon_is_told_in_time() throws Exception {
        fixture.ready("backend").lease().close();

        assertThat(fixture.checks())
                .filteredOn(line -> line.startsWith("warning tls"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).endsWith(", in 0 days"));
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

    @ParameterizedTest
    @CsvSource({
        "https://api.staging.netrasystems.ai, api-staging.netrasystems.ai",
        "https://staging.example.org, staging.netrasystems.ai",
        "http://staging.netrasystems.ai, https://staging.netrasystems.ai",
        "https://me@staging.netrasystems.ai, leave it out"
    })
    void a_url_that_breaks_the_domain_rule_is_refused_unasked(String site, String remedy) throws Exception {
        StagingProfile netra = StagingFixture.netra();
        fixture.profile = new StagingProfile(
                "other",
                netra.domain(),
                netra.services().stream()
                        .map(it -> new StagingProfile.Offered(
                                new ServiceEndpoint(it.endpoint().service(), URI.create(site)), it.healthPath()))
                        .toList(),
                netra.webSocket(),
                netra.declaration(),
                netra.mutates(),
                netra.login(),
                netra.limits());

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo("staging-domain");
        assertThat(diagnosis.stage()).isEqualTo(Stage.REFUSED);
        assertThat(diagnosis.remedy()).contains(remedy);
        assertThat(standIn.connections()).isZero();
    }

    @Test
    void a_redirected_host_must_keep_the_domain_rule_too() throws Exception {
        fixture.reaching("api.staging.netrasystems.ai", standIn.port());

        assertThat(fixture.failure().kind()).isEqualTo("staging-domain");
        assertThat(standIn.connections()).isZero();
    }

    @Test
    void a_trust_file_without_a_certificate_is_told() throws Exception {
        fixture.trust = Optional.of(Files.writeString(project.resolve("empty.pem"), ""));

        assertThat(fixture.failure().kind()).isEqualTo("staging-trust-unreadable");
    }

    static Stream<Arguments> badIdentities() {
        return Stream.of(
                Arguments.of(
                        "staging-tls-authority",
                        Named.of(
                                "another authority",
                                new TestAuthority("unknown")
                                        .server(StandIn.SITE, StandIn.SOCKETS)
                                        .getServerSocketFactory())),
                Arguments.of(
                        "staging-tls-host",
                        Named.of(
                                "another host",
                                AUTHORITY.server("other.netrasystems.ai").getServerSocketFactory())),
                Arguments.of(
                        "staging-tls-expired",
                        Named.of(
                                "expired",
                                AUTHORITY.expired(StandIn.SITE, StandIn.SOCKETS).getServerSocketFactory())));
    }

    @ParameterizedTest
    @MethodSource("badIdentities")
    void a_server_that_cannot_prove_to_be_the_host_is_refused_and_told_nothing(
            String kind, ServerSocketFactory identity) throws Exception {
        try (StandIn impostor = new StandIn(identity)) {
            Diagnosis diagnosis = fixture.reaching(impostor).failure();

            assertThat(diagnosis.kind()).isEqualTo(kind);
            assertThat(diagnosis.stage()).isEqualTo(Stage.REFUSED);
            assertThat(diagnosis.evidence()).isNotEmpty();
            assertThat(impostor.exchanges()).isEmpty();
        }
    }

    @Test
    void a_server_without_tls_is_refused() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                while (!plain.isClosed()) {
                    try (Socket socket = plain.accept()) {
                        socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        socket.getOutputStream().flush();
                        socket.getInputStream().read(new byte[1024]);
                    } catch (IOException closed) {
                        // the test is over
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
            fixture.reaching(StandIn.SITE, plain.getLocalPort());

            Diagnosis diagnosis = fixture.failure();

            assertThat(diagnosis.kind()).isEqualTo("staging-tls-failed");
            assertThat(diagnosis.stage()).isEqualTo(Stage.REFUSED);
        }
    }

    static Stream<Arguments> undeclared() {
        return Stream.of(
                script("404", it -> it.status(404, "text/html", "<html></html>")),
                script("401", it -> it.status(401, "text/plain", "no")),
                script("500", it -> it.status(500, "text/plain", "no")),
                script("a page", it -> it.status(200, "text/html", "<html>Welcome</html>")),
                script("nothing", it -> it.json("")),
                script("a list", it -> it.json("[1]")),
                script("no fields", it -> it.json("{}")),
                script(
                        "no build",
                        it -> it.json(
                                "{\"schema\":1,\"origin\":\"https://" + it.host() + "\",\"environment\":\"staging\"}")),
                script(
                        "a build for the console",
                        it -> it.json(StandIn.declaration("https://" + it.host(), "staging", "\\u001b[2J"))),
                script("another schema", it -> it.json(declared(it).replace("\"schema\":1", "\"schema\":2"))),
                script("schema as text", it -> it.json(declared(it).replace("\"schema\":1", "\"schema\":\"1\""))),
                script("environment as list", it -> it.json(declared(it).replace("\"staging\"", "[\"staging\"]"))),
                script("a field twice", it -> it.json(declared(it).replace("{", "{\"environment\":\"production\","))),
                script("too long", it -> it.json(declared(it) + " ".repeat(70_000))),
                script("no HTTP", it -> it.write("hello\r\n\r\n")),
                script("silence", StandIn.Exchange::silence),
                script("half an answer", it -> {
                    it.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
                    it.silence();
                }));
    }

    private static String declared(StandIn.Exchange exchange) {
        return StandIn.declaration("https://" + exchange.host(), "staging", "4f2c1");
    }

    private static Arguments script(String name, StandIn.Script script) {
        return Arguments.of(Named.of(name, script));
    }

    @ParameterizedTest
    @MethodSource("undeclared")
    void anything_but_a_declaration_is_refused(StandIn.Script script) throws Exception {
        fixture.coldStart = Duration.ofMillis(800);
        standIn.on(StandIn.DECLARATION, script);

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo("staging-undeclared");
        assertThat(diagnosis.stage()).isEqualTo(Stage.REFUSED);
        assertThat(standIn.exchanges(StandIn.LOGIN)).isEmpty();
    }

    /** A login page of another system, or production: what would follow would be shown the key or the token. */
    @ParameterizedTest
    @CsvSource({
        StandIn.DECLARATION + ", staging-undeclared",
        StandIn.LOGIN + ", staging-token-unavailable",
        StandIn.ACCEPTED + ", staging-token-unchecked",
        StandIn.WEBSOCKET + ", staging-websocket-refused",
        "/health/ready, staging-unhealthy"
    })
    void a_redirect_to_another_host_is_refused_and_that_host_hears_nothing(String path, String kind) throws Exception {
        try (StandIn other =
                new StandIn(AUTHORITY.server("other.netrasystems.ai").getServerSocketFactory())) {
            fixture.reaching("other.netrasystems.ai", other.port());
            standIn.on(path, it -> it.redirect("https://other.netrasystems.ai" + path));

            assertThat(fixture.failure().kind()).isEqualTo(kind);

            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void no_redirect_is_followed_not_even_to_a_declaration() throws Exception {
        standIn.on(StandIn.DECLARATION, it -> it.redirect("https://" + it.host() + "/elsewhere"));
        standIn.on("/elsewhere", it -> it.json(declared(it)));

        assertThat(fixture.failure().kind()).isEqualTo("staging-undeclared");
        assertThat(standIn.exchanges("/elsewhere")).isEmpty();
    }

    @Test
    void the_host_of_the_websocket_must_declare_itself_too() throws Exception {
        standIn.on(StandIn.DECLARATION, it -> {
            if (it.host().equals(StandIn.SOCKETS)) {
                it.status(404, "text/plain", "");
            } else {
                it.json(declared(it));
            }
        });

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo("staging-undeclared");
        assertThat(diagnosis.summary()).contains(StandIn.SOCKETS);
        assertThat(standIn.exchanges(StandIn.LOGIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "Production", "PRODUCTION", " production "})
    void production_is_refused_even_if_the_profile_permits_it(String environment) throws Exception {
        fixture.profile = StagingFixture.declaring(
                new DeclarationRule(List.of("staging", environment), List.of(), Optional.empty()));
        standIn.on(StandIn.DECLARATION, it -> it.json(StandIn.declaration("https://" + it.host(), environment, "1")));

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo("staging-production");
        assertThat(diagnosis.stage()).isEqualTo(Stage.REFUSED);
        assertThat(standIn.exchanges(StandIn.LOGIN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://staging.netrasystems.ai:443, staging",
        "https://staging.netrasystems.ai/, staging",
        "https://app.netrasystems.ai, staging",
        "http://staging.netrasystems.ai, staging",
        "https://staging.netrasystems.ai, Staging",
        "https://staging.netrasystems.ai, development"
    })
    void another_origin_or_environment_than_was_meant_is_refused(String origin, String environment) throws Exception {
        standIn.on(StandIn.DECLARATION, it -> it.json(StandIn.declaration(origin, environment, "1")));

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo("staging-declaration-mismatch");
        assertThat(diagnosis.stage()).isEqualTo(Stage.REFUSED);
        assertThat(standIn.exchanges(StandIn.LOGIN)).isEmpty();
    }

    @Test
    void two_builds_behind_one_staging_are_both_told() throws Exception {
        standIn.on(
                StandIn.DECLARATION,
                it -> it.json(StandIn.declaration(
                        "https://" + it.host(), "staging", it.host().equals(StandIn.SITE) ? "site-7" : "socket-8")));

        ProvisionOutcome.Ready ready = fixture.ready();

        assertThat(ready.environment().provenance().build()).contains("site-7, socket-8");
        ready.lease().close();
    }

    @Test
    void a_slow_first_answer_is_waited_for() throws Exception {
        standIn.on(
                StandIn.DECLARATION,
                firstOnly(
                        it -> {
                            new CountDownLatch(1).await(1_500, TimeUnit.MILLISECONDS);
                            it.json(declared(it));
                        },
                        it -> it.json(declared(it))));

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
        standIn.on(StandIn.DECLARATION, firstOnly(starting, it -> it.json(declared(it))));
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

    @Test
    void no_service_of_the_profile_is_missing() throws Exception {
        ProvisionOutcome.Ready ready = fixture.ready("backend", "auth", "frontend");

        assertThat(ready.environment().missing()).isEqualTo(Set.of());
        ready.lease().close();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
