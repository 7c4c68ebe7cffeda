package ai.netrasystems.runner.environment.containers.cleanup;

import ai.netrasystems.runner.environment.containers.engine.Engine;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Removes images that nobody names and nobody uses. */
final class ImageRemoval {
    private final DockerClient client;

    ImageRemoval(Engine engine) {
        this.client = engine.prompt();
    }

    /**
     * Removes those that have no tag, no container and no child image. A child that goes too frees its parent, so they
     * are gone over until nothing more can go.
     *
     * @return what could not be removed although nothing holds it, for people
     */
    List<String> removeUnused(Set<String> ids) {
        return removeUnused(ids, true);
    }

    /**
     * The same for an image that was replaced: with the untagged steps of its build that nothing else stands on, as
     * {@code docker rmi} does; they would pile up unnamed.
     */
    List<String> removeReplaced(String id) {
        return removeUnused(Set.of(id), false);
    }

    private List<String> removeUnused(Set<String> ids, boolean keepParents) {
        List<String> failed = new ArrayList<>();
        try {
            Set<String> open = new LinkedHashSet<>(ids);
            boolean went = true;
            while (went && !open.isEmpty()) {
                went = false;
                for (String id : List.copyOf(open)) {
                    switch (remove(id, keepParents, failed)) {
                        case GONE -> {
                            open.remove(id);
                            went = true;
                        }
                        case FAILED -> open.remove(id);
                        case HELD -> {}
                    }
                }
            }
        } catch (RuntimeException engineFailed) {
            failed.add("images could not be looked at: " + engineFailed.getMessage());
        }
        return failed;
    }

    private enum Outcome {
        GONE,
        HELD,
        FAILED
    }

    private Outcome remove(String id, boolean keepParents, List<String> failed) {
        Optional<InspectImageResponse> image = inspect(id);
        if (image.isEmpty()) {
            return Outcome.GONE;
        }
        if (isNamed(image.get())) {
            return Outcome.HELD;
        }
        try {
            // Never by force: the engine itself refuses (409) what a container uses or a child stands on.
            client.removeImageCmd(id).withNoPrune(keepParents).exec();
            return Outcome.GONE;
        } catch (NotFoundException already) {
            return Outcome.GONE;
        } catch (ConflictException held) {
            return Outcome.HELD;
        } catch (RuntimeException refused) {
            failed.add("image " + id + ": " + refused.getMessage());
            return Outcome.FAILED;
        }
    }

    private Optional<InspectImageResponse> inspect(String id) {
        try {
            return Optional.of(client.inspectImageCmd(id).exec());
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    /** A digest is a name too: it was pulled by it. */
    private static boolean isNamed(InspectImageResponse image) {
        return notEmpty(image.getRepoTags()) || notEmpty(image.getRepoDigests());
    }

    private static boolean notEmpty(@Nullable List<String> names) {
        return names != null && names.stream().anyMatch(name -> !name.startsWith("<none>"));
    }
}
