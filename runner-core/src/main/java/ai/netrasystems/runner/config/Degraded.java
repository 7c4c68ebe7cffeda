package ai.netrasystems.runner.config;

/** {@code degraded}: what a green run means whose services came from another provider than the first permitted one. */
public enum Degraded {
    PASS,
    FAIL,
    /** Fails where the environment variable {@code CI} is set and the cause lies in the tree. */
    AUTO
}
