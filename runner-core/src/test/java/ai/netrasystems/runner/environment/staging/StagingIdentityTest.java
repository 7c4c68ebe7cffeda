package ai.netrasystems.runner.environment.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.Diagnosis.Stage;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.staging.DeclarationRule;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.StagingProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a staging system must prove to be before a secret is sent: against real TLS servers on loopback. */
@Timeout(60)
class StagingIdentityTest extends AgainstStandIn {
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

    private static DeclarationSigner signed(StandIn.Exchange asked) {
        return DeclarationSigner.answering(
                "https://" + asked.host(), asked.target().replaceFirst(".*nonce=", ""), Instant.now());
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
                script("another schema", it -> it.json(StandIn.declared(it).replace("\"schema\":1", "\"schema\":2"))),
                script(
                        "schema as text",
                        it -> it.json(StandIn.declared(it).replace("\"schema\":1", "\"schema\":\"1\""))),
                script(
                        "environment as list",
                        it -> it.json(StandIn.declared(it).replace("\"staging\"", "[\"staging\"]"))),
                script(
                        "a field twice",
                        it -> it.json(StandIn.declared(it).replace("{", "{\"environment\":\"production\","))),
                script("too long", it -> it.json(StandIn.declared(it) + " ".repeat(70_000))),
                script("no HTTP", it -> it.write("hello\r\n\r\n")),
                script("silence", StandIn.Exchange::silence),
                script("half an answer", it -> {
                    it.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
                    it.silence();
                }));
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
        standIn.on("/elsewhere", it -> it.json(StandIn.declared(it)));

        assertThat(fixture.failure().kind()).isEqualTo("staging-undeclared");
        assertThat(standIn.exchanges("/elsewhere")).isEmpty();
    }

    @Test
    void the_host_of_the_websocket_must_declare_itself_too() throws Exception {
        standIn.on(StandIn.DECLARATION, it -> {
            if (it.host().equals(StandIn.SOCKETS)) {
                it.status(404, "text/plain", "");
            } else {
                it.json(StandIn.declared(it));
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
}
