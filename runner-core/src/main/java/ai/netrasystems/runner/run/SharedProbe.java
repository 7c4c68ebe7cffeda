package ai.netrasystems.runner.run;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentLease;
import ai.netrasystems.runner.environment.evidence.Evidence;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Asks an environment once for all tests that fail at the same moment by the same evidence: whoever comes while it is
 * asked waits for that answer. Thread-safe.
 */
final class SharedProbe {
    /** So long an answer holds; tests that begin after it may meet another world. */
    static final Duration SAME_MOMENT = Duration.ofMillis(250);

    private static final int MOST_ANSWERS = 1_000;

    private final EnvironmentLease lease;
    private final LongSupplier nanos;
    private final Map<Evidence, Answer> answers = new HashMap<>();

    private record Answer(Optional<Diagnosis> loss, long at) {}

    /** {@code nanos}: a clock, as {@link System#nanoTime()}. */
    SharedProbe(EnvironmentLease lease, LongSupplier nanos) {
        this.lease = lease;
        this.nanos = nanos;
    }

    /** Why what the test failed at can't be had; empty where it can. */
    synchronized Optional<Diagnosis> ask(Evidence evidence) {
        Answer known = answers.get(evidence);
        if (known != null && nanos.getAsLong() - known.at() < SAME_MOMENT.toNanos()) {
            return known.loss();
        }
        Optional<Diagnosis> loss = lease.probe(evidence);
        if (answers.size() >= MOST_ANSWERS) {
            answers.clear();
        }
        answers.put(evidence, new Answer(loss, nanos.getAsLong()));
        return loss;
    }
}
