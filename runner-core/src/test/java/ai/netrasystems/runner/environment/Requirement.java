package ai.netrasystems.runner.environment;

import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine beyond a JDK, such as a Docker Engine. */
public final class Requirement {
    private Requirement() {}

    /**
     * Skips the test where it is not there, with the reason; where {@code RUNNER_REQUIRE_DOCKER} is {@code true}, as on
     * the machine that decides on changes, that is a failure.
     */
    public static void of(boolean there, String otherwise) {
        if (!there) {
            throw missing(otherwise);
        }
    }

    /** The same where it is known to be missing; to be thrown, though it never returns. */
    public static AssertionError missing(String what) {
        if ("true".equals(System.getenv("RUNNER_REQUIRE_DOCKER"))) {
            throw new AssertionError("RUNNER_REQUIRE_DOCKER is true, but " + what);
        }
        return Assumptions.abort(what);
    }
}
