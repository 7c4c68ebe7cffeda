package ai.netrasystems.runner.acceptance;

import java.time.Duration;

/**
 * How a {@code ./runner} ended.
 *
 * @param exitCode its exit code
 * @param waited from the call that waited until its end
 * @param took from its start until its end
 */
record Finished(int exitCode, String out, String err, Duration waited, Duration took) {
    /** Both streams. */
    String text() {
        return out + err;
    }
}
