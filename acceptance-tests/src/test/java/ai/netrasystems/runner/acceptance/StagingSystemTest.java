package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.Test;
import tools.jackson.jr.ob.JSON;

/** The stand-in for staging is what the other tests take it for. */
class StagingSystemTest {
    private static final String NONCE = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String ORIGIN = "https://" + StagingSystem.HOST;
    private static final String DECLARATION = "/.well-known/test-target?nonce=" + NONCE;

    /** An answer, read to its end. */
    private record Answer(int status, String body) {}

    @Test
    void is_the_whole_stack_behind_one_tls_port_cold_at_first() throws Exception {
        Machine before = Machine.snapshot();
        try (StagingSystem staging = StagingSystem.start()) {
            OkHttpClient client = StagingClient.of(staging.front().address(), staging.trust());
            assertThat(staging.front().connections()).isEmpty();

            long begun = System.nanoTime();
            assertThat(get(client, ORIGIN + "/health").status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(StagingSystem.COLD_START);
            begun = System.nanoTime();
            assertThat(get(client, ORIGIN + "/").body()).contains("<html");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(StagingSystem.COLD_START);

            assertThat(get(client, ORIGIN + "/auth/health").body()).contains("\"service\":\"auth\"");
            assertThat(get(client, ORIGIN + "/health/ready").body()).contains("\"service\":\"backend\"");
            assertThat(get(client, ORIGIN + "/ws/health").body()).contains("\"service\":\"backend\"");
            assertThat(get(client, ORIGIN + "/api/v1/threads").status()).isEqualTo(401);
            assertThat(get(client, ORIGIN + "/config.json").body()).contains("wss://" + StagingSystem.API_HOST);
            assertThat(get(client, ORIGIN + DECLARATION).body())
                    .isEqualTo("{\"schema\":1,\"origin\":\"" + ORIGIN + "\",\"environment\":\"staging\",\"build\":\""
                            + staging.build() + "\"}");
            assertThat(get(client, "https://" + StagingSystem.API_HOST + DECLARATION)
                            .body())
                    .contains("\"origin\":\"https://" + StagingSystem.API_HOST + "\"");

            conversation(client, logIn(client, staging));

            assertThat(staging.front().connections())
                    .hasSizeGreaterThan(10)
                    .allMatch(line -> line.contains(" to staging.netrasystems.ai: ")
                            || line.contains(" to api-staging.netrasystems.ai: "))
                    .anyMatch(line -> line.endsWith("GET /health HTTP/1.1"));
            assertThat(staging.requests())
                    .anySatisfy(request -> assertThat(request)
                            .containsEntry("path", "/api/v1/websocket")
                            .containsEntry("status", 101)
                            .containsEntry("run_id", "run-1")
                            .containsEntry("test_id", "a#b()"));
            refusesWhoeverTrustsAnotherAuthority(staging);
            isUnhealthyWhereItIsAskedTo(staging);
        }
        assertThat(Machine.snapshot()).as("nothing of it is left").isEqualTo(before);
    }

    @Test
    void an_undeclared_one_answers_everything_but_what_it_is() throws Exception {
        try (StagingSystem staging = StagingSystem.undeclared()) {
            OkHttpClient client = StagingClient.of(staging.front().address(), staging.trust());

            assertThat(get(client, ORIGIN + DECLARATION).status()).isEqualTo(404);
            assertThat(get(client, ORIGIN + "/health").status()).isEqualTo(200);
        }
    }

    @Test
    void one_can_say_that_it_is_production() throws Exception {
        try (StagingSystem staging = StagingSystem.declaring("production")) {
            OkHttpClient client = StagingClient.of(staging.front().address(), staging.trust());

            assertThat(get(client, ORIGIN + DECLARATION).body()).contains("\"environment\":\"production\"");
        }
    }

    private static void refusesWhoeverTrustsAnotherAuthority(StagingSystem staging) {
        try (LoadBalancer front = staging.frontOfAnotherAuthority()) {
            OkHttpClient client = StagingClient.of(front.address(), staging.trust());

            assertThatThrownBy(() -> get(client, ORIGIN + "/health")).isInstanceOf(SSLHandshakeException.class);
        }
    }

    private static void isUnhealthyWhereItIsAskedTo(StagingSystem staging) throws IOException {
        try (LoadBalancer front = staging.unhealthyFront()) {
            OkHttpClient client = StagingClient.of(front.address(), staging.trust());

            assertThat(get(client, ORIGIN + "/health").status()).isEqualTo(503);
            assertThat(get(client, ORIGIN + DECLARATION).status()).isEqualTo(200);
        }
    }

    private static String logIn(OkHttpClient client, StagingSystem staging) throws IOException {
        Request login = new Request.Builder()
                .url(ORIGIN + "/auth/e2e/test-auth")
                .header("X-E2E-Bypass-Key", staging.key())
                .post(RequestBody.create(
                        "{\"email\":\"a@e2e.netrasystems.ai\",\"name\":\"A\",\"permissions\":[],\"simulate_oauth\":true}",
                        MediaType.get("application/json")))
                .build();
        Answer answer = answer(client, login);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return String.valueOf(JSON.std.mapFrom(answer.body()).get("access_token"));
    }

    private static void conversation(OkHttpClient client, String token) throws InterruptedException {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket socket = client.newWebSocket(
                new Request.Builder()
                        .url("https://" + StagingSystem.API_HOST + "/api/v1/websocket")
                        .header("Sec-WebSocket-Protocol", "jwt-auth, jwt." + encoded + ", e2e-testing")
                        .header("X-Test-Run-Id", "run-1")
                        .header("X-Test-Id", "a%23b()")
                        .build(),
                new WebSocketListener() {
                    @Override
                    public void onMessage(WebSocket from, String text) {
                        heard.add(text);
                    }

                    @Override
                    public void onFailure(WebSocket from, Throwable failure, Response response) {
                        heard.add("failed: " + failure);
                    }

                    @Override
                    public void onClosed(WebSocket from, int code, String reason) {
                        heard.add("closed: " + code);
                    }
                });
        assertThat(heard.poll(20, TimeUnit.SECONDS)).contains("connection_ready");
        socket.send("{\"type\":\"user_message\",\"text\":\"hello\",\"thread_id\":\"t1\"}");
        assertThat(heard.poll(20, TimeUnit.SECONDS)).contains("agent_started");
        socket.close(1000, "done");
        List<String> rest = List.of("agent_thinking", "tool_executing", "tool_completed", "agent_completed", "closed");
        for (String next = heard.poll(20, TimeUnit.SECONDS);
                next != null && !next.equals("closed: 1000");
                next = heard.poll(20, TimeUnit.SECONDS)) {
            String said = next;
            assertThat(rest).anyMatch(said::contains);
        }
    }

    private static Answer get(OkHttpClient client, String url) throws IOException {
        return answer(client, new Request.Builder().url(url).build());
    }

    private static Answer answer(OkHttpClient client, Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return new Answer(response.code(), response.body().string());
        }
    }
}
