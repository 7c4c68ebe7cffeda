package ai.netrasystems.runner.staging.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is sent again, and when: while a service that was scaled to zero starts, its load balancer answers in
 * its place, or connections break. Only within the allowance for a cold start, from the first sending; each pause is
 * longer than the one before. For one call; not thread-safe.
 *
 * <p>A request is repeatable where its method is idempotent (RFC 9110 section 9.2.2: the safe methods, PUT and DELETE) and
 * its body can be written again. Any other is sent again only where not one byte of it was sent.
 */
final class Retries {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");
    /** RFC 9110 sections 15.6.3 to 15.6.5: the answers of one who stands in for the service. */
    private static final Set<Integer> STARTING = Set.of(502, 503, 504);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int LONGEST_CHAIN = 20;

    private final Duration allowance;
    private final long begun = System.nanoTime();
    private Duration nextPause = FIRST_PAUSE;

    /** {@code allowance}: zero where nothing is sent again. */
    Retries(Duration allowance) {
        this.allowance = allowance;
    }

    /** Whether sending it twice does what sending it once does. */
    static boolean isIdempotent(Request request) {
        return IDEMPOTENT.contains(request.method());
    }

    /** How long to wait before it is sent again; empty where this answer stands. */
    Optional<Duration> after(Request request, Response answer) {
        if (!STARTING.contains(answer.code()) || !isRepeatable(request)) {
            return Optional.empty();
        }
        return within(asked(answer.header("Retry-After")).orElseGet(this::backOff));
    }

    /** The same after a failure; {@code begun} tells whether a byte may have been sent. */
    Optional<Duration> after(Request request, IOException failure, boolean begun) {
        if (!isBrokenConnection(failure) || (begun && !isRepeatable(request))) {
            return Optional.empty();
        }
        return within(backOff());
    }

    /** Who asks to be left alone for longer than is left gets no further request. */
    private Optional<Duration> within(Duration pause) {
        Duration spent = Duration.ofNanos(System.nanoTime() - begun);
        return spent.plus(pause).compareTo(allowance) < 0 ? Optional.of(pause) : Optional.empty();
    }

    private Duration backOff() {
        Duration pause = nextPause;
        Duration longer = pause.multipliedBy(2);
        nextPause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        return pause;
    }

    private static boolean isRepeatable(Request request) {
        RequestBody body = request.body();
        return isIdempotent(request) && (body == null || (!body.isOneShot() && !body.isDuplex()));
    }

    /**
     * Connection refused, reset, or ended before an answer. Not a time-out, which has used the time up; not an unknown
     * name or a certificate, which waiting does not change.
     */
    private static boolean isBrokenConnection(IOException failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .anyMatch(cause -> cause instanceof SocketException
                        || cause instanceof EOFException
                        // A stream or connection of HTTP/2 that broke; the types are OkHttp's own.
                        || cause.getClass().getName().startsWith("okhttp3.internal.http2."));
    }

    /** RFC 9110 section 10.2.3: seconds, or a date. What is neither says nothing. */
    private static Optional<Duration> asked(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return Optional.empty();
        }
        try {
            if (retryAfter.matches("\\d{1,9}")) {
                // Zero seconds are still no reason to hammer.
                Duration asked = Duration.ofSeconds(Long.parseLong(retryAfter));
                return Optional.of(asked.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : asked);
            }
            Instant then = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration until = Duration.between(Instant.now(), then);
            return Optional.of(until.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : until);
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
