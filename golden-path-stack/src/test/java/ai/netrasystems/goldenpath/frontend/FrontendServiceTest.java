package ai.netrasystems.goldenpath.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.goldenpath.service.RunningService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The service over real HTTP. */
class FrontendServiceTest {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PORT", "0",
            "HOST", "127.0.0.1",
            "AUTH_SERVICE_URL", "http://127.0.0.1:8081",
            "BACKEND_URL", "http://127.0.0.1:8000",
            "WEBSOCKET_URL", "ws://127.0.0.1:8000/api/v1/websocket");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @Test
    void serves_a_page_that_may_talk_to_the_three_services_and_nothing_else() throws Exception {
        try (RunningService service = started()) {
            HttpResponse<String> page = get(service, "/");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .contains("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' "
                            + "http://127.0.0.1:8081 http://127.0.0.1:8000 ws://127.0.0.1:8000; "
                            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
            assertThat(page.body()).contains("<script src=\"/chat.js\" defer>").doesNotContain("onclick", "<style");
        }
    }

    @Test
    void serves_what_the_page_loads() throws Exception {
        try (RunningService service = started()) {
            assertThat(get(service, "/chat.js").body()).contains("'jwt-auth'").doesNotContain("innerHTML", "eval(");
            assertThat(get(service, "/chat.js")
                            .headers()
                            .firstValue("Content-Type")
                            .orElse(""))
                    .startsWith("text/javascript");
            assertThat(get(service, "/chat.css").statusCode()).isEqualTo(200);
            assertThat(get(service, "/config.json").body())
                    .isEqualTo(
                            "{\"auth_service_url\":\"http://127.0.0.1:8081\",\"backend_url\":\"http://127.0.0.1:8000\","
                                    + "\"websocket_url\":\"ws://127.0.0.1:8000/api/v1/websocket\"}");
            assertThat(get(service, "/health").body()).startsWith("{\"status\":\"healthy\",\"service\":\"frontend\"");
            assertThat(get(service, "/../pom.xml").statusCode()).isNotEqualTo(200);
        }
    }

    @Test
    void names_every_address_that_is_missing() {
        assertThat(FrontendService.start(Map.of("PORT", "0"), Clock.systemUTC(), line -> {})
                        .<String>fold(running -> "", reason -> reason))
                .isEqualTo("AUTH_SERVICE_URL is not set; BACKEND_URL is not set; WEBSOCKET_URL is not set");
    }

    private static RunningService started() {
        return FrontendService.start(ENVIRONMENT, Clock.systemUTC(), line -> {}).fold(running -> running, reason -> {
            throw new AssertionError(reason);
        });
    }

    private HttpResponse<String> get(RunningService service, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
