package ai.netrasystems.runner.environment.image;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a builder wrote. Pure functions of its lines; colours and what a carriage return overwrote are dropped. */
public final class BuildOutput {
    /** How much of a command's output is kept. */
    static final int LAST_LINES = 50;

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");
    private static final Pattern PARSE_ERROR = Pattern.compile("dockerfile parse error (?:on )?line (\\d+)");

    private BuildOutput() {}

    /**
     * What the classic builder's stream says of a build that failed.
     *
     * @param lines its text, in order
     * @param error the message of its {@code errorDetail}; where it is empty the last line that says something counts
     * @param target the stage that was asked for
     */
    public static BuildFailure classic(
            List<String> lines, Optional<String> error, Dockerfile dockerfile, Optional<String> target) {
        ClassicOutput output = new ClassicOutput();
        plain(lines).forEach(output::line);
        return output.failure(error, dockerfile, target);
    }

    /** What {@code docker build --progress=plain} with BuildKit says of a build that failed. */
    public static BuildFailure buildKit(List<String> lines, Dockerfile dockerfile) {
        BuildKitOutput output = new BuildKitOutput(dockerfile);
        plain(lines).forEach(output::line);
        return output.failure();
    }

    /** The images that the classic builder's line names as made; for the ledger, while the build goes on. */
    public static Optional<String> imageId(String line) {
        return ClassicOutput.imageId(plain(List.of(line)).get(0));
    }

    /** The line of "dockerfile parse error". */
    static Optional<Integer> parseErrorLine(String message) {
        Matcher matcher = PARSE_ERROR.matcher(message);
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** The instruction that covers a line. */
    static Optional<Instruction> at(Dockerfile dockerfile, int line) {
        return dockerfile.instructions().stream()
                .filter(it -> it.line() <= line && line <= it.lastLine())
                .findFirst();
    }

    static List<String> last(List<String> output) {
        return output.subList(Math.max(0, output.size() - LAST_LINES), output.size());
    }

    private static List<String> plain(List<String> lines) {
        return lines.stream()
                .map(it -> COLOUR.matcher(it).replaceAll("").replaceAll("[\r\n]+$", ""))
                .map(it -> it.substring(it.lastIndexOf('\r') + 1))
                .toList();
    }
}
