package ai.netrasystems.runner.acceptance;

import org.junit.jupiter.api.Assumptions;

/** What a case needs of the machine. */
final class Requirement {
    private Requirement() {}

    /**
     * Skips the case where it is not there, with the reason; where {@code RUNNER_REQUIRE_DOCKER} is {@code true}, as on
     * the machine that decides on changes, that is a failure.
     */
    static void of(boolean there, String otherwise) {
        if (there) {
            return;
        }
        if ("true".equals(System.getenv("RUNNER_REQUIRE_DOCKER"))) {
            throw new AssertionError("RUNNER_REQUIRE_DOCKER is true, but " + otherwise);
        }
        Assumptions.abort(otherwise);
    }
}
