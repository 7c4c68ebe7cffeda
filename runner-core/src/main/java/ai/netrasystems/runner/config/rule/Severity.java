package ai.netrasystems.runner.config.rule;

/** How serious a finding is, least first. */
public enum Severity {
    /** Not told at all. */
    OFF,
    /** Worth knowing. */
    NOTE,
    /** Slow, unstable or unsafe. */
    WARNING,
    /** A build or a run fails by it, or a secret is out: makes exit 1. */
    ERROR
}
