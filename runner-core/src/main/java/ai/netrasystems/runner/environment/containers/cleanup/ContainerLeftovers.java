package ai.netrasystems.runner.environment.containers.cleanup;

import ai.netrasystems.runner.environment.containers.cleanup.RunLabels.Fate;
import ai.netrasystems.runner.environment.containers.cleanup.RunLabels.Kind;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.model.RunId;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Removes the containers, networks and volumes of runs whose owner is dead, and nothing else: only what carries all of
 * the runner's labels, and only where this machine can tell that the owner is dead. A run that lives is never touched.
 */
public final class ContainerLeftovers {
    private final HostProcesses host;

    /** Judges owners by the processes of that machine. */
    public ContainerLeftovers(HostProcesses host) {
        this.host = host;
    }

    /**
     * What a sweep did.
     *
     * @param removed what is gone now (with {@code dryRun}: what would be), for people
     * @param remaining what could not be removed, with the reason; the next sweep tries again
     * @param notOurs of runs that can't be judged from here: never removed
     * @param kept of dead runs that were told to keep it, left for {@code --kept}
     */
    public record Swept(List<String> removed, List<String> remaining, List<String> notOurs, List<String> kept) {
        /** Copies the lists. */
        public Swept {
            removed = List.copyOf(removed);
            remaining = List.copyOf(remaining);
            notOurs = List.copyOf(notOurs);
            kept = List.copyOf(kept);
        }
    }

    /** One thing on the engine that carries the labels. */
    private record Found(String title, RunLabels labels, Runnable remove, BooleanSupplier gone) {}

    /**
     * Sweeps. Two at once do not disturb each other: what the other removes meanwhile counts as removed. An engine that
     * fails meanwhile is one line of {@code remaining}; it may block for {@link Engine#prompt()}'s limit.
     *
     * @param dryRun says what would be removed, and removes nothing
     * @param keptOf also what runs of that project were told to keep
     */
    public Swept sweep(Engine engine, boolean dryRun, Optional<ProjectId> keptOf) {
        List<String> removed = new ArrayList<>();
        List<String> remaining = new ArrayList<>();
        List<String> notOurs = new ArrayList<>();
        List<String> left = new ArrayList<>();
        try {
            for (Found found : find(engine.prompt(), labels -> true)) {
                Fate fate = found.labels().fateOn(host);
                boolean stays = found.labels().kept()
                        && !keptOf.equals(Optional.of(found.labels().project()));
                switch (fate) {
                    case ALIVE -> {}
                    case UNKNOWN -> notOurs.add(found.title());
                    case DEAD -> {
                        if (stays) {
                            left.add(found.title());
                        } else if (dryRun) {
                            removed.add(found.title());
                        } else {
                            remove(found, removed, remaining);
                        }
                    }
                }
            }
        } catch (RuntimeException engineFailed) {
            remaining.add("containers, networks and volumes could not be listed: " + engineFailed.getMessage());
        }
        return new Swept(removed, remaining, notOurs, left);
    }

    /**
     * Removes all of one run of this JVM, whatever else is known of it: the last step of its tear-down.
     *
     * @return what could not be removed, for people
     */
    public List<String> removeAll(Engine engine, RunId run) {
        List<String> removed = new ArrayList<>();
        List<String> remaining = new ArrayList<>();
        try {
            for (Found found : find(
                    engine.prompt(),
                    labels -> labels.run().equals(run) && labels.owner().equals(host.self()))) {
                remove(found, removed, remaining);
            }
        } catch (RuntimeException engineFailed) {
            remaining.add("containers, networks and volumes of run " + run + ": " + engineFailed.getMessage());
        }
        return remaining;
    }

    private static void remove(Found found, List<String> removed, List<String> remaining) {
        String why = Removal.until(found.remove(), found.gone());
        if (why.isEmpty()) {
            removed.add(found.title());
        } else {
            remaining.add(found.title() + ": " + why);
        }
    }

    /** Containers first: networks and volumes can go only after what uses them. */
    private static List<Found> find(DockerClient client, Predicate<RunLabels> wanted) {
        List<Found> all = new ArrayList<>();
        for (Container container : client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(RunLabels.RUN))
                .exec()) {
            String id = container.getId();
            labels(container.getLabels(), Kind.CONTAINER)
                    .filter(wanted)
                    .ifPresent(labels -> all.add(new Found(
                            title("container", name(container), labels),
                            labels,
                            () -> client.removeContainerCmd(id)
                                    .withForce(true)
                                    .withRemoveVolumes(true)
                                    .exec(),
                            () -> isGone(() -> client.inspectContainerCmd(id).exec()))));
        }
        for (Network network : client.listNetworksCmd().exec()) {
            labels(network.getLabels(), Kind.NETWORK)
                    .filter(wanted)
                    .ifPresent(labels -> all.add(new Found(
                            title("network", network.getName(), labels),
                            labels,
                            () -> client.removeNetworkCmd(network.getId()).exec(),
                            () -> isGone(() -> client.inspectNetworkCmd()
                                    .withNetworkId(network.getId())
                                    .exec()))));
        }
        List<InspectVolumeResponse> volumes = Optional.ofNullable(client.listVolumesCmd()
                        .withFilter("label", List.of(RunLabels.RUN))
                        .exec()
                        .getVolumes())
                .orElse(List.of());
        for (InspectVolumeResponse volume : volumes) {
            labels(volume.getLabels(), Kind.VOLUME)
                    .filter(wanted)
                    .ifPresent(labels -> all.add(new Found(
                            title("volume", volume.getName(), labels),
                            labels,
                            () -> client.removeVolumeCmd(volume.getName()).exec(),
                            () -> isGone(() ->
                                    client.inspectVolumeCmd(volume.getName()).exec()))));
        }
        return all;
    }

    private static Optional<RunLabels> labels(@Nullable Map<String, String> labels, Kind kind) {
        return Optional.ofNullable(labels).flatMap(it -> RunLabels.parse(it, kind));
    }

    private static String name(Container container) {
        String[] names = container.getNames();
        return names == null || names.length == 0
                ? container.getId().substring(0, 12)
                : names[0].substring(names[0].lastIndexOf('/') + 1);
    }

    private static String title(String kind, String name, RunLabels labels) {
        return kind + " " + name + " of run " + labels.run();
    }

    private static boolean isGone(Runnable inspect) {
        try {
            inspect.run();
            return false;
        } catch (NotFoundException gone) {
            return true;
        } catch (RuntimeException unknown) {
            return false;
        }
    }
}
