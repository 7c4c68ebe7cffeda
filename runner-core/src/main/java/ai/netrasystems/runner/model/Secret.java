package ai.netrasystems.runner.model;

/**
 * A value that must not be seen: {@link #toString()} never shows it, so that it cannot reach a log by accident.
 *
 * @param reveal the value itself; the one place that gives it away, easy to search for
 */
public record Secret(String reveal) {
    /** Length of the shortest value that can be kept out of what is written, in UTF-16 units, line breaks apart. */
    public static final int SHORTEST = 8;

    /**
     * Whether it is shorter than {@value #SHORTEST}: such a value protects nothing, and output with each of its
     * occurrences replaced could not be read. To be refused where it comes in.
     */
    public boolean isTooShort() {
        return reveal.chars().filter(unit -> unit != '\n' && unit != '\r').count() < SHORTEST;
    }

    @Override
    public String toString() {
        return "***";
    }
}
