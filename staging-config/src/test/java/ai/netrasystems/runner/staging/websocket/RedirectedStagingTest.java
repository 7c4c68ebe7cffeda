package ai.netrasystems.runner.staging.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.ChildJvm;
import ai.netrasystems.runner.staging.ClientSettings;
import ai.netrasystems.runner.staging.ConnectTarget;
import ai.netrasystems.runner.staging.ConnectTo;
import ai.netrasystems.runner.staging.EnvironmentName;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.WebSocketDiagnosis;
import ai.netrasystems.runner.staging.WebSocketSettings;
import ai.netrasystems.runner.staging.http.TestHttp;
import ai.netrasystems.runner.staging.websocket.ScriptedServer.Script;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.NotConnected;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests reach a staging system that stands on loopback under an authority of its own, by variables alone. */
@Timeout(60)
class RedirectedStagingTest {
    private static final String SITE = "staging.netrasystems.ai";
    private static final String SOCKETS = "api-staging.netrasystems.ai";
    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final TestIdentity IDENTITY = new TestIdentity("r-1", new TestId(".:a.B#m()"));
    private static final AccessToken TOKEN = AccessToken.fixed("head.payload.signature");

    @TempDir
    Path folder;

    private ScriptedServer site;
    private ScriptedServer sockets;
    private Path trust;

    @BeforeEach
    void open() throws IOException {
        ServerSocketFactory tls = tlsFor(SITE, SOCKETS);
        site = new ScriptedServer(tls, peer -> peer.answer("HTTP/1.1 204 No Content\r\nConnection: close\r\n"));
        sockets = new ScriptedServer(tls, greets());
        trust = Files.writeString(folder.resolve("authority.pem"), AUTHORITY.certificatePem());
    }

    @AfterEach
    void close() throws IOException {
        site.close();
        sockets.close();
    }

    @Test
    void both_clients_connect_there_and_keep_the_name() throws Exception {
        ClientSettings settings = settings(Optional.of(trust));

        assertThat(get(settings)).isEqualTo(204);
        assertThat(site.requests().poll(5, TimeUnit.SECONDS).lines())
                .contains("Host: " + SITE, "Authorization: Bearer head.payload.signature");
        try (TestWebSocket socket = connect(settings)) {
            assertThat(socket.receive()).isEqualTo("hello");
        }
        assertThat(sockets.requests().poll(5, TimeUnit.SECONDS).lines()).contains("Host: " + SOCKETS);
    }

    @Test
    void a_test_knows_nothing_of_it() throws Exception {
        Map<String, String> variables = variables();
        variables.putAll(settings(Optional.of(trust)).variables());
        variables.put("RUNNER_NETWORK_LOG", folder.resolve("network").toString());
        variables.put("RUNNER_STAGING_LIMITS", "concurrency=1,rate=50");
        variables.put("RUNNER_STAGING_DOMAIN", "netrasystems.ai");
        List<Path> classpath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();

        ChildJvm.Result result = ChildJvm.run(folder, classpath, variables, ReachesStaging.class.getName());

        assertThat(result.output()).contains("status 204", "received hello");
        assertThat(result.exit()).isZero();
        try (Stream<Path> files = Files.list(folder.resolve("network"))) {
            assertThat(Files.readString(files.findFirst().orElseThrow()))
                    .contains(
                            "\"client\":\"http\",\"origin\":\"https://" + SITE + "\",\"method\":\"GET\",\"path\":\"/\"")
                    .contains("\"status\":204}")
                    .contains("\"client\":\"websocket\",\"origin\":\"https://" + SOCKETS + "\"")
                    .contains("\"status\":101}")
                    .doesNotContain("closeCode", "head.payload.signature");
        }
    }

    @Test
    void without_the_added_authority_nothing_is_said() {
        ClientSettings settings = settings(Optional.empty());

        assertThatThrownBy(() -> get(settings)).isInstanceOf(SSLHandshakeException.class);
        assertNotConnected(settings);
    }

