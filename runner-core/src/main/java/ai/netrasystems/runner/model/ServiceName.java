package ai.netrasystems.runner.model;

/** A service of the Compose file, such as {@code postgres}. Never blank. */
public record ServiceName(String value) implements Comparable<ServiceName> {
    /** Refuses a blank name: it would be a defect of the caller, who validates input. */
    public ServiceName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("ServiceName is blank");
        }
    }

    @Override
    public int compareTo(ServiceName other) {
        return value.compareTo(other.value);
    }

    /** The name as people write it. */
    @Override
    public String toString() {
        return value;
    }
}
