package ai.netrasystems.runner.cli.command;

import ai.netrasystems.runner.config.RunRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a correct command line asks for.
 *
 * @param command which command
 * @param wants its work, or words about it
 * @param request the run's part
 * @param configFile {@code --config}, absolute
 * @param output the console's part
 * @param removal the part of {@code clean}
 * @param mending the part of {@code doctor}
 * @param repeated the words that a command must repeat to find and run one of the same tests in the same way
 */
public record Asked(
        Command command,
        Wants wants,
        RunRequest request,
        Optional<Path> configFile,
        Output output,
        Removal removal,
        Mending mending,
        List<String> repeated) {
    /** The command itself, or words about it. */
    public enum Wants {
        WORK,
        HELP,
        VERSION
    }

    /** {@code --dry-run} and {@code --kept}. */
    public record Removal(boolean dryRun, boolean kept) {}

    /** {@code --fix}, {@code --no-git}, and the file of {@code --sarif}; {@code --dry-run} stands in {@link Removal}. */
    public record Mending(boolean fix, boolean noGit, Optional<Path> sarif) {
        static Mending none() {
            return new Mending(false, false, Optional.empty());
        }
    }

    /** How a run is shown. */
    public record Output(Format format, Color color, boolean verbose) {}

    /** {@code --output}. */
    public enum Format {
        /** Progress redrawn in place; {@link #PLAIN} where standard output is no terminal. */
        RICH,
        PLAIN,
        QUIET,
        JSON
    }

    /** {@code --color}. */
    public enum Color {
        AUTO,
        ALWAYS,
        NEVER
    }
}
