package ai.netrasystems.runner.staging.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.Variables;
import ai.netrasystems.runner.staging.courtesy.Courtesy;
import ai.netrasystems.runner.staging.http.FlakyServer.Script;
import ai.netrasystems.runner.staging.network.NetworkLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of tests against servers that misbehave. */
@Timeout(60)
class TestCallsTest {
    private static final TestId TEST = new TestId(".:a.B#m()");
    private static final TestIdentity IDENTITY = new TestIdentity("r-1", TEST);
    private static final String SECRET = "t0ken-of-the-test";
    private static final byte[] BODY = {'b', 'o', 'd', 'y'};

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "DELETE", "PUT"})
    void on_staging_an_idempotent_call_is_sent_again_while_the_service_starts(String method) throws IOException {
        Script[] starting = {
            FlakyServer.status(502),
            FlakyServer.reset(),
            FlakyServer.status(503),
            FlakyServer.status(504),
            FlakyServer.status(204)
        };
        try (FlakyServer server = new FlakyServer(starting)) {
            assertThat(call("staging", server.url(), method)).isEqualTo(204);
            assertThat(server.requests())
                    .hasSize(5)
                    .allSatisfy(request -> assertThat(request).startsWith(method + " "));
            if (method.equals("PUT")) {
                assertThat(server.requests())
                        .allSatisfy(request -> assertThat(request).endsWith("\r\n\r\nbody"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH", "PURGE"})
    void another_call_is_never_carried_out_twice(String method) throws IOException {
        try (FlakyServer server = new FlakyServer(FlakyServer.reset(), FlakyServer.status(204))) {
            assertThatThrownBy(() -> call("staging", server.url(), method)).isInstanceOf(IOException.class);
            assertThat(server.requests()).hasSize(1);
        }
        // OkHttp itself would take that for an invitation.
        try (FlakyServer server = new FlakyServer(FlakyServer.status(503, "Retry-After: 0"), FlakyServer.status(204))) {
            assertThat(call("staging", server.url(), method)).isEqualTo(503);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_post_of_which_nothing_was_sent_is_sent_when_the_service_takes_connections() throws IOException {
        int port = freePort();
        List<FlakyServer> started = new ArrayList<>();
        OkHttpClient shared = new OkHttpClient.Builder()
                .eventListener(new EventListener() {
                    @Override
                    public void connectFailed(
                            Call call,
                            InetSocketAddress address,
                            Proxy proxy,
                            @Nullable Protocol protocol,
                            IOException failure) {
                        try {
                            started.add(new FlakyServer(port, FlakyServer.status(201)));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                })
                .build();
        try {
            URI url = URI.create("http://127.0.0.1:" + port);
            assertThat(call(client(shared, "staging", url, Variables.of()), url, "POST"))
                    .isEqualTo(201);
            assertThat(started).hasSize(1);
            assertThat(started.get(0).requests()).singleElement().asString().endsWith("\r\n\r\nbody");
        } finally {
            for (FlakyServer server : started) {
                server.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "test"})
    void elsewhere_the_first_answer_stands(String environment) throws IOException {
        try (FlakyServer server = new FlakyServer(FlakyServer.status(503), FlakyServer.status(204))) {
            assertThat(call(environment, server.url(), "GET")).isEqualTo(503);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void who_asks_to_be_left_alone_for_a_while_is() throws IOException {
        try (FlakyServer server = new FlakyServer(FlakyServer.status(503, "Retry-After: 1"), FlakyServer.status(204))) {
            long begun = System.nanoTime();
            assertThat(call("staging", server.url(), "GET")).isEqualTo(204);
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
        }
        for (String longer : List.of("60", "Tue, 31 Dec 2999 23:59:59 GMT")) {
            try (FlakyServer server =
                    new FlakyServer(FlakyServer.status(503, "Retry-After: " + longer), FlakyServer.status(204))) {
                assertThat(call("staging", server.url(), "GET")).isEqualTo(503);
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void the_allowance_ends() throws IOException {
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(new TestCalls(
                        TEST, Duration.ofMillis(500), Courtesy.from(Variables.of()), NetworkLog.from(Variables.of())))
                .build();
        try (FlakyServer server = new FlakyServer(FlakyServer.status(503))) {
            assertThat(call(client, server.url(), "GET")).isEqualTo(503);
            // 100 ms and 200 ms were waited; the next 400 would be too much.
            assertThat(server.requests()).hasSizeBetween(2, 3);
        }
    }

    @Test
    void each_exchange_is_written_down_before_the_test_sees_it() throws IOException {
        try (FlakyServer server = new FlakyServer(
                FlakyServer.status(502),
                FlakyServer.status(404),
                FlakyServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhal"))) {
            EnvironmentVariables recording = recording();
            OkHttpClient client = client(new OkHttpClient(), "staging", server.url(), recording);
            assertThat(call(client, URI.create(server.url() + "/a%20b/" + SECRET + "?secret=1"), "GET"))
                    .isEqualTo(404);
            assertThat(lines())
                    .singleElement()
                    .asString()
                    .matches("\\{\"schema\":1,\"at\":\\d{13},\"test\":\"\\.:a\\.B#m\\(\\)\",\"client\":\"http\","
                            + "\"origin\":\"" + server.url() + "\",\"method\":\"GET\",\"path\":\"/a%20b/.*\","
                            + "\"status\":404}")
                    .doesNotContain("secret=");

            Request request = new Request.Builder().url(server.url() + "/cut").build();
            try (Response response = client.newCall(request).execute()) {
                assertThat(lines()).last().asString().endsWith("\"path\":\"/cut\",\"status\":200}");
                assertThatThrownBy(() -> response.body().string()).isInstanceOf(IOException.class);
            }
            assertThat(lines())
                    .hasSize(3)
                    .last()
                    .asString()
                    .endsWith("\"path\":\"/cut\",\"failure\":\"java.net.ProtocolException\"}");
        }
    }

    @Test
    void a_token_in_a_path_is_not_written_down() throws IOException {
        try (FlakyServer server = new FlakyServer(FlakyServer.status(204))) {
            call(
                    client(new OkHttpClient(), "local", server.url(), recording()),
                    URI.create(server.url() + "/of/" + SECRET),
                    "GET");
            assertThat(server.requests()).singleElement().asString().contains("Bearer " + SECRET);
        }
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("\"path\":\"/of/<token>\"")
                .doesNotContain(SECRET);
    }

    @Test
    void a_failure_is_told_by_its_class() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:" + freePort());
        assertThatThrownBy(() -> call(client(new OkHttpClient(), "local", nobody, recording()), nobody, "GET"))
                .isInstanceOf(IOException.class);
        assertThat(lines()).singleElement().asString().endsWith("\"failure\":\"java.net.ConnectException\"}");
    }

    @Test
    void a_call_whose_time_is_over_is_a_failure_and_a_call_that_the_test_cancels_is_none_of_the_networks()
            throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch over = new CountDownLatch(1);
        Script silence = peer -> {
            asked.countDown();
            awaits(over);
        };
        try (FlakyServer server = new FlakyServer(silence)) {
            OkHttpClient client = client(new OkHttpClient(), "staging", server.url(), recording());
            OkHttpClient hasty =
                    client.newBuilder().callTimeout(Duration.ofMillis(200)).build();
            assertThatThrownBy(() -> call(hasty, server.url(), "GET")).isInstanceOf(IOException.class);
            assertThat(lines()).singleElement().asString().endsWith("\"failure\":\"java.net.SocketTimeoutException\"}");

            Call call = client.newCall(
                    new Request.Builder().url(server.url().toString()).build());
            ExecutorService other = Executors.newSingleThreadExecutor();
            try {
                Future<Response> answer = other.submit(call::execute);
                assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
                call.cancel();
                assertThatThrownBy(answer::get).hasCauseInstanceOf(IOException.class);
            } finally {
                other.shutdownNow();
            }
            assertThat(lines())
                    .last()
                    .asString()
                    .contains("CancellationException")
                    .doesNotContain("java.io");
        } finally {
            over.countDown();
        }
    }

    @Test
    void the_record_is_its_owners_alone() throws IOException {
        try (FlakyServer server = new FlakyServer(FlakyServer.status(204))) {
            call(client(new OkHttpClient(), "local", server.url(), recording()), server.url(), "GET");
        }
        assertThat(files()).singleElement().satisfies(file -> {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(file.getFileName().toString())
                    .startsWith(ProcessHandle.current().pid() + "-")
                    .endsWith(".jsonl");
        });
    }

    @Test
    void without_the_variables_nothing_is_written_and_nobody_waits() throws IOException {
        try (FlakyServer server = new FlakyServer(FlakyServer.status(204))) {
            call("local", server.url(), "GET");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void all_clients_of_a_process_together_keep_to_the_limits() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Script counting = peer -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            // long enough that all would meet here
            awaits(new CountDownLatch(1), 30);
            now.decrementAndGet();
            FlakyServer.status(204).answer(peer);
        };
        EnvironmentVariables limited = Variables.of("RUNNER_STAGING_LIMITS", "concurrency=3,rate=9973");
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (FlakyServer server = new FlakyServer(counting)) {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                OkHttpClient client = client(new OkHttpClient(), "local", server.url(), limited);
                calls.add(() -> call(client, server.url(), "GET"));
            }
            for (Future<Integer> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(204);
            }
            assertThat(most.get()).isEqualTo(3);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_call_that_gets_no_turn_in_its_time_says_so_and_is_no_failure_of_the_network() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (FlakyServer server = new FlakyServer(peer -> {
            asked.countDown();
            awaits(over);
            FlakyServer.status(204).answer(peer);
        })) {
            EnvironmentVariables limited = Variables.of(
                    "RUNNER_STAGING_LIMITS",
                    "concurrency=1,rate=9967",
                    "RUNNER_NETWORK_LOG",
                    folder.resolve("network").toString());
            OkHttpClient client = client(new OkHttpClient(), "local", server.url(), limited);
            Future<Integer> first = other.submit(() -> call(client, server.url(), "GET"));
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            OkHttpClient hasty =
                    client.newBuilder().callTimeout(Duration.ofMillis(200)).build();
            assertThatThrownBy(() -> call(hasty, server.url(), "GET"))
                    .isInstanceOf(IOException.class)
                    .satisfies(thrown -> assertThat(thrown + " " + thrown.getCause())
                            .contains("no turn", "concurrency=1,rate=9967"));
            assertThat(files()).isEmpty();
            over.countDown();
            assertThat(first.get()).isEqualTo(204);
        } finally {
            over.countDown();
            other.shutdownNow();
        }
    }

    @Test
    void on_staging_an_endpoint_that_breaks_the_domain_rule_sees_no_secret_whatever_a_variable_says()
            throws IOException {
        try (FlakyServer server = new FlakyServer(FlakyServer.status(204))) {
            Request request = new Request.Builder()
                    .url(server.url().toString())
                    .header("X-E2E-Bypass-Key", "k3y")
                    .header("Cookie", "session=1")
                    .build();
            EnvironmentVariables ofProfile = Variables.of("RUNNER_STAGING_DOMAIN", "netrasystems.ai");
            try (Response response = client(new OkHttpClient(), "staging", server.url(), ofProfile)
                    .newCall(request)
                    .execute()) {
                assertThat(response.code()).isEqualTo(204);
            }
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .doesNotContainIgnoringCase("authorization")
                    .doesNotContain(SECRET, "k3y", "session=1")
                    .doesNotContainIgnoringCase("x-test-");
        }
    }

    private static void awaits(CountDownLatch latch) {
        awaits(latch, 20_000);
    }

    private static void awaits(CountDownLatch latch, int millis) {
        try {
            boolean ignored = latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    private EnvironmentVariables recording() {
        return Variables.of("RUNNER_NETWORK_LOG", folder.resolve("network").toString());
    }

    private List<Path> files() throws IOException {
        Path directory = folder.resolve("network");
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files()) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }

    private static int call(String environment, URI url, String method) throws IOException {
        return call(client(new OkHttpClient(), environment, url, Variables.of()), url, method);
    }

    private static OkHttpClient client(
            OkHttpClient shared, String environment, URI url, EnvironmentVariables variables) {
        URI origin = url.resolve("/");
        return TestHttp.client(
                shared,
                variables,
                TestEnvironment.from(Variables.of("ENVIRONMENT", environment, "BACKEND_URL", origin.toString())),
                AccessToken.fixed(SECRET),
                IDENTITY);
    }

    private static int call(OkHttpClient client, URI url, String method) throws IOException {
        boolean hasBody = List.of("POST", "PUT", "PATCH").contains(method);
        Request request = new Request.Builder()
                .url(url.toString())
                .method(method, hasBody ? RequestBody.create(BODY) : null)
                .build();
        try (Response response = client.newCall(request).execute()) {
            return response.code();
        }
    }
}
