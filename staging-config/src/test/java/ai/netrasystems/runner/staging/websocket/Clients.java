package ai.netrasystems.runner.staging.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.Variables;
import ai.netrasystems.runner.staging.WebSocketSettings;
import ai.netrasystems.runner.staging.WebSocketTimeouts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The client as a test has it, whose token must show nowhere. */
final class Clients {
    static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.cGF5bG9hZCBvZiBhIHRva2Vu.c2lnbmF0dXJl+/~";
    static final String CARRIED = "ZXlKaGJHY2lPaUpJVXpJMU5pSjkuY0dGNWJHOWhaQ0J2WmlCaElIUnZhMlZ1LmMybG5ibUYwZFhKbCsvfg";
    static final String CARRIER = "jwt." + CARRIED;
    private static final String PERCENT_ENCODED = TOKEN.replace("+", "%2B").replace("/", "%2F");
    static final String CHOOSES_JWT_AUTH = "Sec-WebSocket-Protocol: jwt-auth";
    static final WebSocketConnector CONNECTOR = WebSocketConnector.of(
            TestEnvironment.from(Variables.of("ENVIRONMENT", "local")),
            AccessToken.fixed(TOKEN),
            new TestIdentity("r-1", new TestId(".:a.B#m()")));
    /** In each form in which a careless server may say it. */
    static final List<String> SECRETS =
            List.of(TOKEN, CARRIED, PERCENT_ENCODED, "eyJhbGciOiJIUzI1NiJ9", "c2lnbmF0dXJl");

    private Clients() {}

    static WebSocketSettings to(ScriptedServer server) {
        return to(server, Duration.ofSeconds(30));
    }

    static WebSocketSettings to(ScriptedServer server, Duration connect) {
        return new WebSocketSettings(
                URI.create("ws://127.0.0.1:" + server.address().getPort() + "/ws?secret=" + CARRIED),
                List.of("jwt-auth", "e2e-testing"),
                new WebSocketTimeouts(
                        connect,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(90),
                        Duration.ZERO));
    }

    /** What a call failed with, once it is sure that nothing of it shows a secret. */
    static WebSocketFailure failureOf(ThrowingCallable call) {
        WebSocketException thrown = catchThrowableOfType(WebSocketException.class, call);
        assertThat(thrown).as("a WebSocketException").isNotNull();
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        WebSocketFailure failure = thrown.failure();
        assertThat(List.of(trace.toString(), thrown.toString(), failure.toString(), failure.describe()))
                .allSatisfy(Clients::assertHoldsNoSecret);
        assertThat(thrown).hasMessage(failure.describe());
        assertThat(failure.describe()).endsWith("remedy: " + failure.diagnosis().remedy());
        return failure;
    }

    static void assertHoldsNoSecret(String text) {
        assertThat(text).doesNotContain(SECRETS);
    }
}
