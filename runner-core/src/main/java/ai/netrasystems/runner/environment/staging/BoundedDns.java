package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.staging.ConnectTo;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * The system's resolver, which redirected hosts are not asked of, and which has an end here: by itself it may wait half a
 * minute for a name server that is gone. Thread-safe.
 */
final class BoundedDns implements Dns {
    private static final Duration LONGEST = Duration.ofMillis(1_500);

    private final ConnectTo connectTo;
    private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();

    BoundedDns(ConnectTo connectTo) {
        this.connectTo = connectTo;
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> resolve(host, answer), "resolve-" + host);
        thread.setDaemon(true);
        thread.start();
        try {
            Object first = CompletableFuture.anyOf(answer, cancelled).get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            if (Boolean.TRUE.equals(first)) {
                throw unknown(host, "stopped");
            }
            return answer.get();
        } catch (TimeoutException e) {
            throw unknown(host, "no answer from the resolver within " + LONGEST.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw unknown(host, "the resolver does not know it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, "stopped");
        }
    }

    /** Ends the waiting, now and later. */
    void cancel() {
        cancelled.complete(Boolean.TRUE);
    }

    private void resolve(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            Optional<List<InetAddress>> redirected = connectTo.addresses(host);
            answer.complete(redirected.isPresent() ? redirected.get() : List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private static UnknownHostException unknown(String host, String why) {
        return new UnknownHostException(host + ": " + why);
    }
}
