package ai.netrasystems.runner.config.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class HostTextTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, ",
        "127.0.0.1:8443, 127.0.0.1, 8443",
        "API.Example:1, api.example, 1",
        "localhost:65535, localhost, 65535",
        "::1, ::1, ",
        "[::1], ::1, ",
        "[::1]:8443, ::1, 8443",
        "[FE80::1]:80, fe80::1, 80",
    })
    void reads_a_host_with_or_without_a_port(String text, String host, Integer port) {
        assertThat(HostText.parse(text)).hasValueSatisfying(parsed -> {
            assertThat(parsed.host()).isEqualTo(host);
            assertThat(parsed.port().orElse(null)).isEqualTo(port);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "127.1",
                "127.0.0.1.",
                "0127.0.0.1",
                "256.0.0.1",
                "a:0",
                "a:65536",
                "a:b",
                "[a]",
                "[127.0.0.1]",
                "::1:x",
                "http://a",
                "a b",
                "-a",
                "a_b",
                "[::1",
                "a:",
                "1",
                "127.0.0.1%lo"
            })
    void refuses_what_is_no_host(String text) {
        assertThat(HostText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "127.255.255.254", "::1", "0:0:0:0:0:0:0:1"})
    void this_machine_is_told(String host) {
        assertThat(HostText.isLoopback(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "::",
                "128.0.0.1",
                "192.168.0.1",
                "localhost.example",
                "127.0.0.1.example",
                "fe80::1",
                "2001:db8::1"
            })
    void other_machines_are_told(String host) {
        assertThat(HostText.isLoopback(host)).isFalse();
    }

    @Test
    void an_address_is_no_name() {
        assertThat(HostText.isName("api.staging.example")).isTrue();
        assertThat(HostText.isName("127.0.0.1")).isFalse();
        assertThat(HostText.isName("a".repeat(64))).isFalse();
        assertThat(HostText.isName("a..b")).isFalse();
    }
}
