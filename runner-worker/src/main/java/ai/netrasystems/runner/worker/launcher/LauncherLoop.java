package ai.netrasystems.runner.worker.launcher;

import ai.netrasystems.runner.worker.output.Attribution;
import ai.netrasystems.runner.worker.protocol.ControllerMessage.Discover;
import ai.netrasystems.runner.worker.protocol.ControllerMessage.Execute;
import ai.netrasystems.runner.worker.protocol.Descriptor;
import ai.netrasystems.runner.worker.protocol.WorkerMessage;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.DiscoveryEnded;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.ExecutionEnded;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Found;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Issue;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * One session: discover, tell, wait for the word, execute, for each request. {@link #cancel()} may come from any thread at any time; all
 * else belongs to the main thread.
 */
public final class LauncherLoop {
    private static final int DESCRIPTORS_A_MESSAGE = 200;

    private final Consumer<WorkerMessage> controller;
    private final Attribution attribution;
    private final Runnable drainOutput;
    private final Cancellation cancellation;
    private final StartGate gate;

    /** {@code end} ends the JVM in good order; it does not return. */
    public LauncherLoop(
            Consumer<WorkerMessage> controller,
            Attribution attribution,
            Runnable drainOutput,
            Cancellation cancellation,
            Runnable end) {
        this.controller = controller;
        this.attribution = attribution;
        this.drainOutput = drainOutput;
        this.cancellation = cancellation;
        this.gate = new StartGate(() -> {
            drainOutput.run();
            controller.accept(new ExecutionEnded(true));
            end.run();
        });
    }

    /**
     * Runs the session to its end.
     *
     * @param next waits for the next request; empty where there is none
     * @param word waits for the controller's decision on what was found
     */
    public void run(Optional<Discover> first, Callable<Optional<Discover>> next, Callable<Execute> word)
            throws Exception {
        try (LauncherSession session = LauncherFactory.openSession()) {
            for (Optional<Discover> wanted = first; wanted.isPresent(); wanted = next.call()) {
                answer(session.getLauncher(), wanted.get(), word);
            }
        }
        drainOutput.run();
    }

    private void answer(Launcher launcher, Discover wanted, Callable<Execute> word) throws Exception {
        Selection selection = new Selection(wanted, controller::accept);
        Optional<TestPlan> found = discover(launcher, selection, List.of());
        found.ifPresent(this::tell);
        controller.accept(new DiscoveryEnded());
        Execute execute = word.call();
        Optional<TestPlan> plan =
                execute.excluded().isEmpty() ? found : discover(launcher, selection, execute.excluded());
        if (plan.isPresent() && !gate.isClosed()) {
            FailureCount failures = new FailureCount(execute, this::cancel);
            cancellation.execute(
                    launcher, plan.get(), new ProgressListener(controller, attribution, drainOutput, gate, failures));
        }
        drainOutput.run();
        controller.accept(new ExecutionEnded(gate.isClosed()));
    }

    /** Lets no further test begin. */
    public void cancel() {
        gate.close();
        cancellation.cancel();
    }

    /** The older platforms throw out of discovery when one engine or selector fails. */
    private Optional<TestPlan> discover(Launcher launcher, Selection selection, List<String> excluded) {
        try {
            return Optional.of(launcher.discover(selection.request(excluded)));
        } catch (RuntimeException | LinkageError broken) {
            controller.accept(new Issue(true, "discovery failed", Optional.of(Throwables.text(broken))));
            return Optional.empty();
        }
    }

    private void tell(TestPlan plan) {
        List<Descriptor> all = Descriptors.of(plan);
        for (int from = 0; from < all.size(); from += DESCRIPTORS_A_MESSAGE) {
            controller.accept(new Found(all.subList(from, Math.min(all.size(), from + DESCRIPTORS_A_MESSAGE))));
        }
    }
}
