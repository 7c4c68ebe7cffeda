package ai.netrasystems.runner.environment;

/** Tags of tests that decide where they may run. */
public final class TestTags {
    /** Not on a system that others use too. */
    public static final String LOCAL_ONLY = "local-only";
    /** Changes what others see: on staging only where the profile allows it. */
    public static final String MUTATES = "mutates";

    private TestTags() {}
}
