package ai.netrasystems.runner.cli.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Where lines go. Not thread-safe: its console takes care of that. */
interface Screen {
    /** Prints lines that stay. */
    void print(List<String> lines, Instant now);

    /** Prints lines that stay, on standard error. */
    void refuse(List<String> lines);

    /** Shows what is under way, until the next call of any of these. {@code text}: asked only where it is shown. */
    void status(Supplier<String> text, Instant now);

    /** Takes away what does not stay. */
    void clear();

    /** How often {@link #status} is worth a call. */
    Duration pace();
}
