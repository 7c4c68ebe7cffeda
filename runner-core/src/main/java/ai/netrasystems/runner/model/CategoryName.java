package ai.netrasystems.runner.model;

/** A category of {@code runner.yml}. Never blank. */
public record CategoryName(String value) implements Comparable<CategoryName> {
    /** Refuses a blank name: it would be a defect of the caller, who validates input. */
    public CategoryName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("CategoryName is blank");
        }
    }

    @Override
    public int compareTo(CategoryName other) {
        return value.compareTo(other.value);
    }

    /** The name as people write it. */
    @Override
    public String toString() {
        return value;
    }
}
