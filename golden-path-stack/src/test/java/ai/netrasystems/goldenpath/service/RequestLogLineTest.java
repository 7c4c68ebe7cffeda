package ai.netrasystems.goldenpath.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

// Two engines run this class, each with a tag annotation of its own.
@Tag("unit")
@net.jqwik.api.Tag("unit")
class RequestLogLineTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void tells_who_asked_for_what_and_how_it_ended() {
        assertThat(line("/auth/health", TestIdentity.of("run-1", "a.B%23c%28%29")))
                .isEqualTo("{\"ts\":\"2026-01-02T03:04:05.678Z\",\"service\":\"auth\",\"method\":\"GET\","
                        + "\"path\":\"/auth/health\",\"status\":200,\"run_id\":\"run-1\",\"test_id\":\"a.B#c()\","
                        + "\"duration_ms\":1.5}");
    }

    @Test
    void says_null_for_a_request_that_names_no_test() {
        assertThat(line("/", TestIdentity.of(null, null))).contains("\"run_id\":null,\"test_id\":null");
    }

    @Test
    void keeps_a_header_as_it_came_when_it_is_not_percent_encoded_utf8() {
        assertThat(TestIdentity.of("100%", "%ff").runId()).isEqualTo("100%");
        assertThat(TestIdentity.of("100%", "%ff").testId()).isEqualTo("%ff");
        assertThat(TestIdentity.of("%zz", "a+b").runId()).isEqualTo("%zz");
        assertThat(TestIdentity.of("%zz", "a+b").testId()).isEqualTo("a+b");
    }

    @Property
    void stays_one_line_of_json_whatever_the_headers_and_the_path_hold(
            @ForAll String run, @ForAll String test, @ForAll String path) {
        String line = line(path, new TestIdentity(run, test));

        assertThat(line.chars().noneMatch(character -> character < ' ')).isTrue();
        assertThat(Json.object(line)).hasValueSatisfying(object -> {
            assertThat(Json.string(object, "run_id")).contains(run);
            assertThat(Json.string(object, "test_id")).contains(test);
            assertThat(Json.string(object, "path")).contains(path);
        });
    }

    @Property
    void decodes_what_a_client_percent_encoded(
            @ForAll @AlphaChars @Chars({'#', '[', ']', '(', ' ', '%', 'é', '\n', '+'}) String id) {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");

        assertThat(TestIdentity.of(encoded, encoded)).isEqualTo(new TestIdentity(id, id));
    }

    private static String line(String path, TestIdentity identity) {
        return new RequestLogLine(AT, "auth", "GET", path, 200, identity, Duration.ofNanos(1_500_000)).text();
    }
}
