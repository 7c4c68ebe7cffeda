package ai.netrasystems.runner.environment.containers.cleanup;

import ai.netrasystems.runner.environment.containers.engine.Engine;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Removes containers in which a build ran its commands. */
final class BuildContainers {
    private final DockerClient client;

    BuildContainers(Engine engine) {
        this.client = engine.prompt();
    }

    /**
     * Removes those that are still there, by force and with their volumes.
     *
     * @param ids as a build named them, 12 digits or more
     * @return what could not be removed, for people
     */
    List<String> remove(Set<String> ids) {
        List<String> failed = new ArrayList<>();
        for (String id : ids) {
            try {
                Optional<String> whole = whole(id);
                if (whole.isPresent()) {
                    String why = Removal.until(
                            () -> removeNow(whole.get()), () -> whole(id).isEmpty());
                    if (!why.isEmpty()) {
                        failed.add("container " + id + " of a build: " + why);
                    }
                }
            } catch (RuntimeException engineFailed) {
                failed.add("container " + id + " of a build: " + engineFailed.getMessage());
            }
        }
        return failed;
    }

    private void removeNow(String id) {
        client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    }

    /** The whole id; empty where there is none, but perhaps another whose name is spelled so. */
    private Optional<String> whole(String id) {
        try {
            return Optional.of(client.inspectContainerCmd(id).exec().getId()).filter(whole -> whole.startsWith(id));
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }
}
