package ai.netrasystems.runner.model;

/** One run's id: sortable by time, unique on the machine, safe in a file name. Never blank. */
public record RunId(String value) implements Comparable<RunId> {
    /** Refuses a blank name: it would be a defect of the caller, who validates input. */
    public RunId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("RunId is blank");
        }
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    /** The name as people write it. */
    @Override
    public String toString() {
        return value;
    }
}
