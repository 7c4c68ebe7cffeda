package ai.netrasystems.goldenpath.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.Json;
import ai.netrasystems.goldenpath.service.RunningService;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service over real HTTP. */
class AuthServiceTest {

    private static final String KEY = "the bypass key";
    private static final String LOGIN =
            "{\"email\":\"Ann@example.org\",\"name\":\"Ann\",\"permissions\":[\"chat\"]," + "\"simulate_oauth\":true}";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final Map<String, String> environment = new HashMap<>(
            Map.of("PORT", "0", "HOST", "127.0.0.1", "E2E_OAUTH_SIMULATION_KEY", KEY, "ENVIRONMENT", "local"));
    private RunningService service = never();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void is_healthy() throws Exception {
        start();

        HttpResponse<String> answer = send(request("/auth/health").GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"status\":\"healthy\",\"service\":\"auth\"");
    }

    @Test
    void logs_a_simulated_user_in() throws Exception {
        start();

        HttpResponse<String> answer = login(KEY, LOGIN);
        JsonObject body = body(answer);
        JsonObject user = body.getAsJsonObject("user");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(Json.string(body, "token_type")).contains("Bearer");
        assertThat(body.get("expires_in").getAsInt()).isEqualTo(900);
        assertThat(Json.string(body, "refresh_token")).isPresent();
        assertThat(Json.string(user, "email")).contains("ann@example.org");
        assertThat(Json.string(user, "name")).contains("Ann");
        assertThat(user.get("permissions")).hasToString("[\"chat\"]");
        assertThat(introspected(token(body)))
                .contains(
                        "\"active\":true",
                        "\"sub\":\"" + Json.string(user, "id").orElseThrow() + "\"",
                        "\"exp\":");
    }

