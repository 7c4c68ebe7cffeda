package ai.netrasystems.runner.execution;

import java.util.Optional;

/**
 * How many failures there may be before nothing more begins: of the whole run, and of one layer within it. A failure
 * counts once it is final, after its retries. Thread-safe.
 */
final class FailureLimit {
    private final Optional<FailureLimit> around;
    private final int most;
    private int failures;
    private String last = "";

    private FailureLimit(Optional<FailureLimit> around, Optional<Integer> most) {
        this.around = around;
        this.most = most.orElse(Integer.MAX_VALUE);
    }

    /** Of a run; empty for no limit. */
    static FailureLimit ofRun(Optional<Integer> most) {
        return new FailureLimit(Optional.empty(), most);
    }

    /** Of a layer or a unit within: what fails there also counts here. */
    FailureLimit within(Optional<Integer> itsOwn) {
        return new FailureLimit(Optional.of(this), itsOwn);
    }

    /** A final failure. {@code what}: its id, for people. */
    void count(String what) {
        synchronized (this) {
            failures++;
            last = what;
        }
        around.ifPresent(outer -> outer.count(what));
    }

    /** How many more end it; {@link Integer#MAX_VALUE} where nothing does. */
    int remaining() {
        int own;
        synchronized (this) {
            own = most == Integer.MAX_VALUE ? most : Math.max(0, most - failures);
        }
        return around.map(outer -> Math.min(own, outer.remaining())).orElse(own);
    }

    boolean reached() {
        return remaining() == 0;
    }

    /** Whether anything failed here. */
    synchronized boolean any() {
        return failures > 0;
    }

    /** Why nothing more begins. */
    synchronized String reason() {
        if (most == Integer.MAX_VALUE || failures < most) {
            return around.map(FailureLimit::reason).orElse("");
        }
        return stopped(failures, last);
    }

    /** Why nothing more begins after so many failures. */
    static String stopped(int failures, String last) {
        return failures == 1
                ? "stopped after the first failure: " + last
                : "stopped after " + failures + " failures, the last: " + last;
    }
}
