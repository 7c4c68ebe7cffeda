package ai.netrasystems.runner.staging.http;

import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.courtesy.Courtesy;
import ai.netrasystems.runner.staging.courtesy.Turn;
import ai.netrasystems.runner.staging.network.Asked;
import ai.netrasystems.runner.staging.network.NetworkLog;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Each call of a test as a whole: it waits for its turn, sends again where {@link Retries} say so, and writes down what
 * came of it before the test sees it. Thread-safe.
 *
 * <p>A turn lasts until the head of the answer is there: a test that forgets to close a body would hold it for ever.
 */
final class TestCalls implements Interceptor {
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final TestId test;
    private final Duration retryAllowance;
    private final Courtesy courtesy;
    private final NetworkLog log;

    TestCalls(TestId test, Duration retryAllowance, Courtesy courtesy, NetworkLog log) {
        this.test = test;
        this.retryAllowance = retryAllowance;
        this.courtesy = courtesy;
        this.log = log;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request asked = chain.request();
        Request sent = Retries.isIdempotent(asked) ? asked : SendsOnce.of(asked);
        Retries retries = new Retries(retryAllowance);
        long begun = System.nanoTime();
        while (true) {
            Attempt attempt = new Attempt();
            Optional<Duration> pause;
            Turn turn = turn(chain);
            try {
                Response answer = chain.proceed(
                        sent.newBuilder().tag(Attempt.class, attempt).build());
                pause = retries.after(asked, answer);
                if (pause.isEmpty()) {
                    return told(chain, asked, answer, attempt);
                }
                answer.close();
            } catch (IOException failure) {
                pause = chain.call().isCanceled() ? Optional.empty() : retries.after(asked, failure, attempt.isBegun());
                if (pause.isEmpty()) {
                    failed(chain, asked, attempt, failure, begun);
                    throw failure;
                }
            } finally {
                turn.close();
            }
            pause(chain, pause.get());
        }
    }

    private Response told(Chain chain, Request asked, Response answer, Attempt attempt) {
        Asked what = what(asked, attempt);
        log.answered(test, what, answer.code());
        Response.Builder told = answer.newBuilder().request(asked);
        if (answer.code() != 101) {
            told.body(new WatchedBody(answer.body(), failure -> {
                if (!chain.call().isCanceled()) {
                    log.failed(test, what, failure);
                }
            }));
        }
        return told.build();
    }

    /**
     * A call that was cancelled is none of the network's, unless it was the time that cancelled it. OkHttp does not tell
     * the two apart here, and its clock began a little before this one.
     */
    private void failed(Chain chain, Request asked, Attempt attempt, IOException failure, long begun) {
        Asked what = what(asked, attempt);
        if (!chain.call().isCanceled()) {
            log.failed(test, what, failure);
        } else {
            long allowed = chain.call().timeout().timeoutNanos();
            boolean late = allowed > 0 && System.nanoTime() - begun >= allowed - allowed / 10;
            log.failed(
                    test,
                    what,
                    late ? "java.net.SocketTimeoutException" : "java.util.concurrent.CancellationException");
        }
    }

    /** Should a test put the token into a path, it does not get into the log. */
    private static Asked what(Request asked, Attempt attempt) {
        HttpUrl url = asked.url();
        String path = attempt.token()
                .map(token -> url.encodedPath().replace(token, "<token>"))
                .orElseGet(url::encodedPath);
        return Asked.http(asked.method(), url.scheme(), url.host(), url.port(), path);
    }

    /** A call that gets none asked nothing, so there is nothing to tell of the network. */
    private Turn turn(Chain chain) throws IOException {
        long allowed = chain.call().timeout().timeoutNanos();
        Duration patience = allowed > 0 ? Duration.ofNanos(allowed) : Duration.ofDays(1);
        try {
            return courtesy.await(chain.request().url().host(), patience)
                    .orElseThrow(() -> new InterruptedIOException("the call got no turn within " + patience
                            + ": this process asks a host no more than " + courtesy));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the call waited for its turn");
        }
    }

    private static void pause(Chain chain, Duration pause) throws IOException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (chain.call().isCanceled()) {
                throw new IOException("Canceled");
            }
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, SLICE_NANOS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted before the call was sent again");
            }
        }
    }
}
