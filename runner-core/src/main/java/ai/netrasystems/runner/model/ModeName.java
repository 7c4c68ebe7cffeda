package ai.netrasystems.runner.model;

/** An execution mode, such as {@code fast_feedback}. Never blank. */
public record ModeName(String value) implements Comparable<ModeName> {
    /** Refuses a blank name: it would be a defect of the caller, who validates input. */
    public ModeName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("ModeName is blank");
        }
    }

    @Override
    public int compareTo(ModeName other) {
        return value.compareTo(other.value);
    }

    /** The name as people write it. */
    @Override
    public String toString() {
        return value;
    }
}
