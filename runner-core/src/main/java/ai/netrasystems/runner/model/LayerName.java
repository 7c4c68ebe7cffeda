package ai.netrasystems.runner.model;

/** A layer of {@code runner.yml}. Never blank. */
public record LayerName(String value) implements Comparable<LayerName> {
    /** Refuses a blank name: it would be a defect of the caller, who validates input. */
    public LayerName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("LayerName is blank");
        }
    }

    @Override
    public int compareTo(LayerName other) {
        return value.compareTo(other.value);
    }

    /** The name as people write it. */
    @Override
    public String toString() {
        return value;
    }
}
