package ai.netrasystems.runner.cli.console;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Line after line, for files and for the logs of a CI. Where nothing was said for a while, one line says what is under
 * way: a CI, and its reader, take silence for a hang.
 */
final class PlainScreen implements Screen {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final PrintStream out;
    private final PrintStream err;
    private final boolean speaks;
    private Instant lastSaid = Instant.MIN;

    /**
     * Makes a screen.
     *
     * @param speaks whether it breaks a long silence
     */
    PlainScreen(PrintStream out, PrintStream err, boolean speaks) {
        this.out = out;
        this.err = err;
        this.speaks = speaks;
    }

    @Override
    public void print(List<String> lines, Instant now) {
        if (lines.isEmpty()) {
            return;
        }
        lastSaid = now;
        lines.forEach(line -> out.print(line + "\n"));
        out.flush();
    }

    @Override
    public void refuse(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        lines.forEach(line -> err.print(line + "\n"));
        err.flush();
    }

    @Override
    public void status(Supplier<String> text, Instant now) {
        if (lastSaid.equals(Instant.MIN)) {
            lastSaid = now;
        } else if (speaks && !now.isBefore(lastSaid.plus(SILENCE))) {
            print(List.of(text.get()), now);
        }
    }

    @Override
    public void clear() {}

    @Override
    public Duration pace() {
        return Duration.ofSeconds(1);
    }
}
