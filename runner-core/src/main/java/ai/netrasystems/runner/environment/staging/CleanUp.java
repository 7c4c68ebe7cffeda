package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.start.Cancellation;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.staging.StagingProfile;
import ai.netrasystems.runner.staging.TestHeaders;
import ai.netrasystems.runner.staging.cleanup.CleanUpAction;
import ai.netrasystems.runner.staging.courtesy.Courtesy;
import ai.netrasystems.runner.staging.courtesy.Turn;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Carries out what tests asked to be removed: with the run's token, at the URLs of the profile, which keep its domain
 * rule. What one test asked for goes one after the other, the newest first; several tests side by side. What is not done
 * in time stays for the next run. Never throws for what goes wrong.
 */
final class CleanUp {
    private static final int SIDE_BY_SIDE = 4;
    private static final int ANSWER_LIMIT = 1_024;
    private static final int MOST_WARNINGS = 20;
    private static final Duration ONE_ACTION = Duration.ofSeconds(10);
    private static final Duration AWAKE = Duration.ofSeconds(5);
    /** What makes it pointless to ask for the next. */
    private static final Set<NetworkFailure.Kind> GONE = Set.of(
            NetworkFailure.Kind.UNREACHABLE,
            NetworkFailure.Kind.TLS_AUTHORITY,
            NetworkFailure.Kind.TLS_EXPIRED,
            NetworkFailure.Kind.TLS_HOST,
            NetworkFailure.Kind.TLS_FAILED);

    private final StagingProfile profile;
    private final CleanUpFiles files;
    private final Supplier<StagingClient> clients;
    private final Supplier<String> token;
    private final Duration coldStart;
    private final EventSink events;
    private final StopSignal stop;
    /** By id: a run tries each once, however often it looks. */
    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    /**
     * For one run.
     *
     * @param clients makes one that follows no redirect and sends the run's id
     * @param token the one of the moment
     * @param stop of the run
     * @param coldStart how long one action is tried while its service starts; 5 s at most, since staging is awake
     */
    CleanUp(
            StagingProfile profile,
            CleanUpFiles files,
            Supplier<StagingClient> clients,
            Supplier<String> token,
            Duration coldStart,
            EventSink events,
            StopSignal stop) {
        this.profile = profile;
        this.files = files;
        this.clients = clients;
        this.token = token;
        this.coldStart = coldStart.compareTo(AWAKE) < 0 ? coldStart : AWAKE;
        this.events = events;
        this.stop = stop;
    }

    /** What came of one action: nothing is left, or what and why. */
    private record Result(CleanUpOrder order, Optional<String> problem, boolean tried) {}

    /** Carries out what stands there now, within that time; a stop that comes meanwhile ends it. */
    void carryOut(Duration within) {
        try {
            CleanUpFiles.Found found = files.read();
            found.complaints().forEach(this::warn);
            if (!found.files().isEmpty()) {
                List<CleanUpOrder> fresh = found.orders().stream()
                        .filter(order -> !tried.contains(order.id()))
                        .toList();
                List<CleanUpOrder> stay = new ArrayList<>(found.orders());
                stay.removeAll(fresh);
                stay.addAll(told(fresh.isEmpty() ? List.of() : results(fresh, within)));
                files.replace(found.files(), stay);
            }
        } catch (IOException | RuntimeException e) {
            warn("the clean-up of staging was not carried out: " + e);
        }
    }

