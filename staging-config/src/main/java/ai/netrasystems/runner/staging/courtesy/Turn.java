package ai.netrasystems.runner.staging.courtesy;

/** The permission to ask a host once; it counts as a call under way until it is closed. Close it once. */
@FunctionalInterface
public interface Turn extends AutoCloseable {
    /** Where there is no limit. */
    Turn FREE = () -> {};

    /** Lets the next one ask. */
    @Override
    void close();
}
