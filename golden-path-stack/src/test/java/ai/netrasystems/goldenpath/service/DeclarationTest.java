package ai.netrasystems.goldenpath.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real HTTP: the {@code Host} header is the point, and no HTTP client of the JDK lets it be chosen. */
@Tag("unit")
class DeclarationTest {

    private static final Map<String, String> DECLARED = Map.of(
            "TEST_TARGET_ENVIRONMENT", "staging",
            "BUILD_ID", "4f2c1",
            "PUBLIC_ORIGINS", "https://staging.netrasystems.ai, https://API-staging.netrasystems.ai:8443");
    private static final String NONCE = nonceOf(32);

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    @Test
    void declares_environment_and_build_under_the_origin_that_it_was_asked_by() throws Exception {
        String answer = ask(DECLARED, "staging.netrasystems.ai", "?nonce=" + NONCE);

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("cache-control: no-store")
                .containsIgnoringCase("content-type: application/json")
                .endsWith("{\"schema\":1,\"origin\":\"https://staging.netrasystems.ai\",\"environment\":\"staging\","
                        + "\"build\":\"4f2c1\"}");
    }

    @Test
    void knows_each_of_its_origins_with_its_port_and_in_any_case() throws Exception {
        assertThat(ask(DECLARED, "api-Staging.netrasystems.ai:8443", "?nonce=" + NONCE))
                .contains("\"origin\":\"https://api-staging.netrasystems.ai:8443\"");
        assertThat(ask(DECLARED, "staging.netrasystems.ai:443", "?nonce=" + NONCE))
                .contains("\"origin\":\"https://staging.netrasystems.ai\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prod.netrasystems.ai",
                "staging.netrasystems.ai.evil.example",
                "api-staging.netrasystems.ai",
                "staging.netrasystems.ai:8443",
                "127.0.0.1"
            })
    void is_not_there_under_any_other_name(String host) throws Exception {
        assertThat(ask(DECLARED, host, "?nonce=" + NONCE))
                .startsWith("HTTP/1.1 404")
                .doesNotContain("4f2c1");
    }

    @Test
    void is_not_there_where_nothing_is_to_be_declared() throws Exception {
        assertThat(ask(Map.of("BUILD_ID", "4f2c1"), "staging.netrasystems.ai", "?nonce=" + NONCE))
                .startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?nonce=",
                "?nonce=short",
                "?nonce=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "?nonce=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
                "?nonce=AAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAA",
                "?nonce=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&nonce=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void wants_one_nonce_of_32_bytes(String query) throws Exception {
        assertThat(ask(DECLARED, "staging.netrasystems.ai", query))
                .startsWith("HTTP/1.1 400")
                .contains("nonce");
    }

    @Property(tries = 40)
    void takes_every_nonce_of_32_bytes_and_none_of_another_length(@ForAll @Size(min = 30, max = 34) byte[] bytes)
            throws Exception {
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

        assertThat(ask(DECLARED, "staging.netrasystems.ai", "?nonce=" + nonce))
                .startsWith(bytes.length == 32 ? "HTTP/1.1 200" : "HTTP/1.1 400");
    }

    @Test
    void a_request_is_logged_with_the_run_that_sent_it_and_without_its_nonce() throws Exception {
        ask(DECLARED, "staging.netrasystems.ai\r\nX-Test-Run-Id: run-1", "?nonce=" + NONCE);

        assertThat(log.poll(10, TimeUnit.SECONDS))
                .contains("\"path\":\"/.well-known/test-target\"")
                .contains("\"run_id\":\"run-1\"")
                .contains("\"status\":200")
                .doesNotContain(NONCE);
    }

    @Test
    void half_a_configuration_is_none_and_is_told() {
        assertThat(problems(Map.of("TEST_TARGET_ENVIRONMENT", "staging")))
                .isEqualTo("BUILD_ID is not set; PUBLIC_ORIGINS is not set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "staging.netrasystems.ai",
                "http://staging.netrasystems.ai",
                "https://staging.netrasystems.ai/",
                "https://staging.netrasystems.ai?a=b",
                "https://user@staging.netrasystems.ai",
                "https://staging.netrasystems.ai,"
            })
    void what_is_no_list_of_https_origins_is_refused(String origins) {
        Map<String, String> environment = new HashMap<>(DECLARED);
        environment.put("PUBLIC_ORIGINS", origins);

        assertThat(problems(environment)).startsWith("PUBLIC_ORIGINS is no list of https origins");
    }

    private static String problems(Map<String, String> environment) {
        var read = new SettingsReader(environment);
        Optional<Declaration> declaration = Declaration.from(read);
        assertThat(declaration).isEmpty();
        return read.build(() -> "").fold(none -> "no problem", reason -> reason);
    }

    private String ask(Map<String, String> environment, String host, String query) throws IOException {
        Optional<Declaration> declaration = Declaration.from(new SettingsReader(environment));
        try (HttpServer server = HttpServer.start(
                                "backend",
                                new ListenAddress("127.0.0.1", 0),
                                Clock.systemUTC(),
                                log::add,
                                routes -> declaration.ifPresent(it -> it.addTo(routes)),
                                jetty -> {})
                        .fold(it -> it, DeclarationTest::failed);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + Declaration.PATH + query + " HTTP/1.1\r\nHost: " + host
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static HttpServer failed(String reason) {
        throw new AssertionError(reason);
    }

    private static String nonceOf(int bytes) {
        byte[] random = new byte[bytes];
        new Random(1).nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