    private List<Result> results(List<CleanUpOrder> orders, Duration within) {
        Map<String, List<CleanUpOrder>> ofTests = new LinkedHashMap<>();
        for (int i = orders.size() - 1; i >= 0; i--) {
            ofTests.computeIfAbsent(orders.get(i).test(), test -> new ArrayList<>())
                    .add(orders.get(i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(SIDE_BY_SIDE, ofTests.size()), task -> {
            Thread thread = new Thread(task, "staging-clean-up");
            thread.setDaemon(true);
            return thread;
        });
        Cancellation cancellation = new Cancellation();
        Runnable deaf = () -> {};
        try (StagingClient client = clients.get()) {
            if (!stop.isRequested()) {
                deaf = stop.onRequest(() -> {
                    cancellation.cancel();
                    client.cancel();
                });
            }
            Round round = new Round(
                    client, token.get(), new ColdStart(coldStart, System.nanoTime() + within.toNanos(), cancellation));
            List<Callable<List<Result>>> work = ofTests.values().stream()
                    .<Callable<List<Result>>>map(
                            ofTest -> () -> ofTest.stream().map(round::result).toList())
                    .toList();
            List<Result> results = new ArrayList<>();
            for (Future<List<Result>> ended : threads.invokeAll(work)) {
                results.addAll(ended.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            deaf.run();
            threads.shutdownNow();
        }
    }

    /** Tells people; gives what stays. */
    private List<CleanUpOrder> told(Collection<Result> results) {
        List<CleanUpOrder> stay = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        int untried = 0;
        for (Result result : results) {
            if (result.problem().isEmpty()) {
                continue;
            }
            CleanUpOrder left = result.tried() ? result.order().tried() : result.order();
            boolean over = left.isOver(Instant.now());
            if (!over) {
                stay.add(left);
            }
            if (result.tried() || over) {
                warnings.add("not cleaned up: " + shown(left) + ": "
                        + result.problem().get() + "; "
                        + (over ? "given up" : "the next run on " + profile.name() + " tries again"));
            } else {
                untried++;
            }
        }
        long done =
                results.stream().filter(result -> result.problem().isEmpty()).count();
        if (done > 0) {
            events.publish(new Noted(Noted.Level.NOTE, "cleaned up on staging: " + done + " of " + results.size()));
        }
        warnings.stream().limit(MOST_WARNINGS).forEach(this::warn);
        if (warnings.size() > MOST_WARNINGS) {
            warn("not cleaned up: " + (warnings.size() - MOST_WARNINGS) + " more");
        }
        if (untried > 0) {
            warn("not cleaned up: " + untried
                    + " actions were not tried (out of time, or staging is gone); the next run" + " on "
                    + profile.name() + " tries them");
        }
        return stay;
    }

    /** A query may hold what is nobody's business. */
    private String shown(CleanUpOrder order) {
        return order.action().method() + " "
                + url(order.action())
                        .map(url -> url.toString().replaceFirst("\\?.*", "?..."))
                        .orElseGet(() ->
                                order.action().service() + order.action().path().replaceFirst("\\?.*", "?..."));
    }

    private Optional<URI> url(CleanUpAction action) {
        return profile.service(action.service())
                .map(offered -> offered.endpoint().resolve(action.path()))
                .filter(url -> profile.violation(url, "https").isEmpty());
    }

    private void warn(String what) {
        events.publish(new Noted(Noted.Level.WARNING, what));
    }

    /** One time of carrying out. */
    private final class Round {
        private final StagingClient client;
        private final String bearer;
        private final ColdStart time;
        private final AtomicBoolean gone = new AtomicBoolean();

        Round(StagingClient client, String bearer, ColdStart time) {
            this.client = client;
            this.bearer = bearer;
            this.time = time;
        }

        Result result(CleanUpOrder order) {
            if (gone.get() || time.isOver()) {
                return new Result(order, Optional.of("not tried"), false);
            }
            return url(order.action())
                    .map(url -> asked(order, url))
                    .orElseGet(() -> new Result(
                            order,
                            Optional.of(profile.name() + " has no service "
                                    + order.action().service()),
                            true));
        }

        private Result asked(CleanUpOrder order, URI url) {
            Request request = request(order, url);
            tried.add(order.id());
            return time.await(within -> turn(url, request, within), Answer::isStarting)
                    .map(last -> last.answer()
                            .fold(came -> new Result(order, problem(came.status()), true), failure -> {
                                if (GONE.contains(failure.kind())) {
                                    gone.set(true);
                                }
                                return new Result(order, Optional.of(failure.text()), true);
                            }))
                    .orElseGet(() -> new Result(order, Optional.of("not tried"), false));
        }

        private Answer turn(URI url, Request request, Duration within) {
            Duration most = within.compareTo(ONE_ACTION) < 0 ? within : ONE_ACTION;
            try {
                Optional<Turn> turn = Courtesy.of(profile.limits()).await(url.getHost(), most);
                try {
                    return client.ask(request, ANSWER_LIMIT, most);
                } finally {
                    turn.ifPresent(Turn::close);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Answer.Failed(new NetworkFailure(NetworkFailure.Kind.SILENT, "interrupted"));
            }
        }

        /** What is not there any more needs no removal. */
        private static Optional<String> problem(int status) {
            return status / 100 == 2 || status == 404 || status == 410
                    ? Optional.empty()
                    : Optional.of("status " + status);
        }

        private Request request(CleanUpOrder order, URI url) {
            // An empty one where the test gave none: a PUT needs one, and a DELETE may have it.
            RequestBody body = order.action()
                    .body()
                    .map(sent -> RequestBody.create(
                            sent.text().getBytes(StandardCharsets.UTF_8), MediaType.get(sent.contentType())))
                    .orElseGet(() -> RequestBody.create(new byte[0]));
            Request.Builder request = new Request.Builder()
                    .url(url.toString())
                    .method(order.action().method(), body)
                    .header("Authorization", "Bearer " + bearer)
                    .header(CleanUpAction.ID_HEADER, order.id());
            if (!order.test().isEmpty()) {
                request.header(
                        TestHeaders.TEST_ID,
                        URLEncoder.encode(order.test(), StandardCharsets.UTF_8).replace("+", "%20"));
            }
            return request.build();
        }
    }
}
