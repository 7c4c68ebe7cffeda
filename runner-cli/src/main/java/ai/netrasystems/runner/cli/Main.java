package ai.netrasystems.runner.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The process. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(
                stream(FileDescriptor.out, false),
                stream(FileDescriptor.err, true),
                arguments,
                Surroundings.ofThisProcess()));
    }

    /** Runs one command; everything that it needs of the process comes in here. Returns the exit code. */
    static int run(PrintStream out, PrintStream err, String[] arguments, Surroundings surroundings) {
        return new Program(out, err, surroundings, new CoreRunner(), StopSignals::watch).run(List.of(arguments));
    }

    /** UTF-8 whatever the locale says: terminals are, and a `POSIX` locale in a container would turn signs to `?`. */
    private static PrintStream stream(FileDescriptor descriptor, boolean flushLines) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 13),
                flushLines,
                StandardCharsets.UTF_8);
    }
}
