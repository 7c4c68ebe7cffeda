package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.cli.console.Palette.Tone;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * A terminal: lines that stay, and below them one that is redrawn in place. Uses carriage return and "erase in line"
 * (ECMA-48, EL) only and leaves nothing switched on, so that a runner that is killed leaves a usable terminal.
 */
final class LiveScreen implements Screen {
    private static final String ERASE_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final PrintStream err;
    private final Palette palette;
    private final int columns;
    private String shown = "";

    LiveScreen(PrintStream out, PrintStream err, Palette palette, int columns) {
        this.out = out;
        this.err = err;
        this.palette = palette;
        this.columns = columns;
    }

    @Override
    public void print(List<String> lines, Instant now) {
        if (lines.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder(shown.isEmpty() ? "" : ERASE_LINE);
        lines.forEach(line -> text.append(line).append('\n'));
        text.append(drawn());
        out.print(text);
        out.flush();
    }

    @Override
    public void refuse(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        String status = shown;
        clear();
        lines.forEach(line -> err.print(line + "\n"));
        err.flush();
        shown = status;
        out.print(drawn());
        out.flush();
    }

    @Override
    public void status(Supplier<String> text, Instant now) {
        // The last column stays free: some terminals wrap as soon as it is filled.
        String next = TextWidth.cut(text.get(), columns - 1);
        if (!next.equals(shown)) {
            shown = next;
            out.print(ERASE_LINE + drawn());
            out.flush();
        }
    }

    @Override
    public void clear() {
        if (!shown.isEmpty()) {
            shown = "";
            out.print(ERASE_LINE);
            out.flush();
        }
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(100);
    }

    private String drawn() {
        return palette.paint(Tone.FAINT, shown);
    }
}
