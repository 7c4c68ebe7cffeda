package ai.netrasystems.runner.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class EnvironmentProxyTest {
    private static final String PROXY = "http://proxy.example:3128";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://staging.example.com     |                       | true
            wss://staging.example.com/ws    |                       | true
            http://staging.example.com      |                       | false
            https://localhost:8443          |                       | false
            https://127.0.0.1               |                       | false
            https://[::1]:8443              |                       | false
            https://staging.example.com     | example.com           | false
            https://example.com             | example.com           | false
            https://badexample.com          | example.com           | true
            https://staging.example.com     | .example.com          | false
            https://example.com             | .example.com          | true
            https://STAGING.example.com     | other, Example.COM    | false
            https://staging.example.com     | example.com:8443      | true
            https://staging.example.com     | example.com:443       | false
            https://staging.example.com:8443 | example.com:8443     | false
            https://staging.example.com     | *                     | false
            https://staging.example.com     | ,                     | true
            """)
    void a_name_is_reached_directly_where_the_rules_say_so(String url, String noProxy, boolean proxied) {
        EnvironmentProxy proxy = proxy(
                noProxy == null ? Map.of("HTTPS_PROXY", PROXY) : Map.of("HTTPS_PROXY", PROXY, "NO_PROXY", noProxy));

        assertThat(proxy.address(URI.create(url)).isPresent()).isEqualTo(proxied);
        assertThat(proxy.select(URI.create(url)))
                .singleElement()
                .satisfies(it -> assertThat(it.type()).isEqualTo(proxied ? Proxy.Type.HTTP : Proxy.Type.DIRECT));
    }

    @Test
    void the_lower_case_twin_wins() {
        assertThat(proxy(Map.of("HTTPS_PROXY", PROXY, "https_proxy", "http://other.example:1"))
                        .address(URI.create("https://a.example")))
                .contains(InetSocketAddress.createUnresolved("other.example", 1));
    }

    @Test
    void a_scheme_may_be_left_out_and_the_port_too() {
        assertThat(proxy(Map.of("HTTPS_PROXY", "proxy.example:3128")).address(URI.create("https://a.example")))
                .contains(InetSocketAddress.createUnresolved("proxy.example", 3128));
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://proxy.example")).address(URI.create("https://a.example")))
                .contains(InetSocketAddress.createUnresolved("proxy.example", 80));
    }

    @Test
    void credentials_are_told_to_the_client_and_nobody_else() {
        EnvironmentProxy proxy = proxy(Map.of("HTTPS_PROXY", "http://me:s3cr%40t@proxy.example"));

        assertThat(proxy.authorization()).contains("Basic bWU6czNjckB0");
        assertThat(proxy.secrets()).containsExactly("s3cr@t", "bWU6czNjckB0");
        assertThat(proxy.toString()).doesNotContain("s3cr");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://s3cret@proxy.example",
                "http:// s3cret",
                "https://s3cret@proxy.example",
                "http://s3cret_host:3128",
                "http://proxy.example:99999"
            })
    void what_is_no_http_proxy_is_told_to_those_who_need_it_without_showing_it(String value) {
        EnvironmentProxy proxy = proxy(Map.of("HTTPS_PROXY", value, "NO_PROXY", "direct.example"));

        assertThat(proxy.problem())
                .hasValueSatisfying(
                        text -> assertThat(text).contains("HTTPS_PROXY").doesNotContain("s3cret"));
        assertThat(proxy.address(URI.create("https://direct.example"))).isEmpty();
        assertThat(proxy.select(URI.create("https://localhost:8443"))).containsExactly(Proxy.NO_PROXY);
        assertThatExceptionOfType(InvalidVariableException.class)
                .isThrownBy(() -> proxy.address(URI.create("https://a.example")))
                .satisfies(
                        it -> assertThat(it.toString()).contains("HTTPS_PROXY").doesNotContain("s3cret"));
    }

    @Test
    void without_the_variable_there_is_none() {
        assertThat(proxy(Map.of()).address(URI.create("https://a.example"))).isEmpty();
        assertThat(proxy(Map.of())).isEqualTo(EnvironmentProxy.none()).hasSameHashCodeAs(EnvironmentProxy.none());
    }

    private static EnvironmentProxy proxy(Map<String, String> variables) {
        return EnvironmentProxy.from(variables::get);
    }
}
