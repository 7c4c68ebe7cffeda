package ai.netrasystems.runner.environment.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.ClientSettings;
import ai.netrasystems.runner.staging.ConnectTo;
import ai.netrasystems.runner.staging.EnvironmentProxy;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.http.TestHttp;
import ai.netrasystems.runner.staging.websocket.TestWebSocket;
import ai.netrasystems.runner.staging.websocket.WebSocketConnector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A staging system that only a proxy can reach: its names are looked up nowhere here. */
@Tag("unit")
class ProxiedStagingTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("the tests' own");
    private static final SSLContext TLS = AUTHORITY.server(StandIn.SITE, StandIn.SOCKETS);

    @TempDir
    Path project;

    private StandIn standIn;
    private TunnelProxy proxy;
    private StagingFixture fixture;

    @BeforeEach
    void open() throws IOException {
        standIn = new StandIn(TLS.getServerSocketFactory());
        proxy = new TunnelProxy(standIn.port(), Optional.empty());
        fixture = new StagingFixture(project, AUTHORITY.pem(project));
        fixture.proxy = variable("http://127.0.0.1:" + proxy.port());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        standIn.close();
    }

    @Test
    void the_preflight_goes_through_the_proxy_of_the_environment() throws Exception {
        fixture.ready("backend").lease().close();

        assertThat(proxy.heads())
                .anyMatch(head -> head.startsWith("CONNECT " + StandIn.SITE + ":443 "))
                .anyMatch(head -> head.startsWith("CONNECT " + StandIn.SOCKETS + ":443 "))
                .noneMatch(head -> head.contains(StagingFixture.KEY.reveal()) || head.contains(StandIn.TOKEN));
        assertThat(fixture.checks())
                .contains("skipped dns " + StandIn.SITE + ": left to the proxy 127.0.0.1:" + proxy.port());
    }

    @Test
    void a_proxy_that_asks_for_a_login_gets_that_of_the_variable() throws Exception {
        String basic = "Basic "
                + Base64.getEncoder().encodeToString("me:s3cret-of-the-proxy".getBytes(StandardCharsets.UTF_8));
        try (TunnelProxy asking = new TunnelProxy(standIn.port(), Optional.of(basic))) {
            fixture.proxy = variable("http://me:s3cret-of-the-proxy@127.0.0.1:" + asking.port());

            fixture.ready("backend").lease().close();
        }
        assertThat(fixture.events.toString()).doesNotContain("s3cret-of-the-proxy");
        assertThat(standIn.exchanges().toString()).doesNotContain("Proxy-Authorization", "proxy-authorization");
    }

    @Test
    void a_proxy_that_is_not_there_is_told() throws Exception {
        proxy.close();

        Diagnosis diagnosis = fixture.failure("backend");

        assertThat(diagnosis.kind()).isEqualTo("staging-unreachable");
    }

    @Test
    void the_clients_of_tests_go_through_it_too() throws Exception {
        standIn.on("/hello", exchange -> exchange.json("\"hi\""));
        Map<String, String> variables = new HashMap<>(StagingFixture.netra().variables());
        variables.put("ENVIRONMENT", "staging");
        TestEnvironment environment = TestEnvironment.from(variables::get);
        AccessToken token = AccessToken.fixed(StandIn.TOKEN);
        TestIdentity identity = new TestIdentity("run-1", new TestId(".:a.B#m()"));
        ClientSettings settings = new ClientSettings(ConnectTo.nothing(), fixture.trust, fixture.proxy);

        OkHttpClient client = TestHttp.client(new OkHttpClient(), settings, environment, token, identity);
        try (Response response = client.newCall(new Request.Builder()
                        .url("https://" + StandIn.SITE + "/hello")
                        .build())
                .execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        try (TestWebSocket socket = WebSocketConnector.of(settings, environment, token, identity)
                .connect(StagingFixture.netra().webSocket().orElseThrow())) {
            assertThat(socket.isOpen()).isTrue();
        }
        assertThat(proxy.heads())
                .anyMatch(head -> head.startsWith("CONNECT " + StandIn.SITE + ":443 "))
                .anyMatch(head -> head.startsWith("CONNECT " + StandIn.SOCKETS + ":443 "))
                .noneMatch(head -> head.contains(StandIn.TOKEN));
    }

    /** The rule that this machine is reached directly is about the target; the proxy itself may stand here. */
    private static EnvironmentProxy variable(String value) {
        return EnvironmentProxy.from(name -> name.equals("HTTPS_PROXY") ? value : null);
    }
}