    @Test
    void refuses_a_wrong_or_missing_key() throws Exception {
        start();

        assertThat(login("another key", LOGIN).statusCode()).isEqualTo(401);
        assertThat(login("", LOGIN).statusCode()).isEqualTo(401);
        assertThat(send(request("/auth/e2e/test-auth").POST(BodyPublishers.ofString(LOGIN)))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void refuses_everybody_in_production_before_it_looks_at_the_key() throws Exception {
        environment.put("ENVIRONMENT", "Production");
        environment.remove("E2E_OAUTH_SIMULATION_KEY");
        start();

        assertThat(login(KEY, LOGIN).statusCode()).isEqualTo(403);
        assertThat(delegate("any", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void is_503_when_no_key_is_configured() throws Exception {
        environment.remove("E2E_OAUTH_SIMULATION_KEY");
        start();

        assertThat(login(KEY, LOGIN).statusCode()).isEqualTo(503);
    }

    @Test
    void is_400_for_a_body_that_names_no_user() throws Exception {
        start();

        for (String body :
                List.of("", "{", "[]", "{}", "{\"email\":\"nobody\"}", "{\"email\":\"a@b.c\",\"permissions\":[1]}")) {
            assertThat(login(KEY, body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(login(KEY, "x".repeat(100_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void hands_a_token_for_another_test_user_to_who_has_one() throws Exception {
        start();
        String token = token(body(login(KEY, LOGIN)));

        HttpResponse<String> answer = delegate(token, "{\"email\":\"bob@e2e.netrasystems.ai\"}");
        JsonObject bob = body(answer).getAsJsonObject("user");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(introspected(token(body(answer))))
                .contains(
                        "\"sub\":\"" + Json.string(bob, "id").orElseThrow() + "\"",
                        "bob@e2e.netrasystems.ai",
                        "[\"chat\"]");
        assertThat(delegate(token, "{\"email\":\"bob@example.org\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void hands_out_a_token_that_has_expired_already() throws Exception {
        start();
        String token = token(body(login(KEY, LOGIN)));

        HttpResponse<String> answer = delegate(token, "{\"expires_in\":0}");
        String expired = token(body(answer));

        assertThat(body(answer).get("expires_in").getAsInt()).isZero();
        assertThat(introspected(expired)).isEqualTo("{\"active\":false}");
        assertThat(delegate(expired, "{}").statusCode()).isEqualTo(401);
        assertThat(delegate("nonsense", "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void renews_by_refresh_token_and_takes_it_for_nothing_else() throws Exception {
        start();
        String refresh = Json.string(body(login(KEY, LOGIN)), "refresh_token").orElseThrow();

        HttpResponse<String> renewed = send(request("/auth/refresh")
                .POST(BodyPublishers.ofString(
                        Json.with("refresh_token", refresh).text())));

        assertThat(renewed.statusCode()).isEqualTo(200);
        assertThat(introspected(token(body(renewed)))).contains("\"active\":true");
        assertThat(introspected(refresh)).isEqualTo("{\"active\":false}");
        assertThat(delegate(refresh, "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void trusts_no_token_of_another_process() throws Exception {
        start();
        String token = token(body(login(KEY, LOGIN)));
        service.close();
        start();

        assertThat(introspected(token)).isEqualTo("{\"active\":false}");
    }

    @Test
    void answers_a_page_of_another_origin() throws Exception {
        start();

        HttpResponse<String> preflight = send(request("/auth/e2e/test-auth")
                .header("Origin", "http://127.0.0.1:3000")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElse(""))
                .contains("X-E2E-Bypass-Key", "Authorization", "Content-Type");
    }

    @Test
    void logs_who_asked_and_no_secret() throws Exception {
        start();
        String token = token(body(login(KEY, LOGIN)));

        introspected(token);
        send(request("/auth/nothing%0Ahere?token=" + token)
                .header("Authorization", "Bearer " + token)
                .header("X-Test-Run-Id", "run-7")
                .header("X-Test-Id", "m%3Aa.B%23c()")
                .GET());

        // An answer may be seen a moment before its line is written.
        List<String> lines = List.of(line(), line(), line());
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .contains("\"path\":\"/auth/introspect\"", "\"status\":200", "\"run_id\":null"));
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .contains("\"status\":404", "\"run_id\":\"run-7\"", "\"test_id\":\"m:a.B#c()\"")
                        .contains("\"path\":\"/auth/nothing%0Ahere\""));
        assertThat(String.join("", lines)).doesNotContain(token, KEY);
    }

    @Test
    void does_not_start_with_a_short_signing_key_or_on_a_taken_port() {
        start();
        environment.put("PORT", Integer.toString(service.port()));
        assertThat(AuthService.start(environment, Clock.systemUTC(), log::add)
                        .<String>fold(running -> "", reason -> reason))
                .startsWith("cannot listen on 127.0.0.1:" + service.port());

        environment.put("JWT_SECRET_KEY", "short");
        assertThat(AuthService.start(environment, Clock.systemUTC(), log::add)
                        .<String>fold(running -> "", reason -> reason))
                .startsWith("JWT_SECRET_KEY is shorter than the 32 bytes")
                .doesNotContain("short\"");
    }

    private void start() {
        Checked<RunningService> started = AuthService.start(environment, Clock.systemUTC(), log::add);
        service = started.fold(running -> running, reason -> {
            throw new AssertionError(reason);
        });
    }

    private String line() throws InterruptedException {
        return String.valueOf(log.poll(5, TimeUnit.SECONDS));
    }

    private HttpResponse<String> login(String key, String body) throws Exception {
        return send(
                request("/auth/e2e/test-auth").header("X-E2E-Bypass-Key", key).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> delegate(String token, String body) throws Exception {
        return send(request("/auth/e2e/delegate")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body)));
    }

    private String introspected(String token) throws Exception {
        return send(request("/auth/introspect")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("token=" + token)))
                .body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonObject body(HttpResponse<String> answer) {
        return Json.object(answer.body()).orElseThrow();
    }

    private static String token(JsonObject body) {
        return Json.string(body, "access_token").orElseThrow();
    }

    private static RunningService never() {
        return new RunningService() {
            @Override
            public int port() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }
}
