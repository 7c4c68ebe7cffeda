package ai.netrasystems.runner.staging.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
@net.jqwik.api.Tag("unit")
class EventTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"agent_started\"}",
                " {\t\"type\" :\r\n \"agent_started\" } ",
                "{\"a\":1,\"type\":\"agent_started\",\"b\":[{\"type\":\"inner\"},\"]\",{}],\"c\":{\"type\":\"inner\"}}",
                "{\"text\":\"\\\"type\\\":\\\"other\\\"\",\"type\":\"agent_started\"}",
                "{\"type\":\"first\",\"type\":\"agent_started\"}",
                "{\"type\":null,\"type\":\"agent_started\"}",
                "{\"\\u0074ype\":\"agent\\u005fstarted\"}",
                "{\"n\":-1.5e3,\"t\":true,\"x\":null,\"type\":\"agent_started\"}"
            })
    void is_the_outermost_objects(String json) {
        assertThat(EventType.of(json)).contains("agent_started");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "\"type\"",
                "[{\"type\":\"x\"}]",
                "{}",
                "{\"type\":1}",
                "{\"type\":\"first\",\"type\":1}",
                "{\"type\":null}",
                "{\"type\":{\"type\":\"x\"}}",
                "{\"Type\":\"x\"}",
                "{\"type\":\"x\"",
                "{\"type\":\"x",
                "{\"type\":\"x\\",
                "{\"type\":\"x\\u12",
                "{\"type\":\"x\\q\"}",
                "{\"type\":\"x\"}}",
                "{\"type\":\"x\"} trailing",
                "{\"type\"}",
                "{\"type\":}",
                "{\"type\":\"x\",}",
                "{type:\"x\"}"
            })
    void is_none_where_there_is_none_or_the_text_is_no_object(String json) {
        assertThat(EventType.of(json)).isEmpty();
    }

    @Test
    void depth_and_length_do_no_harm() {
        String deep = "[".repeat(1_000_000) + "]".repeat(1_000_000);

        assertThat(EventType.of("{\"a\":" + deep + ",\"type\":\"x\"}")).contains("x");
        assertThat(EventType.of("{\"a\":".repeat(500_000))).isEmpty();
        assertThat(EventType.of("\"".repeat(1_000_000))).isEmpty();
    }

    @Property(tries = 2000)
    void no_text_breaks_it(
            @ForAll
                    @StringLength(max = 60)
                    @Chars({'{', '}', '[', ']', '"', ':', ',', '\\', 'u', 't', 'y', 'p', 'e', '0', ' ', '\ud800'})
                    String text) {
        assertThat(EventType.of(text)).isNotNull();
        assertThat(EventType.of("{\"type\":\"" + text)).isNotNull();
    }

    @Property
    void any_type_is_read_between_any_neighbours(
            @ForAll @CharRange(from = ' ', to = '\uffff') @StringLength(max = 30) String type,
            @ForAll @CharRange(from = ' ', to = '\uffff') @StringLength(max = 30) String neighbour) {
        String json =
                "{\"a\":" + quoted(neighbour) + ",\"type\":" + quoted(type) + ",\"b\":[" + quoted(neighbour) + "]}";

        assertThat(EventType.of(json)).isEqualTo(Optional.of(type));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
