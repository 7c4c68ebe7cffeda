package ai.netrasystems.goldenpath.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.goldenpath.backend.ClientMessage.UserMessage;
import ai.netrasystems.goldenpath.service.Json;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// Two engines run this class, each with a tag annotation of its own.
@Tag("unit")
@net.jqwik.api.Tag("unit")
class ClientMessageTest {

    @Test
    void reads_a_user_message() {
        assertThat(ClientMessage.read("{\"type\":\"user_message\",\"text\":\"hi 😀\",\"thread_id\":\"t-1\"}"))
                .isEqualTo(new UserMessage("t-1", "hi 😀"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"type\":                                                     | malformed_json",
                "[]                                                             | malformed_json",
                "{}                                                             | unknown_type",
                "{\"type\":\"ping\"}                                            | unknown_type",
                "{\"type\":1}                                                   | unknown_type",
                "{\"type\":\"user_message\",\"text\":\"a\"}                     | invalid_message",
                "{\"type\":\"user_message\",\"text\":\"a\",\"thread_id\":\"/\"} | invalid_message",
                "{\"type\":\"user_message\",\"thread_id\":\"t\"}                | invalid_message",
                "{\"type\":\"user_message\",\"text\":\" \",\"thread_id\":\"t\"} | invalid_message",
                "{\"type\":\"user_message\",\"text\":1,\"thread_id\":\"t\"}     | invalid_message",
                "{\"type\":\"user_message\",\"text\":\"\\u0000\",\"thread_id\":\"t\"} | invalid_message",
                "{\"type\":\"user_message\",\"text\":\"\\ud800\",\"thread_id\":\"t\"} | invalid_message",
            })
    void says_what_is_wrong_with_anything_else(String text, String code) {
        String found =
                ClientMessage.read(text).fold(message -> "accepted", unusable -> unusable.code(), tooLong -> "long");

        assertThat(found).isEqualTo(code);
    }

    @Test
    void allows_8192_bytes_of_utf8_and_not_one_more() {
        String frame = "{\"type\":\"user_message\",\"text\":\"%s\",\"thread_id\":\"t\"}";
        int room = ClientMessage.MAX_BYTES - frame.formatted("").length();

        assertThat(ClientMessage.read(frame.formatted("x".repeat(room)))).isInstanceOf(UserMessage.class);
        assertThat(ClientMessage.read(frame.formatted("x".repeat(room + 1)))).isEqualTo(new ClientMessage.TooLong());
        // é is one character and two bytes.
        assertThat(ClientMessage.read(frame.formatted("é".repeat(room / 2)))).isInstanceOf(UserMessage.class);
        assertThat(ClientMessage.read(frame.formatted("é".repeat(room / 2 + 1))))
                .isEqualTo(new ClientMessage.TooLong());
    }

    @Property
    void accepts_a_text_exactly_when_it_can_be_stored(@ForAll String text) {
        String sent = Json.with("type", "user_message")
                .with("thread_id", "t")
                .with("text", text)
                .text();
        boolean storable = !text.isBlank()
                && text.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);

        String outcome = ClientMessage.read(sent).fold(UserMessage::text, unusable -> "\0", tooLong -> "\0");
        assertThat(outcome.equals(text)).isEqualTo(storable || text.equals("\0"));
    }
}
