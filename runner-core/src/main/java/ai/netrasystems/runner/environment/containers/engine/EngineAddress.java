package ai.netrasystems.runner.environment.containers.engine;

import ai.netrasystems.runner.environment.OwnedVariables;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Where an engine listens, and who said so. */
public sealed interface EngineAddress {
    /** The host on which a local engine publishes ports, as tests are told it. */
    String LOOPBACK = "127.0.0.1";

    /** The variables by which a docker CLI chooses an engine; an inherited one could name another engine. */
    Set<String> CLI_VARIABLES = Set.of(
            "DOCKER_HOST",
            "DOCKER_CONTEXT",
            "DOCKER_TLS",
            "DOCKER_TLS_VERIFY",
            "DOCKER_CERT_PATH",
            "DOCKER_API_VERSION");

    /** Who said so, such as {@code DOCKER_HOST} or {@code context "desktop-linux"}. */
    String foundBy();

    /** As {@code DOCKER_HOST} has it. */
    String dockerHost();

    /** What tests use as {@code {host}} to reach published ports. */
    String host();

    /** The variables that make a docker CLI use this engine. */
    default Map<String, String> cliVariables() {
        return Map.of("DOCKER_HOST", dockerHost());
    }

    /** As a URI, for clients. */
    default URI endpoint() {
        return URI.create(dockerHost());
    }

    /** The environment of a docker CLI that must use this engine: {@code inherited}, but for what chooses an engine. */
    default Map<String, String> cliEnvironment(Map<String, String> inherited) {
        Map<String, String> environment = new HashMap<>(inherited);
        environment.keySet().removeAll(CLI_VARIABLES);
        // Credentials of staging among them, which are nobody's business but the runner's.
        environment.keySet().removeAll(OwnedVariables.NAMES);
        environment.putAll(cliVariables());
        return environment;
    }

    /** One function per case. */
    <R> R fold(Function<Unix, R> unix, Function<Tcp, R> tcp, Function<NamedPipe, R> pipe);

    /** A socket in the file system. */
    record Unix(Path socket, String foundBy) implements EngineAddress {
        @Override
        public String dockerHost() {
            return "unix://" + socket;
        }

        @Override
        public URI endpoint() {
            return URI.create("unix://" + socket.toUri().getRawPath());
        }

        @Override
        public String host() {
            return LOOPBACK;
        }

        @Override
        public <R> R fold(Function<Unix, R> unix, Function<Tcp, R> tcp, Function<NamedPipe, R> pipe) {
            return unix.apply(this);
        }
    }

    /**
     * A TCP port.
     *
     * @param name host name or address, without brackets
     * @param tls empty: plain text
     */
    record Tcp(String name, int port, Optional<Tls> tls, String foundBy) implements EngineAddress {
        private static final Set<String> SELF = Set.of("localhost", "::1", "0:0:0:0:0:0:0:1");

        @Override
        public String dockerHost() {
            return "tcp://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
        }

        @Override
        public String host() {
            // A port of an engine on this machine is published on 127.0.0.1; `localhost` may mean ::1 first.
            return SELF.contains(name.toLowerCase(Locale.ROOT)) ? LOOPBACK : name;
        }

        @Override
        public Map<String, String> cliVariables() {
            Map<String, String> variables = new HashMap<>(Map.of("DOCKER_HOST", dockerHost()));
            tls.ifPresent(it -> {
                variables.put(it.verify() ? "DOCKER_TLS_VERIFY" : "DOCKER_TLS", "1");
                variables.put("DOCKER_CERT_PATH", it.directory().toString());
            });
            return variables;
        }

        @Override
        public <R> R fold(Function<Unix, R> unix, Function<Tcp, R> tcp, Function<NamedPipe, R> pipe) {
            return tcp.apply(this);
        }
    }

    /** A named pipe of Windows. {@code path}: such as {@code //./pipe/docker_engine}. */
    record NamedPipe(String path, String foundBy) implements EngineAddress {
        @Override
        public String dockerHost() {
            return "npipe://" + path;
        }

        @Override
        public String host() {
            return LOOPBACK;
        }

        @Override
        public <R> R fold(Function<Unix, R> unix, Function<Tcp, R> tcp, Function<NamedPipe, R> pipe) {
            return pipe.apply(this);
        }
    }

    /**
     * What a TLS connection is made of.
     *
     * @param directory of {@code ca.pem}, {@code cert.pem} and {@code key.pem}, each where needed
     * @param verify whether the engine's certificate must be that of its host
     */
    record Tls(Path directory, boolean verify) {}
}
