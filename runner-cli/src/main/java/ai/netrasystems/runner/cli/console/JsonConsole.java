package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.event.EventCodec;
import ai.netrasystems.runner.event.Stamped;
import java.io.PrintStream;

/** The event stream as lines of JSON on standard output, and nothing else there. */
final class JsonConsole implements Console {
    private final EventCodec codec = new EventCodec();
    private final PrintStream out;
    private final PrintStream err;

    JsonConsole(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public synchronized void accept(Stamped stamped) {
        out.print(codec.write(stamped) + "\n");
        out.flush();
    }

    /** A program reads it: a line that is missing must not go unnoticed. */
    @Override
    public boolean required() {
        return true;
    }

    @Override
    public synchronized void notice(String line) {
        err.print("runner: " + SafeText.line(line) + "\n");
        err.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
