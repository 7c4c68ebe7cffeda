package ai.netrasystems.runner.environment.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Removes what carries a run's labels. It asks the engine for it, so that also a container goes whose creation nobody
 * waited for. Gives up at a deadline, whatever the engine does.
 */
final class RunRemoval {
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final DockerClient client;
    private final Map<String, String> labels;
    private final long deadline;
    private final EngineCalls calls = EngineCalls.uncancelled();

    /**
     * A removal.
     *
     * @param labels that say which run it is
     * @param deadline of {@link System#nanoTime()}
     */
    RunRemoval(DockerClient client, Map<String, String> labels, long deadline) {
        this.client = client;
        this.labels = Map.copyOf(labels);
        this.deadline = deadline;
    }

    /** Whether the engine answers at all: where it does not, nothing else is worth the wait. */
    boolean engineAnswers(Duration within) {
        try {
            calls.run("ping", within, () -> client.pingCmd().exec());
            return true;
        } catch (EngineFailure lost) {
            return false;
        }
    }

    /** Asks all to end, side by side; the engine kills who has not ended within the grace. Whole seconds; 0: at once. */
    void stop(Collection<StartedContainer> containers, int graceSeconds) {
        together(
                containers,
                container -> attempt(
                        "stop",
                        () -> graceSeconds > 0
                                ? client.stopContainerCmd(container.id())
                                        .withTimeout(graceSeconds)
                                        .exec()
                                : client.killContainerCmd(container.id()).exec()));
    }

    /** Removes containers, then the network and the volumes that they held; returns what stays, for people. */
    List<String> remove() {
        List<String> left = removeOnce();
        // The engine refuses a network while the end of a container in it is under way, and now and then a whole list.
        while (!left.isEmpty() && System.nanoTime() - deadline < 0 && pause()) {
            left = removeOnce();
        }
        return left;
    }

    private static boolean pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> removeOnce() {
        together(
                containers(),
                container -> attempt(
                        "rm",
                        () -> client.removeContainerCmd(container.id())
                                .withForce(true)
                                .withRemoveVolumes(true)
                                .exec()));
        List<Thing> left = new ArrayList<>(containers());
        together(
                networks(),
                network -> attempt(
                        "network rm",
                        () -> client.removeNetworkCmd(network.id()).exec()));
        together(
                volumes(),
                volume -> attempt(
                        "volume rm", () -> client.removeVolumeCmd(volume.id()).exec()));
        left.addAll(networks());
        left.addAll(volumes());
        return left.stream().map(Thing::title).toList();
    }

    /** Removes images in the way that is given; returns what stays, for people. */
    List<String> images(Callable<List<String>> removal) {
        try {
            return calls.call("image rm", bound(), removal);
        } catch (EngineFailure unknown) {
            return List.of("images of the run's builds (" + unknown.message() + ")");
        }
    }

    /** Something in the engine. {@code title}: for people. */
    private record Thing(String id, String title) {}

    private List<Thing> containers() {
        return list(
                "ps",
                () -> client.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec().stream()
                        .map(it -> new Thing(it.getId(), "container " + name(it)))
                        .toList());
    }

    /** One that is being removed may have none any more. */
    private static String name(Container container) {
        String[] names = container.getNames();
        return names == null || names.length == 0 ? container.getId() : names[0].substring(1);
    }

    private List<Thing> networks() {
        return list(
                "network ls",
                () -> client.listNetworksCmd().withFilter("label", selectors()).exec().stream()
                        .map(it -> new Thing(it.getId(), "network " + it.getName()))
                        .toList());
    }

    private List<Thing> volumes() {
        return list("volume ls", () -> {
            var found = client.listVolumesCmd()
                    .withFilter("label", selectors())
                    .exec()
                    .getVolumes();
            // The engine says null for none.
            return found == null
                    ? List.<Thing>of()
                    : found.stream()
                            .map(it -> new Thing(it.getName(), "volume " + it.getName()))
                            .toList();
        });
    }

    private List<String> selectors() {
        return labels.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    private List<Thing> list(String what, Callable<List<Thing>> question) {
        try {
            return calls.call(what, bound(), question);
        } catch (EngineFailure unknown) {
            return List.of(new Thing("", "what `docker " + what + "` would show (" + unknown.message() + ")"));
        }
    }

    /** Whether it worked shows when the engine is asked what is left. */
    private void attempt(String what, Callable<?> change) {
        try {
            calls.run(what, bound(), () -> {
                try {
                    change.call();
                } catch (RuntimeException refused) {
                    throw refused;
                } catch (Exception impossible) {
                    throw new IllegalStateException(impossible);
                }
            });
        } catch (EngineFailure goneOrStays) {
            return;
        }
    }

    private Duration bound() {
        Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        return rest.compareTo(CALL) < 0 ? rest : CALL;
    }

    private static <T> void together(Collection<T> all, Consumer<T> change) {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (T one : all) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            running.add(done);
            Thread thread = new Thread(
                    () -> {
                        try {
                            change.accept(one);
                        } finally {
                            done.complete(null);
                        }
                    },
                    "engine-removal");
            thread.setDaemon(true);
            thread.start();
        }
        running.forEach(CompletableFuture::join);
    }
}
