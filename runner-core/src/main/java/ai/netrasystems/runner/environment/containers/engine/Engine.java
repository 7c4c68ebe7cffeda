package ai.netrasystems.runner.environment.containers.engine;

import com.github.dockerjava.api.DockerClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * An engine that answered. Thread-safe; holds connections only while they are used, so there is nothing to close.
 *
 * @param client Testcontainers' client, without a limit of time: for what streams or waits (build, pull, logs, events,
 *     wait). It blocks for as long as the engine is frozen, so it is for threads that nobody waits for without a limit
 * @param prompt the same, but each answer must begin within {@link EngineClients#ANSWER}: for everything else
 */
public record Engine(EngineAddress address, EngineFacts facts, DockerClient client, DockerClient prompt) {
    /** Binds Testcontainers to an engine that answered the {@link EngineProbe}. Talks to nobody yet. */
    public static Engine connect(EngineAddress address, EngineFacts facts) {
        return EngineClients.connect(address, facts);
    }

    /** Where it listens. */
    public URI endpoint() {
        return address.endpoint();
    }

    /** What tests use as {@code {host}} to reach published ports. */
    public String host() {
        return address.host();
    }

    /** Such as {@code 28.2.2}. */
    public String version() {
        return facts.version();
    }

    /** The environment of a docker CLI that must use this engine. */
    public Map<String, String> cliEnvironment(Map<String, String> inherited) {
        return address.cliEnvironment(inherited);
    }

    /** The engine's own id, which it keeps over restarts; asks it. */
    public String id() {
        String id = prompt.infoCmd().exec().getId();
        // Podman has none.
        return id == null || id.isBlank() ? address.dockerHost() : id;
    }

    /** Where it keeps images and volumes; empty where this machine does not see that directory. Asks it. */
    public Optional<Path> dataDirectory() {
        String root = prompt.infoCmd().exec().getDockerRootDir();
        boolean here = address.fold(unix -> true, tcp -> false, pipe -> false);
        return Optional.ofNullable(root)
                .filter(path -> here && !path.isBlank())
                .map(Path::of)
                .filter(Files::isDirectory);
    }
}
