package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests' own reading and writing of messages. */
@Tag("smoke")
class MessageSmokeTest {

    @ParameterizedTest
    @ValueSource(ints = {100, 8191, 8193})
    void a_message_has_the_size_that_was_asked_for(int bytes) {
        String message = Conversation.userMessageOfSize(bytes, GoldenPath.newThread());

        assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSize(bytes);
    }

    @Test
    void a_message_carries_type_text_and_thread() {
        assertThat(Conversation.userMessage("a \"b\" ü", "t-1"))
                .isEqualTo("{\"type\":\"user_message\",\"text\":\"a \\\"b\\\" ü\",\"thread_id\":\"t-1\"}");
    }

    @Test
    void an_event_is_read_with_its_fields() {
        ServerEvent event =
                ServerEvent.read("{\"type\":\"agent_started\",\"timestamp\":\"2026-01-02T03:04:05.006Z\",\"n\":1}");

        assertThat(event.type()).isEqualTo("agent_started");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-01-02T03:04:05.006Z"));
        assertThat(event.field("n")).isEqualTo(1);
    }
}
