package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.SubprotocolOffer;
import ai.netrasystems.runner.staging.TestHeaders;
import ai.netrasystems.runner.staging.WebSocketDiagnosis;
import ai.netrasystems.runner.staging.WebSocketSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** Opens a WebSocket as a test would, to see which subprotocol the server agrees on, and closes it. Thread-safe. */
final class WebSocketProbe {
    private static final int NORMAL_CLOSURE = 1000;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final StagingClient client;
    private final RunId run;

    WebSocketProbe(StagingClient client, RunId run) {
        this.client = client;
        this.run = run;
    }

    /** What came of it. */
    sealed interface Result {
        /** The server agreed on that one of the offered subprotocols. */
        record Agreed(String subprotocol) implements Result {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.agreed().apply(this);
            }
        }

        /** The server opened it, but its choice is none that a client can live with; {@code answer} is redacted. */
        record BadChoice(String answer, WebSocketDiagnosis problem) implements Result {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.badChoice().apply(this);
            }
        }

        /** The server answered with that status. */
        record Refused(int status) implements Result {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.refused().apply(this);
            }
        }

        /** No answer. */
        record Failed(NetworkFailure failure) implements Result {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.failed().apply(this);
            }
        }

        /** One function per case. */
        <R> R fold(Cases<R> cases);

        /** A function for each case. */
        record Cases<R>(
                Function<Agreed, R> agreed,
                Function<BadChoice, R> badChoice,
                Function<Refused, R> refused,
                Function<Failed, R> failed) {}

        /** Whether it is the answer of a service that may still be starting. */
        default boolean isStarting() {
            return fold(new Cases<>(
                    agreed -> false,
                    bad -> false,
                    refused -> Answer.STARTING.contains(refused.status()),
                    failed -> failed.failure().kind() == NetworkFailure.Kind.BROKEN_OFF));
        }
    }

    /** Opens it once. */
    Result open(WebSocketSettings settings, AccessToken token, Duration within) {
        SubprotocolOffer offer = settings.offer(token);
        Request request = new Request.Builder()
                .url(settings.url().toString())
                .header("Authorization", "Bearer " + token.value())
                .header("Sec-WebSocket-Protocol", String.join(", ", offer.values()))
                .header(TestHeaders.RUN_ID, run.value())
                .build();
        Handshake handshake = new Handshake(offer);
        WebSocket socket = client.http().newWebSocket(request, handshake);
        if (client.isCancelled()) {
            socket.cancel();
        }
        try {
            return handshake.result.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            socket.cancel();
            return silent("no answer to the handshake within " + within.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a handshake that fails is a value", e);
        } catch (InterruptedException e) {
            socket.cancel();
            Thread.currentThread().interrupt();
            return silent("interrupted");
        }
    }

    private static Result silent(String text) {
        return new Result.Failed(new NetworkFailure(NetworkFailure.Kind.SILENT, text));
    }

    private static final class Handshake extends WebSocketListener {
        private final SubprotocolOffer offer;
        private final CompletableFuture<Result> result = new CompletableFuture<>();

        Handshake(SubprotocolOffer offer) {
            this.offer = offer;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            // Several header lines are one list (RFC 9110 section 5.2), and a list is no choice.
            String answer = String.join(",", response.headers("Sec-WebSocket-Protocol"));
            Optional<WebSocketDiagnosis> problem = offer.problemWith(answer);
            result.complete(problem.<Result>map(diagnosis -> new Result.BadChoice(offer.redact(answer), diagnosis))
                    .orElseGet(() -> new Result.Agreed(answer.strip())));
            socket.close(NORMAL_CLOSURE, null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            result.complete(
                    response != null && response.code() != SWITCHING_PROTOCOLS
                            ? new Result.Refused(response.code())
                            : new Result.Failed(
                                    failure instanceof IOException network
                                            ? NetworkFailure.of(network)
                                            : new NetworkFailure(
                                                    NetworkFailure.Kind.GARBLED,
                                                    failure.getClass().getSimpleName())));
        }
    }
}
