package ai.netrasystems.runner.worker;

import ai.netrasystems.runner.worker.launcher.Cancellation;
import ai.netrasystems.runner.worker.launcher.LauncherLoop;
import ai.netrasystems.runner.worker.launcher.Throwables;
import ai.netrasystems.runner.worker.output.AttributedStream;
import ai.netrasystems.runner.worker.output.Attribution;
import ai.netrasystems.runner.worker.protocol.ControllerMessage.Discover;
import ai.netrasystems.runner.worker.protocol.ControllerMessage.Execute;
import ai.netrasystems.runner.worker.protocol.Frames;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Fault;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Hello;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Output;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.ThreadDump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.Launcher;

/**
 * Entry point of a worker JVM. Reads {@code PORT SECRET} from standard input, connects, and does what it is told. It
 * takes no argument and reads no environment variable: those belong to the tests.
 */
public final class WorkerMain {
    private static final int FAULT = 102;
    private static final Pattern WELCOME = Pattern.compile("(\\d{1,5}) (\\S+)\\s*");

    private final ControllerLink link;
    private final AttributedStream out;
    private final AttributedStream err;
    private final LauncherLoop loop;
    /** Empty: there is no more to do. */
    private final BlockingQueue<Optional<Discover>> discover = new LinkedBlockingQueue<>();

    private final BlockingQueue<Execute> execute = new LinkedBlockingQueue<>();

    private WorkerMain(ControllerLink link, Cancellation cancellation) {
        this.link = link;
        Attribution attribution = new Attribution();
        this.out = new AttributedStream(attribution, (test, text) -> link.send(new Output(test, false, text)));
        this.err = new AttributedStream(attribution, (test, text) -> link.send(new Output(test, true, text)));
        this.loop = new LauncherLoop(
                link::send,
                attribution,
                this::drain,
                cancellation,
                () -> Runtime.getRuntime().exit(0));
    }

    /** Runs to the end of the last request, then ends the JVM: threads that tests left behind don't keep it. */
    public static void main(String[] arguments) throws Exception {
        String line = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        Matcher welcome = WELCOME.matcher(line);
        if (!welcome.matches()) {
            throw new IOException("a worker is started by the runner only");
        }
        ControllerLink link = new ControllerLink(Integer.parseInt(welcome.group(1)));
        Cancellation cancellation = Cancellation.find();
        link.send(new Hello(
                Frames.VERSION,
                welcome.group(2),
                ProcessHandle.current().pid(),
                launcherVersion(),
                cancellation.supported()));
        new WorkerMain(link, cancellation).run();
    }

    private void run() {
        int exit = 0;
        System.setOut(out.printStream());
        System.setErr(err.printStream());
        listen();
        try {
            Optional<Discover> first = discover.take();
            first.ifPresent(wanted -> wanted.systemProperties().forEach(System::setProperty));
            loop.run(first, discover::take, execute::take);
        } catch (Throwable fault) {
            exit = FAULT;
            drain();
            link.send(new Fault("the worker can't go on", Throwables.text(fault)));
        }
        Runtime.getRuntime().exit(exit);
    }

    private void listen() {
        link.listen(message -> message.<@Nullable Void>fold(
                wanted -> {
                    discover.add(Optional.of(wanted));
                    return null;
                },
                word -> {
                    execute.add(word);
                    return null;
                },
                cancel -> {
                    loop.cancel();
                    return null;
                },
                dump -> {
                    link.send(new ThreadDump(Throwables.bounded(ThreadDumps.take(), 1024 * 1024)));
                    return null;
                },
                finish -> {
                    discover.add(Optional.empty());
                    return null;
                }));
    }

    private void drain() {
        out.drain();
        err.drain();
    }

    /** From the manifest, as every release of the platform since 1.0.3 has it. */
    private static String launcherVersion() {
        String version = Launcher.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
