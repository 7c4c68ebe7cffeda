package ai.netrasystems.runner.doctor.compose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.compose.ComposeSurvey.Published;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("unit")
class PortClashesPropertyTest {
    @Property
    void a_clash_is_one_from_both_sides(@ForAll("ports") Published one, @ForAll("ports") Published other) {
        assertThat(PortClashes.clash(one, other)).isEqualTo(PortClashes.clash(other, one));
    }

    @Property
    void on_all_addresses_a_clash_is_a_port_that_both_have(
            @ForAll("ports") Published one, @ForAll("ports") Published other) {
        Published everywhere = new Published(
                new ServiceName("all"), "", one.first(), one.last(), one.container(), one.protocol(), one.origin());
        boolean shared = IntStream.rangeClosed(everywhere.first(), everywhere.last())
                .anyMatch(port -> port >= other.first() && port <= other.last());

        assertThat(PortClashes.clash(everywhere, other))
                .isEqualTo(shared && one.protocol().equals(other.protocol()));
    }

    @Provide
    Arbitrary<Published> ports() {
        return Combinators.combine(
                        Arbitraries.of("a", "b").map(ServiceName::new),
                        Arbitraries.of("", "0.0.0.0", "::", "127.0.0.1", "127.0.0.2"),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.of("tcp", "udp"))
                .as((service, ip, first, more, container, protocol) -> new Published(
                        service,
                        ip,
                        first,
                        first + more,
                        container,
                        protocol,
                        Origin.file(Path.of("compose.yaml"), 1)));
    }
}
