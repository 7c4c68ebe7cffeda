package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.evidence.Evidence;
import ai.netrasystems.runner.environment.staging.WebSocketProbe.Result.Cases;
import ai.netrasystems.runner.environment.start.Cancellation;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.AccessTokenUnavailableException;
import ai.netrasystems.runner.staging.StagingProfile;
import ai.netrasystems.runner.staging.WebSocketSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Asks a staging system while tests run whether it is as well as the preflight found it: the health of services, the
 * WebSocket's handshake with the run's own token. Only the profile's own URLs are ever asked, on fresh connections: one
 * that was kept may have gone stale without meaning anything. Thread-safe.
 */
final class StagingProbe implements AutoCloseable {
    /** For all questions of one probe. */
    static final Duration PATIENCE = Duration.ofSeconds(8);
    /** For a system that nothing stands for any more to come back: a restart of its front is over by then. */
    static final Duration UNREACHABLE = Duration.ofSeconds(10);

    /** Of an answer nothing but the status counts. */
    private static final int LIMIT = 1024;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final StagingProfile profile;
    private final RunId run;
    private final Duration coldStart;
    private final boolean skipHealth;
    private final Supplier<StagingClient> clients;
    private final Supplier<Optional<String>> token;
    private final Set<StagingClient> open = ConcurrentHashMap.newKeySet();
    private final Cancellation cancellation = new Cancellation();

    /**
     * A probe for one run.
     *
     * @param coldStart how long a system that was asleep may take
     * @param skipHealth whether services need only be there, not be well
     * @param clients makes clients as the preflight's
     * @param token the run's token as it is now; empty where it can't be read
     */
    StagingProbe(
            StagingProfile profile,
            RunId run,
            Duration coldStart,
            boolean skipHealth,
            Supplier<StagingClient> clients,
            Supplier<Optional<String>> token) {
        this.profile = profile;
        this.run = run;
        this.coldStart = coldStart;
        this.skipHealth = skipHealth;
        this.clients = clients;
        this.token = token;
    }

    /** Once, at what a test failed at; where that is not known, everywhere. */
    Optional<Diagnosis> probe(Evidence evidence) {
        List<URI> ours = profile.origins();
        List<URI> troubled = ours.stream().filter(evidence.troubled()::contains).toList();
        List<URI> asked = troubled.isEmpty() && evidence.somewhere() ? ours : troubled;
        boolean refused = ours.stream().anyMatch(evidence.refusing()::contains);
        return within(client -> {
            long end = System.nanoTime() + PATIENCE.toNanos();
            Optional<StagingLoss> loss = first(asked.stream().map(origin -> () -> at(origin, client, end)));
            return refused ? loss.or(() -> refusal(client, end)) : loss;
        });
    }

    /**
     * Again and again, everywhere, until all is well or the time for that is over: the allowance for a cold start, less
     * where nothing takes a connection.
     */
    Optional<Diagnosis> gone() {
        Duration little = coldStart.compareTo(UNREACHABLE) < 0 ? coldStart : UNREACHABLE;
        Optional<StagingLoss> loss = await(little);
        if (loss.isPresent() && !loss.get().isFinal() && coldStart.compareTo(little) > 0) {
            loss = await(coldStart.minus(little));
        }
        return loss.map(it -> it);
    }

    private Optional<StagingLoss> await(Duration time) {
        return new ColdStart(time, System.nanoTime() + time.toNanos(), cancellation)
                .await(this::everywhere, Optional::isPresent)
                .flatMap(ColdStart.Awaited::answer);
    }

    private Optional<StagingLoss> everywhere(Duration within) {
        Duration bound = within.compareTo(PATIENCE) < 0 ? within : PATIENCE;
        return within(client -> {
            long end = System.nanoTime() + bound.toNanos();
            return first(profile.origins().stream().map(origin -> () -> at(origin, client, end)))
                    .or(() -> refusal(client, end));
        });
    }

    private <T> Optional<T> within(Function<StagingClient, Optional<? extends T>> questions) {
        try (StagingClient client = clients.get()) {
            open.add(client);
            try {
                if (cancellation.isCancelled()) {
                    return Optional.empty();
                }
                Optional<? extends T> loss = questions.apply(client);
                // What was cut off by the run's end tells nothing.
                return cancellation.isCancelled() ? Optional.empty() : loss.map(it -> it);
            } finally {
                open.remove(client);
            }
        }
    }

