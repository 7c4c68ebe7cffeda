package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.Parameters;
import java.util.Locale;

/**
 * In how many JVMs Surefire runs tests.
 *
 * @param count 0: inside Maven itself
 * @param reuse whether one JVM runs class after class
 */
record Forks(int count, boolean reuse) {
    /**
     * From {@code forkCount} and {@code reuseForks}, or the older {@code forkMode}.
     *
     * @throws NumberFormatException where the count is none
     */
    static Forks of(Parameters parameters, int processors) {
        String mode = parameters.text("forkMode").orElse("once").toLowerCase(Locale.ROOT);
        return switch (mode) {
            case "never", "none" -> new Forks(0, true);
            case "always", "pertest" -> new Forks(1, false);
            case "perthread" -> new Forks(Math.max(1, parameters.number("threadCount")), false);
            default ->
                new Forks(
                        count(parameters.text("forkCount").orElse("1"), processors),
                        parameters.flag("reuseForks", true));
        };
    }

    boolean inMaven() {
        return count == 0;
    }

    /** {@code 2}, or {@code 0.5C} for a part of the processors. */
    private static int count(String text, int processors) {
        if (!text.endsWith("C")) {
            return Integer.parseInt(text);
        }
        double calculated = Double.parseDouble(text.substring(0, text.length() - 1)) * processors;
        return calculated > 0 ? Math.max((int) calculated, 1) : 0;
    }
}
