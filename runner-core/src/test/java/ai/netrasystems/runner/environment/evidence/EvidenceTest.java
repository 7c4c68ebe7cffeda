package ai.netrasystems.runner.environment.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.Failure;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class EvidenceTest {
    private static final URI BACKEND = URI.create("https://backend.example.org");

    private static Failure failure(String type, String... causes) {
        return new Failure(type, "Connection refused", "", Optional.empty(), Optional.empty(), false, List.of(causes));
    }

    private static Exchange answered(int status) {
        return new Exchange(BACKEND, OptionalInt.of(status), false, OptionalInt.empty());
    }

    private static Exchange closed(int code) {
        return new Exchange(BACKEND, OptionalInt.of(101), false, OptionalInt.of(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.net.SocketException",
                "java.net.UnknownHostException",
                "java.net.http.HttpTimeoutException",
                "javax.net.ssl.SSLException",
                "java.io.EOFException",
                "java.sql.SQLTransientConnectionException",
                "ai.netrasystems.runner.staging.websocket.WebSocketException"
            })
    void an_exception_of_the_network_counts_wherever_it_is_in_the_chain(String name) {
        Evidence everywhere = new Evidence(Set.of(), Set.of(), true);

        assertThat(Evidence.in(Optional.of(failure(name)), false, List.of())).contains(everywhere);
        assertThat(Evidence.in(Optional.of(failure("a.LibraryException", "b.Other", name)), false, List.of()))
                .contains(everywhere);
    }

    @Test
    void the_text_of_a_message_never_counts() {
        assertThat(Evidence.in(Optional.of(failure("java.lang.AssertionError")), false, List.of()))
                .isEmpty();
        assertThat(Evidence.in(Optional.empty(), false, List.of())).isEmpty();
    }

    @Test
    void a_test_that_waited_until_its_deadline_may_have_waited_for_the_environment() {
        assertThat(Evidence.in(Optional.empty(), true, List.of())).contains(new Evidence(Set.of(), Set.of(), true));
    }

    @ParameterizedTest
    @CsvSource({"500, true", "503, true", "599, true", "200, false", "404, false", "409, false", "429, false"})
    void an_answer_of_the_5xx_is_trouble_at_its_origin(int status, boolean trouble) {
        Optional<Evidence> evidence =
                Evidence.in(Optional.of(failure("java.lang.AssertionError")), false, List.of(answered(status)));

        assertThat(evidence)
                .isEqualTo(trouble ? Optional.of(new Evidence(Set.of(BACKEND), Set.of(), false)) : Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void a_refused_credential_is_evidence_of_its_own_kind(int status) {
        assertThat(Evidence.in(Optional.empty(), false, List.of(answered(status))))
                .contains(new Evidence(Set.of(), Set.of(BACKEND), false));
    }

    @ParameterizedTest
    @CsvSource({
        "1001, true",
        "1006, true",
        "1011, true",
        "1012, true",
        "1013, true",
        "1000, false",
        "1002, false",
        "1008, false",
        "1009, false"
    })
    void a_websocket_that_closes_as_its_peer_goes_away_is_trouble_and_a_broken_rule_is_not(int code, boolean trouble) {
        assertThat(Evidence.in(Optional.empty(), false, List.of(closed(code))).isPresent())
                .isEqualTo(trouble);
    }

    @Test
    void an_exchange_without_an_answer_is_trouble_at_its_origin() {
        Exchange failed = new Exchange(BACKEND, OptionalInt.empty(), true, OptionalInt.empty());

        assertThat(Evidence.in(Optional.empty(), false, List.of(answered(200), failed)))
                .contains(new Evidence(Set.of(BACKEND), Set.of(), false));
    }

    @ParameterizedTest
    @CsvSource({
        "https://Host.example.org, https://host.example.org",
        "https://host.example.org:443, https://host.example.org",
        "wss://host.example.org:8443, https://host.example.org:8443",
        "ws://127.0.0.1:80, http://127.0.0.1",
        "http://127.0.0.1:8000, http://127.0.0.1:8000"
    })
    void origins_are_compared_as_one_writes_them(String text, URI origin) {
        assertThat(Exchange.origin(text)).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:///etc/passwd", "https://", "not a url", "ftp://x", "mailto:a@b"})
    void anything_else_is_no_origin(String text) {
        assertThat(Exchange.origin(text)).isEmpty();
    }
}
