package ai.netrasystems.runner.execution;

/** Why a layer's execution came to its end. */
public enum LayerEnd {
    /** Everything planned has its outcome from the engines. */
    COMPLETED,
    /** A failure policy stopped it: the rest is {@code not-run}. */
    FAILURE_POLICY,
    /** Its deadline passed: tests in flight are {@code interrupted}, the rest {@code not-run}. */
    BUDGET,
    /** A signal stopped it: likewise. */
    STOPPED
}
