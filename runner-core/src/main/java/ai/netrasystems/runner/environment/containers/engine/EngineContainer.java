package ai.netrasystems.runner.environment.containers.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.concurrent.CompletableFuture;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.RemoteDockerImage;

/**
 * A container of Testcontainers on one given engine, from an image that is there already. Nobody removes it but
 * {@link #stop()} and the owner of the clean-up. One use; not thread-safe, as its superclass.
 *
 * <p>Bind mounts go through {@code withCreateContainerCmdModifier}: Testcontainers' own {@code withFileSystemBind} would
 * first try one with an image of its own, from a registry.
 */
public final class EngineContainer extends GenericContainer<EngineContainer> {
    private final Engine engine;
    private final String image;

    /** A container that does not exist yet. {@code image}: an id or a name that this engine has; nothing is pulled. */
    public EngineContainer(Engine engine, String image) {
        super(new RemoteDockerImage(CompletableFuture.completedFuture(image)).withImagePullPolicy(name -> false));
        this.engine = engine;
        this.image = image;
        this.dockerClient = engine.client();
    }

    /** The engine's client, for wait strategies. */
    @Override
    public DockerClient getDockerClient() {
        return engine.client();
    }

    /** As it was given: no prefix of {@code ~/.testcontainers.properties} applies to an image that is there. */
    @Override
    public String getDockerImageName() {
        return image;
    }

    @Override
    public String getHost() {
        return engine.host();
    }

    /** Kills and removes it with its anonymous volumes; nothing where it is gone, or going. */
    @Override
    public void stop() {
        String id = getContainerId();
        if (id == null) {
            return;
        }
        try {
            engine.prompt()
                    .removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException goneOrGoing) {
            logger().debug("{} is gone or going", id, goneOrGoing);
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
