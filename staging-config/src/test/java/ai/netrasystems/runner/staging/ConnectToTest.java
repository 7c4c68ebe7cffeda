package ai.netrasystems.runner.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("unit")
class ConnectToTest {
    private static final DomainRule RULE = new DomainRule("netrasystems.ai");
    private static final ConnectTo LOCAL =
            parse("staging.netrasystems.ai=127.0.0.1:8443, api-staging.netrasystems.ai=[::1]");

    @Property(tries = 500)
    void what_is_written_is_read_again(@ForAll("redirections") ConnectTo redirections) {
        assertThat(redirections.isEmpty() ? ConnectTo.nothing() : parse(redirections.toString()))
                .isEqualTo(redirections);
    }

    @Property(tries = 1_000)
    void any_other_text_is_told_and_breaks_nothing(@ForAll String text) {
        try {
            assertThat(parse(text).targets().keySet())
                    .allSatisfy(name -> assertThat(name).endsWith(".netrasystems.ai"));
        } catch (IllegalArgumentException told) {
            assertThat(told).hasMessageContaining("'");
        }
    }

    @Example
    void only_names_that_keep_the_domain_rule_can_be_redirected() {
        for (String name : List.of(
                "github.com",
                "netrasystems.ai",
                "api.staging.netrasystems.ai",
                "staging.netrasystems.ai.evil.org",
                "")) {
            assertThatThrownBy(() -> parse(name + "=127.0.0.1"))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("may not be redirected");
        }
    }

    @Example
    void one_name_has_one_target() {
        for (String text : List.of(
                "staging.netrasystems.ai=127.0.0.1,staging.netrasystems.ai=127.0.0.2",
                "staging.netrasystems.ai=127.0.0.1,STAGING.netrasystems.ai.=127.0.0.2")) {
            assertThatThrownBy(() -> parse(text)).hasMessageContaining("twice");
        }
    }

    @Example
    void a_target_is_a_host_and_perhaps_a_port() {
        for (String target : List.of(
                "", ":1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "::1", "a b", "[::1", "h:1:2", "http://h")) {
            assertThatThrownBy(() -> parse("staging.netrasystems.ai=" + target))
                    .as(target)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Example
    void the_port_is_the_urls_where_the_target_has_none() {
        assertThat(LOCAL.address(URI.create("https://staging.netrasystems.ai/x")))
                .contains(at("127.0.0.1", 8443));
        assertThat(LOCAL.address(URI.create("wss://API-staging.netrasystems.ai/x")))
                .contains(at("::1", 443));
        assertThat(LOCAL.address(URI.create("ws://api-staging.netrasystems.ai:81/x")))
                .contains(at("::1", 81));
        assertThat(LOCAL.address(URI.create("https://other.netrasystems.ai"))).isEmpty();
    }

    @Example
    void an_address_keeps_the_name_of_the_host_that_is_meant() throws Exception {
        assertThat(LOCAL.addresses("staging.netrasystems.ai"))
                .contains(List.of(InetAddress.getByAddress("staging.netrasystems.ai", new byte[] {127, 0, 0, 1})));
        assertThat(LOCAL.addresses("staging.netrasystems.ai")
                        .orElseThrow()
                        .get(0)
                        .getHostName())
                .isEqualTo("staging.netrasystems.ai");
        assertThat(LOCAL.addresses("other.netrasystems.ai")).isEmpty();
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(address, port);
    }

    @Provide
    Arbitrary<ConnectTo> redirections() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars("abz09")
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(label -> label + ".netrasystems.ai");
        Arbitrary<String> hosts = Arbitraries.of("127.0.0.1", "::1", "fe80::1", "localhost", "proxy.example.org", "h");
        Arbitrary<OptionalInt> ports = Arbitraries.oneOf(
                Arbitraries.just(OptionalInt.empty()),
                Arbitraries.integers().between(1, 65_535).map(OptionalInt::of));
        Arbitrary<ConnectTarget> targets = Combinators.combine(hosts, ports).as(ConnectTarget::new);
        return Arbitraries.maps(names, targets).ofMaxSize(4).map(map -> new ConnectTo(Map.copyOf(map)));
    }

    private static ConnectTo parse(String text) {
        return ConnectTo.parse(text, RULE);
    }
}