    private static Optional<StagingLoss> first(Stream<Supplier<Optional<StagingLoss>>> questions) {
        return questions.flatMap(question -> question.get().stream()).findFirst();
    }

    /** Its services' health, or where it has none, or health is not to be looked at, whether it answers at all. */
    private Optional<StagingLoss> at(URI origin, StagingClient client, long end) {
        List<URI> health = profile.services().stream()
                .map(StagingProfile.Offered::health)
                .filter(url -> isAt(url, origin))
                .toList();
        Optional<WebSocketSettings> socket = profile.webSocket().filter(target -> isAt(target.url(), origin));
        Optional<StagingLoss> loss = skipHealth || (health.isEmpty() && socket.isEmpty())
                ? ask(origin, client, end, status -> !Answer.STARTING.contains(status))
                : first(health.stream().map(url -> () -> ask(url, client, end, status -> status / 100 == 2)));
        return loss.or(() -> socket.flatMap(target -> webSocket(target, client, end)));
    }

    private static boolean isAt(URI url, URI origin) {
        int port = url.getPort() == 443 ? -1 : url.getPort();
        return origin.getHost().equalsIgnoreCase(url.getHost()) && origin.getPort() == port;
    }

    private static Optional<StagingLoss> ask(URI url, StagingClient client, long end, IntPredicate well) {
        Answer answer = client.get(url, LIMIT, left(end));
        boolean there = answer.fold(came -> well.test(came.status()), failed -> false);
        return there
                ? Optional.empty()
                : Optional.of(new StagingLoss.NoAnswer(
                        url, answer.describe(), answer.fold(came -> false, StagingProbe::isUnreachable)));
    }

    private static boolean isUnreachable(NetworkFailure failure) {
        return switch (failure.kind()) {
            case UNREACHABLE, TLS_AUTHORITY, TLS_HOST, TLS_EXPIRED, TLS_FAILED -> true;
            case BROKEN_OFF, SILENT, GARBLED -> false;
        };
    }

    /** Whether the run's own token is refused too; anything else that goes wrong there is no refusal. */
    private Optional<StagingLoss> refusal(StagingClient client, long end) {
        Optional<AccessToken> user = user();
        if (user.isEmpty()) {
            return Optional.empty();
        }
        Optional<URI> shown = profile.acceptedBy();
        return shown.isPresent()
                ? refusedAt(
                        shown.get(),
                        client.get(shown.get(), user.get(), LIMIT, left(end)).fold(Answer.Came::status, failed -> 0))
                : profile.webSocket()
                        .flatMap(target -> refusedAt(
                                target.url(),
                                open(target, user.get(), client, end)
                                        .fold(new Cases<>(
                                                agreed -> 0,
                                                bad -> 0,
                                                WebSocketProbe.Result.Refused::status,
                                                no -> 0))));
    }

    private static Optional<StagingLoss> refusedAt(URI url, int status) {
        return status == UNAUTHORIZED || status == FORBIDDEN
                ? Optional.of(new StagingLoss.TokenRefused(url, status))
                : Optional.empty();
    }

    /** Whether it opens. A refusal says that it is there; what it says otherwise is the product's. */
    private Optional<StagingLoss> webSocket(WebSocketSettings target, StagingClient client, long end) {
        URI url = target.url();
        return user().flatMap(user -> open(target, user, client, end)
                .fold(new Cases<Optional<StagingLoss>>(
                        agreed -> Optional.empty(),
                        badChoice -> Optional.empty(),
                        refused -> refused.status() / 100 == 5
                                ? Optional.of(new StagingLoss.NoAnswer(url, "status " + refused.status(), false))
                                : Optional.empty(),
                        failed -> Optional.of(new StagingLoss.NoAnswer(
                                url, failed.failure().text(), isUnreachable(failed.failure()))))));
    }

    private WebSocketProbe.Result open(WebSocketSettings target, AccessToken user, StagingClient client, long end) {
        return new WebSocketProbe(client, run).open(target, user, left(end));
    }

    private Optional<AccessToken> user() {
        return token.get().flatMap(StagingProbe::user);
    }

    private static Optional<AccessToken> user(String value) {
        try {
            return Optional.of(AccessToken.fixed(value));
        } catch (AccessTokenUnavailableException noBearerToken) {
            return Optional.empty();
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    /** Ends what is asked, and lets nothing be asked any more. Idempotent. */
    @Override
    public void close() {
        cancellation.cancel();
        open.forEach(StagingClient::cancel);
    }
}
