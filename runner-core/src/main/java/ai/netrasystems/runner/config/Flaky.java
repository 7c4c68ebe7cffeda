package ai.netrasystems.runner.config;

/** {@code --flaky}: what a test means that failed and then passed. */
public enum Flaky {
    PASS,
    FAIL
}
