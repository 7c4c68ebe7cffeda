package ai.netrasystems.runner.model;

/** A staging profile, such as {@code netra}. Never blank. */
public record ProfileName(String value) implements Comparable<ProfileName> {
    /** Refuses a blank name: it would be a defect of the caller, who validates input. */
    public ProfileName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("ProfileName is blank");
        }
    }

    @Override
    public int compareTo(ProfileName other) {
        return value.compareTo(other.value);
    }

    /** The name as people write it. */
    @Override
    public String toString() {
        return value;
    }
}
