package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.compose.ContainerSpec;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.start.Cancellation;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Gets the images of all services side by side, from the beginning, while the first of them start already. What several
 * services build in the same way is built once. The first image that can't be had ends all. Thread-safe; one use.
 */
final class ImageSupply {
    /** Builds mostly wait for the engine and the network; more of them at once only slow each other down. */
    private static final int AT_ONCE = 4;

    /** What makes two services' images one. */
    private record Wanted(
            Optional<Path> context,
            Optional<Path> dockerfile,
            Map<String, String> arguments,
            Optional<String> target,
            Optional<String> image,
            Optional<String> platform) {
        static Wanted of(ContainerSpec spec) {
            Optional<Build> build = spec.build();
            return new Wanted(
                    build.map(Build::context),
                    build.map(Build::dockerfile),
                    build.map(Build::arguments).orElse(Map.of()),
                    build.flatMap(Build::target),
                    build.isPresent() ? Optional.empty() : spec.image(),
                    spec.settings().platform());
        }
    }

    /** Gets one image. */
    @FunctionalInterface
    interface Source {
        /** On a thread of its own; {@code services}: all that want it, never empty. */
        ImageResult get(List<ServiceName> services, ContainerSpec spec);
    }

    private final ComposeFile compose;
    private final Cancellation cancellation;
    private final Source source;
    private final Map<Wanted, CompletableFuture<ImageResult>> results = new LinkedHashMap<>();

    ImageSupply(ComposeFile compose, Cancellation cancellation, Source source) {
        this.compose = compose;
        this.cancellation = cancellation;
        this.source = source;
    }

    /** Begins with all of them. */
    synchronized void begin(Collection<ServiceName> services) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
            Thread thread = new Thread(work, "image");
            thread.setDaemon(true);
            return thread;
        });
        Map<Wanted, List<ServiceName>> wanted = new LinkedHashMap<>();
        services.forEach(service -> wanted.computeIfAbsent(
                        Wanted.of(compose.service(service).container()), image -> new ArrayList<>())
                .add(service));
        wanted.forEach((image, by) -> {
            CompletableFuture<ImageResult> result = new CompletableFuture<>();
            results.put(image, result);
            threads.execute(() -> get(List.copyOf(by), result));
        });
        threads.shutdown();
    }

    private void get(List<ServiceName> services, CompletableFuture<ImageResult> result) {
        try {
            ContainerSpec spec = compose.service(services.get(0)).container();
            ImageResult got = cancellation.isCancelled() ? new ImageResult.Cancelled() : source.get(services, spec);
            result.complete(got);
            if (got.fold(present -> false, missing -> true, () -> false)) {
                cancellation.cancel();
            }
        } catch (RuntimeException | Error defect) {
            // An error too: whoever waits for this image would wait for ever.
            result.completeExceptionally(defect);
            cancellation.cancel();
        }
    }

    /** Waits for a service's image. */
    ImageResult await(ServiceName service) {
        return future(service).join();
    }

    private synchronized CompletableFuture<ImageResult> future(ServiceName service) {
        return Optional.ofNullable(
                        results.get(Wanted.of(compose.service(service).container())))
                .orElseThrow(() -> new IllegalStateException("no image was asked for of " + service));
    }

    /** Waits until nothing is under way any more, whatever came of it. */
    void awaitQuiet() {
        all().forEach(result -> result.handle((image, defect) -> true).join());
    }

    private synchronized List<CompletableFuture<ImageResult>> all() {
        return List.copyOf(results.values());
    }

    /** Waits until nothing is under way any more; what could not be had. */
    List<ContainersDiagnosis> awaitAll() {
        awaitQuiet();
        List<ContainersDiagnosis> missing = new ArrayList<>();
        all().forEach(result -> result.join().fold(present -> true, missing::add, () -> true));
        return missing;
    }

    /** The images of these services that are there. */
    synchronized Map<ServiceName, ImageResult.Present> present(Collection<ServiceName> services) {
        Map<ServiceName, ImageResult.Present> present = new LinkedHashMap<>();
        Set<ServiceName> all = new LinkedHashSet<>(services);
        all.forEach(service -> {
            CompletableFuture<ImageResult> result =
                    results.get(Wanted.of(compose.service(service).container()));
            if (result != null && result.isDone()) {
                result.join().fold(there -> present.put(service, there), missing -> null, () -> null);
            }
        });
        return present;
    }
}
