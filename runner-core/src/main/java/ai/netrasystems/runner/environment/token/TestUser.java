package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.model.RunId;
import java.util.Locale;

/**
 * A simulated user.
 *
 * @param email tells one from another
 * @param name as the product shows it
 */
public record TestUser(String email, String name) {
    private static final String NAME = "E2E Test User";
    /** The end of a run's id is what differs between two runs of the same moment. */
    private static final int SHORT = 8;

    /** The one that all tests of all runs share. */
    public static TestUser shared() {
        return new TestUser("e2e@runner.test", NAME);
    }

    /** That of the workers that take one place, one after the other. */
    public static TestUser ofWorker(RunId run, int lane) {
        return of(run, Integer.toString(lane));
    }

    /** The n-th that tests of this run asked for. */
    public static TestUser ofTest(RunId run, int number) {
        return of(run, "t" + number);
    }

    private static TestUser of(RunId run, String who) {
        String letters = run.value().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String last = letters.substring(Math.max(0, letters.length() - SHORT));
        return new TestUser("e2e+" + last + "-" + who + "@runner.test", NAME + " " + who);
    }
}
