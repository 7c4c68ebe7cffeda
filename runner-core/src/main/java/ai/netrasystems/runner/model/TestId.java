package ai.netrasystems.runner.model;

/** A test's stable id: {@code module[@execution]:class#method(paramTypes)[invocation]}. Never blank. */
public record TestId(String value) implements Comparable<TestId> {
    /** Refuses a blank name: it would be a defect of the caller, who validates input. */
    public TestId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("TestId is blank");
        }
    }

    @Override
    public int compareTo(TestId other) {
        return value.compareTo(other.value);
    }

    /** The name as people write it. */
    @Override
    public String toString() {
        return value;
    }
}
