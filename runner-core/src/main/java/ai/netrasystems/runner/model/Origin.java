package ai.netrasystems.runner.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a value or a problem comes from, as it is shown to people.
 *
 * @param source what kind of place
 * @param file the file, for {@link Source#FILE} and {@link Source#PERSONAL_FILE}
 * @param line 1-based line in the file; 0 where there is none
 * @param detail the option or environment variable, for the other sources; empty for built-in values
 */
public record Origin(Source source, Optional<Path> file, int line, String detail) {
    /** Kinds of place, weakest first: a later one wins. */
    public enum Source {
        BUILT_IN,
        BUILD,
        PERSONAL_FILE,
        FILE,
        ENVIRONMENT_VARIABLE,
        COMMAND_LINE
    }

    /** A default of the runner. */
    public static Origin builtIn() {
        return new Origin(Source.BUILT_IN, Optional.empty(), 0, "");
    }

    /** A line of the project's own file. */
    public static Origin file(Path file, int line) {
        return new Origin(Source.FILE, Optional.of(file), line, "");
    }

    /** An option of the command line, such as {@code --category}. */
    public static Origin commandLine(String option) {
        return new Origin(Source.COMMAND_LINE, Optional.empty(), 0, option);
    }

    /** {@code runner.yml:12}, {@code --category}, {@code built-in}. */
    @Override
    public String toString() {
        if (file.isPresent()) {
            return line > 0 ? file.get() + ":" + line : file.get().toString();
        }
        return source == Source.BUILT_IN ? "built-in" : detail;
    }
}
