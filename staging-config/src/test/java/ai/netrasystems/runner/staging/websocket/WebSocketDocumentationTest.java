package ai.netrasystems.runner.staging.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.Variables;
import ai.netrasystems.runner.staging.WebSocketDiagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/staging.md, "The WebSocket client". */
@Timeout(30)
class WebSocketDocumentationTest {
    private static final Path EXAMPLE =
            Path.of("src/test/java/ai/netrasystems/runner/staging/websocket/ChatExample.java");

    @Test
    void the_example_works() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.accept("Sec-WebSocket-Protocol: jwt-auth");
            peer.hear();
            for (String type : List.of("agent_started", "agent_thinking", "tool_executing", "agent_completed")) {
                peer.text("{\"type\":\"" + type + "\"}");
            }
            peer.ignoreClient();
        })) {
            List<String> events = ChatExample.eventsOf(
                    TestEnvironment.from(Variables.of("ENVIRONMENT", "local")),
                    AccessToken.fixed(Clients.TOKEN),
                    Clients.to(server),
                    new TestIdentity("r-1", new TestId(".:a.B#m()")));

            assertThat(events).hasSize(4).last().asString().contains("agent_completed");
        }
    }

    @Test
    void the_example_is_the_documentations() throws IOException {
        String source = Files.readString(EXAMPLE);
        String example = source.substring(source.indexOf("// example") + 10, source.indexOf("// end of the example"));

        assertThat(inOneLine(documentation())).contains(inOneLine(example));
    }

    @ParameterizedTest
    @EnumSource
    void each_diagnosis_stands_in_the_table_in_its_own_words(WebSocketDiagnosis diagnosis) throws IOException {
        assertThat(documentation().lines())
                .filteredOn(line -> line.contains("| `" + diagnosis + "` |"))
                .singleElement()
                .asString()
                .endsWith("| `" + diagnosis + "` | " + escaped(diagnosis.what()) + " | " + escaped(diagnosis.remedy())
                        + " |");
    }

    private static String documentation() throws IOException {
        return Files.readString(Path.of("../docs/staging.md"));
    }

    private static String inOneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** So that it is no HTML. */
    private static String escaped(String text) {
        return text.replace("<", "\\<");
    }
}
