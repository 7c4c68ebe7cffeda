package ai.netrasystems.runner.environment.containers.engine;

import ai.netrasystems.runner.environment.containers.engine.EngineAddress.NamedPipe;
import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Tcp;
import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Tls;
import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Unix;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads what {@code DOCKER_HOST} and contexts say (docker/cli, {@code opts/hosts.go}). */
final class EngineHost {
    private static final int PLAIN_PORT = 2375;
    private static final int TLS_PORT = 2376;

    private EngineHost() {}

    /** {@code foundBy}: who says so, for people. */
    static EngineResolution parse(String value, Optional<Tls> tls, String foundBy, Path defaultSocket) {
        String text = value.strip();
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? "tcp" : text.substring(0, colon);
        String rest = colon < 0 ? text : text.substring(colon + 3);
        return switch (scheme) {
            case "unix" -> at(new Unix(rest.isEmpty() ? defaultSocket : Path.of(rest), foundBy));
            case "npipe" -> at(new NamedPipe(rest, foundBy));
            case "tcp", "http", "https" -> tcp(text, rest, tls, foundBy);
            default ->
                unusable(
                        foundBy + " says " + text + ": the runner can't reach an engine over " + scheme + "://",
                        scheme.equals("ssh")
                                ? "forward its socket (ssh -NL /tmp/docker.sock:/var/run/docker.sock HOST) and set"
                                        + " DOCKER_HOST=unix:///tmp/docker.sock"
                                : "use unix:// or tcp://");
        };
    }

    private static EngineResolution tcp(String text, String rest, Optional<Tls> tls, String foundBy) {
        try {
            URI uri = new URI("tcp://" + rest);
            String host = uri.getHost();
            boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
            if (host == null || !bare) {
                return unusable(foundBy + " says " + text + ": no host and port", "write it as tcp://HOST:PORT");
            }
            String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            int port = uri.getPort() >= 0 ? uri.getPort() : tls.isPresent() ? TLS_PORT : PLAIN_PORT;
            return at(new Tcp(name, port, tls, foundBy));
        } catch (URISyntaxException unreadable) {
            return unusable(foundBy + " says " + text + ": " + unreadable.getReason(), "write it as tcp://HOST:PORT");
        }
    }

    private static EngineResolution at(EngineAddress address) {
        return new EngineResolution.Candidates(List.of(address), List.of(address.dockerHost()));
    }

    private static EngineResolution unusable(String summary, String remedy) {
        return new EngineResolution.Unusable(new EngineDiagnosis.Unsupported(summary, List.of(), remedy));
    }
}
