package ai.netrasystems.runner.discovery.maven;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The lines of a failed build that say what is wrong. */
final class MavenErrors {
    private static final int SHOWN = 40;

    /** What Maven adds to every failure. */
    private static final Predicate<String> ADVICE = Pattern.compile("\\[ERROR] *("
                    + "|-> \\[Help.*|\\[Help.*|To see the full stack trace.*|Re-run Maven using.*"
                    + "|For more information about the errors.*|After correcting the problems.*|  mvn <args> -rf .*)")
            .asMatchPredicate();

    /** Some Mavens reset the terminal's colours even where they use none. */
    private static final Pattern COLOUR = Pattern.compile("\\u001b\\[[0-9;]*m");

    /** The check of licences that takes the runner's folder for sources, where it is older than 0.16. */
    private static final Predicate<String> LICENCES =
            Pattern.compile("Failed to execute goal org\\.apache\\.rat:").asPredicate();

    private MavenErrors() {}

    /** What of a failure may be the runner's own doing, and what helps; empty where nothing is. */
    static Optional<String> advice(List<String> output) {
        return output.stream().anyMatch(LICENCES)
                ? Optional.of("If that report names .runner, the folder of this runner: add the line .runner/ to the"
                        + " project's .gitignore, the only one that RAT reads before its version 0.16.")
                : Optional.empty();
    }

    /** The last error lines; where there are none, the last lines of all. */
    static List<String> of(List<String> output) {
        List<String> plain = output.stream()
                .map(line -> COLOUR.matcher(line).replaceAll(""))
                .filter(line -> !line.isBlank())
                .toList();
        List<String> errors = plain.stream()
                .filter(line -> !line.startsWith("[WARNING]") && !line.startsWith("[INFO]"))
                .filter(ADVICE.negate())
                .toList();
        List<String> lines = errors.isEmpty() ? plain : errors;
        return List.copyOf(lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
    }
}
