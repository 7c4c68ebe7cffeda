package ai.netrasystems.goldenpath.service;

import java.time.Duration;
import java.time.Instant;

/**
 * One request, or one WebSocket handshake, as the log tells it. No header but the two of {@link TestIdentity}, and no
 * query, is in it: those may carry tokens.
 *
 * @param at when the answer was complete
 * @param service which service answered
 * @param method the HTTP method
 * @param path the path as it was sent, still encoded
 * @param status the HTTP status; 101 for an accepted handshake
 * @param identity who asked
 * @param duration from the request's first byte to the answer
 */
public record RequestLogLine(
        Instant at, String service, String method, String path, int status, TestIdentity identity, Duration duration) {

    private static final double NANOS_PER_MILLI = 1_000_000.0;

    /** The line, without its end. Whatever the parts hold, it is one line and one JSON object. */
    public String text() {
        return Json.with("ts", at.toString())
                .with("service", service)
                .with("method", method)
                .with("path", path)
                .with("status", status)
                .with("run_id", identity.runId())
                .with("test_id", identity.testId())
                .with("duration_ms", Math.round(duration.toNanos() / NANOS_PER_MILLI * 10) / 10.0)
                .text();
    }
}