    @Test
    void an_added_authority_does_not_excuse_another_hosts_certificate() throws Exception {
        try (ScriptedServer other =
                        new ScriptedServer(tlsFor("other.netrasystems.ai"), peer -> peer.answer("HTTP/1.1 204\r\n"));
                ScriptedServer otherSockets = new ScriptedServer(tlsFor("other.netrasystems.ai"), greets())) {
            ClientSettings settings = new ClientSettings(
                    new ConnectTo(Map.of(SITE, target(other), SOCKETS, target(otherSockets))), Optional.of(trust));

            assertThatThrownBy(() -> get(settings)).isInstanceOf(SSLPeerUnverifiedException.class);
            assertNotConnected(settings);
            assertThat(other.requests()).isEmpty();
            assertThat(otherSockets.requests()).isEmpty();
        }
    }

    @Test
    void clients_of_several_tests_share_a_connection() throws Exception {
        try (ScriptedServer twice = new ScriptedServer(tlsFor(SITE), peer -> {
            peer.answer("HTTP/1.1 204 No Content\r\n");
            peer.socket().getInputStream().readNBytes(20);
            peer.answer("HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\nConnection: close\r\n");
        })) {
            ClientSettings settings =
                    new ClientSettings(new ConnectTo(Map.of(SITE, target(twice))), Optional.of(trust));
            OkHttpClient shared = new OkHttpClient();

            assertThat(get(shared, settings)).isEqualTo(204);
            // The server takes one connection only.
            assertThat(get(shared, settings)).isEqualTo(205);
        }
    }

    private static void assertNotConnected(ClientSettings settings) {
        WebSocketException thrown = catchThrowableOfType(WebSocketException.class, () -> connect(settings));
        assertThat(thrown.failure())
                .isInstanceOfSatisfying(
                        NotConnected.class,
                        failed -> assertThat(failed.diagnosis()).isEqualTo(WebSocketDiagnosis.TLS_FAILED));
    }

    private static int get(ClientSettings settings) throws IOException {
        return get(new OkHttpClient(), settings);
    }

    private static int get(OkHttpClient shared, ClientSettings settings) throws IOException {
        Request request = new Request.Builder().url("https://" + SITE + "/").build();
        try (Response response = TestHttp.client(shared, settings, environment(), TOKEN, IDENTITY)
                .newCall(request)
                .execute()) {
            return response.code();
        }
    }

    private static TestWebSocket connect(ClientSettings settings) {
        EnvironmentVariables variables = variables()::get;
        return WebSocketConnector.of(settings, environment(), TOKEN, IDENTITY)
                .connect(WebSocketSettings.from(EnvironmentName.STAGING, variables)
                        .orElseThrow());
    }

    private static TestEnvironment environment() {
        return TestEnvironment.from(variables()::get);
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("BACKEND_URL", "https://" + SITE);
        variables.put("WEBSOCKET_URL", "wss://" + SOCKETS + "/api/v1/websocket");
        variables.put("ENVIRONMENT", "staging");
        variables.put("RUNNER_STAGING_DOMAIN", "netrasystems.ai");
        variables.put("E2E_AUTH_TOKEN", TOKEN.value());
        return variables;
    }

    private ClientSettings settings(Optional<Path> trusted) {
        return new ClientSettings(new ConnectTo(Map.of(SITE, target(site), SOCKETS, target(sockets))), trusted);
    }

    private static ConnectTarget target(ScriptedServer server) {
        return new ConnectTarget(
                InetAddress.getLoopbackAddress().getHostAddress(),
                OptionalInt.of(server.address().getPort()));
    }

    private static Script greets() {
        return peer -> {
            peer.accept("Sec-WebSocket-Protocol: jwt-auth");
            peer.text("hello");
            peer.ignoreClient();
        };
    }

    private static ServerSocketFactory tlsFor(String... hosts) {
        HeldCertificate.Builder certificate = new HeldCertificate.Builder().signedBy(AUTHORITY);
        for (String host : hosts) {
            certificate.addSubjectAlternativeName(host);
        }
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate.build(), AUTHORITY.certificate())
                .build()
                .sslContext()
                .getServerSocketFactory();
    }
}
