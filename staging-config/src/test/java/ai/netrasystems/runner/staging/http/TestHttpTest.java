package ai.netrasystems.runner.staging.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.Variables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestHttpTest {
    private static final TestIdentity IDENTITY = new TestIdentity("r-1", new TestId(".:a.B#m()[1:ab]"));
    private static final OkHttpClient SHARED = new OkHttpClient();
    private static final String SENT_ID = ".%3Aa.B%23m%28%29%5B1%3Aab%5D";

    private final RecordingServer backend;
    private final RecordingServer foreign;

    TestHttpTest() throws IOException {
        backend = new RecordingServer();
        foreign = new RecordingServer();
    }

    @AfterEach
    void stop() {
        backend.close();
        foreign.close();
        SHARED.connectionPool().evictAll();
    }

    @Test
    void a_request_to_the_environment_carries_the_token_and_who_asks() throws IOException {
        get(client(AccessToken.fixed("t0ken")), backend.url());

        assertThat(backend.requests())
                .singleElement()
                .satisfies(headers -> assertThat(headers)
                        .containsEntry("authorization", "Bearer t0ken")
                        .containsEntry("x-test-type", "E2E")
                        .containsEntry("x-test-environment", "local")
                        .containsEntry("x-test-session", "r-1")
                        .containsEntry("x-test-run-id", "r-1")
                        .containsEntry("x-test-id", SENT_ID));
    }

    @Test
    void a_request_to_anybody_else_carries_nothing_of_it() throws IOException {
        get(client(AccessToken.fixed("t0ken")), foreign.url());

        assertThat(foreign.requests()).singleElement().satisfies(TestHttpTest::isBare);
    }

    @Test
    void the_same_port_under_another_host_name_is_somebody_else() throws IOException {
        get(
                client(AccessToken.fixed("t0ken")),
                URI.create("http://localhost:" + backend.url().getPort()));

        assertThat(backend.requests()).singleElement().satisfies(TestHttpTest::isBare);
    }

    @Test
    void no_redirect_is_followed_home_or_away() throws IOException {
        OkHttpClient follows = SHARED.newBuilder()
                .followRedirects(true)
                .followSslRedirects(true)
                .build();
        for (RecordingServer target : List.of(foreign, backend)) {
            Request request = new Request.Builder()
                    .url(backend.url() + "/to?" + target.url())
                    .header("X-E2E-Bypass-Key", "k3y")
                    .build();
            OkHttpClient client = TestHttp.client(follows, environment(), AccessToken.fixed("t0ken"), IDENTITY);
            try (Response response = client.newCall(request).execute()) {
                assertThat(response.code()).isEqualTo(302);
                assertThat(response.header("Location")).isEqualTo(target.url().toString());
            }
        }

        assertThat(foreign.requests()).isEmpty();
        assertThat(backend.requests()).hasSize(2);
    }

    @Test
    void a_secret_that_a_test_adds_does_not_leave_the_environment() throws IOException {
        Request request = new Request.Builder()
                .url(foreign.url().toString())
                .header("X-E2E-Bypass-Key", "k3y")
                .header("Cookie", "session=1")
                .header("Authorization", "Bearer t0ken")
                .header("X-Harmless", "1")
                .build();
        execute(client(AccessToken.fixed("t0ken")), request);

        assertThat(foreign.requests()).singleElement().satisfies(headers -> {
            isBare(headers);
            assertThat(headers).containsEntry("x-harmless", "1");
        });
    }

    @Test
    void a_client_made_on_one_of_another_user_speaks_for_its_own() throws IOException {
        OkHttpClient first = client(AccessToken.fixed("first"));
        get(TestHttp.client(first, environment(), AccessToken.fixed("second"), IDENTITY), backend.url());

        assertThat(backend.requests())
                .singleElement()
                .satisfies(headers -> assertThat(headers).containsEntry("authorization", "Bearer second"));
    }

    @Test
    void the_token_is_the_one_of_the_moment(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "first");
        OkHttpClient client = client(AccessToken.from(Variables.of("E2E_AUTH_TOKEN_FILE", file.toString()))
                .orElseThrow());
        get(client, backend.url());
        Files.writeString(file, "second");
        get(client, backend.url());

        assertThat(backend.requests())
                .extracting(headers -> headers.get("authorization"))
                .containsExactly("Bearer first", "Bearer second");
    }

    @Test
    void an_authorization_of_the_tests_own_stands() throws IOException {
        Request request = new Request.Builder()
                .url(backend.url().toString())
                .header("Authorization", "Bearer other")
                .build();
        execute(client(AccessToken.fixed("t0ken")), request);

        assertThat(backend.requests())
                .singleElement()
                .satisfies(headers -> assertThat(headers).containsEntry("authorization", "Bearer other"));
    }

    @Test
    void an_endpoint_that_a_test_names_belongs_to_the_environment() throws IOException {
        TestEnvironment environment = environment().with(new ServiceEndpoint("mail", foreign.url()));
        get(TestHttp.client(SHARED, environment, AccessToken.fixed("t0ken"), IDENTITY), foreign.url());

        assertThat(foreign.requests())
                .singleElement()
                .satisfies(headers -> assertThat(headers).containsEntry("authorization", "Bearer t0ken"));
    }

    @Test
    void refuses_to_work_where_it_would_not_see_redirects() {
        OkHttpClient wrong = SHARED.newBuilder()
                .addInterceptor(new TestRequestInterceptor(environment(), AccessToken.fixed("t0ken"), IDENTITY))
                .build();

        assertThatThrownBy(() -> get(wrong, backend.url()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("addNetworkInterceptor");
        assertThat(backend.requests()).isEmpty();
    }

    private static void isBare(Map<String, String> headers) {
        assertThat(headers)
                .isNotEmpty()
                .doesNotContainKeys("authorization", "cookie", "x-e2e-bypass-key", "x-test-id", "x-test-run-id");
        assertThat(headers.toString()).doesNotContain("t0ken");
    }

    private OkHttpClient client(AccessToken token) {
        return TestHttp.client(SHARED, environment(), token, IDENTITY);
    }

    private TestEnvironment environment() {
        return TestEnvironment.from(Variables.of(
                "ENVIRONMENT", "local", "BACKEND_URL", backend.url().toString()));
    }

    private static void get(OkHttpClient client, URI url) throws IOException {
        execute(client, new Request.Builder().url(url.toString()).build());
    }

    private static void execute(OkHttpClient client, Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(204);
        }
    }
}
