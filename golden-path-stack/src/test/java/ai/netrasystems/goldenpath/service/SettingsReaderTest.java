package ai.netrasystems.goldenpath.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SettingsReaderTest {

    @Test
    void listens_on_every_interface_unless_told_otherwise() {
        assertThat(new SettingsReader(Map.of("PORT", "8081")).listenAddress())
                .contains(new ListenAddress("0.0.0.0", 8081));
        assertThat(new SettingsReader(Map.of("PORT", "8081", "HOST", "127.0.0.1")).listenAddress())
                .contains(new ListenAddress("127.0.0.1", 8081));
    }

    @Test
    void names_everything_that_is_wrong_at_once() {
        var read = new SettingsReader(Map.of("PORT", "eighty", "BACKEND_URL", " "));
        var port = read.listenAddress();
        var url = read.httpUrl("BACKEND_URL");

        assertThat(read.build(() -> port.orElseThrow() + " " + url.orElseThrow()))
                .isEqualTo(Checked.invalid("PORT is no port number (0 to 65535); BACKEND_URL is not set"));
    }

    @Test
    void builds_from_what_it_read() {
        var read = new SettingsReader(Map.of("BACKEND_URL", "http://127.0.0.1:8000", "WS", "wss://h/p"));
        var http = read.httpUrl("BACKEND_URL");
        var socket = read.webSocketUrl("WS");

        assertThat(read.build(() -> http.orElseThrow() + " " + socket.orElseThrow()))
                .isEqualTo(Checked.valid("http://127.0.0.1:8000 wss://h/p"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://host", "host:80", "http://", "http://user@host", "http://host?q", "http://a b", "ws://h"})
    void refuses_what_is_no_plain_http_url_without_quoting_it(String url) {
        var read = new SettingsReader(Map.of("U", url));

        assertThat(read.httpUrl("U")).isEmpty();
        assertThat(read.build(() -> URI.create("http://never")))
                .isEqualTo(Checked.invalid("U is no http or https URL"));
    }
}
