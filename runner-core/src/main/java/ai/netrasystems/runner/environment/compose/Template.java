package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ServiceName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A text with the runner's placeholders: {@code {host}}, {@code {port:N}} of the service itself, {@code {host:S}},
 * {@code {port:S:N}} of another.
 *
 * @param text as written, for people
 * @param origin where it is written
 */
public record Template(String text, List<Part> parts, Origin origin) {
    /** Copies the list. */
    public Template {
        parts = List.copyOf(parts);
    }

    /** A piece of the text. */
    public sealed interface Part {
        /** Stands for itself. */
        record Literal(String text) implements Part {
            @Override
            public <R> R fold(Function<Literal, R> literal, Function<Host, R> host, Function<Port, R> port) {
                return literal.apply(this);
            }
        }

        /** The host name or address at which a service is reached. */
        record Host(ServiceName service) implements Part {
            @Override
            public <R> R fold(Function<Literal, R> literal, Function<Host, R> host, Function<Port, R> port) {
                return host.apply(this);
            }
        }

        /** The port at which a service's own port {@code number} is reached. */
        record Port(ServiceName service, int number) implements Part {
            @Override
            public <R> R fold(Function<Literal, R> literal, Function<Host, R> host, Function<Port, R> port) {
                return port.apply(this);
            }
        }

        /** One function per case. */
        <R> R fold(Function<Literal, R> literal, Function<Host, R> host, Function<Port, R> port);
    }

    /** Where services are reached. */
    public interface Addresses {
        /** Host name or address of a service. */
        String host(ServiceName service);

        /** The port at which the service's own port is reached. */
        int port(ServiceName service, int number);
    }

    /** The text for those addresses. */
    public String resolve(Addresses addresses) {
        return parts.stream()
                .map(part -> part.<String>fold(
                        Part.Literal::text,
                        host -> addresses.host(host.service()),
                        port -> Integer.toString(addresses.port(port.service(), port.number()))))
                .collect(Collectors.joining());
    }

    /** Whether it is an {@code http} or {@code https} URL with a host, whatever stands for its placeholders. */
    boolean isHttpUrl() {
        Addresses some = new Addresses() {
            @Override
            public String host(ServiceName service) {
                return "127.0.0.1";
            }

            @Override
            public int port(ServiceName service, int number) {
                return 1;
            }
        };
        try {
            URI url = new URI(resolve(some));
            return url.getHost() != null && List.of("http", "https").contains(url.getScheme());
        } catch (URISyntaxException broken) {
            return false;
        }
    }

    /** The ports that the text speaks of. */
    public Set<Part.Port> ports() {
        return parts.stream()
                .flatMap(part -> part.fold(
                        literal -> List.<Part.Port>of().stream(),
                        host -> List.<Part.Port>of().stream(),
                        port -> List.of(port).stream()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
