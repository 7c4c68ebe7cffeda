package ai.netrasystems.runner.model;

/**
 * A value that must not be seen: {@link #toString()} never shows it, so that it cannot reach a log by accident.
 *
 * @param reveal the value itself; the one place that gives it away, easy to search for
 */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "***";
    }
}
