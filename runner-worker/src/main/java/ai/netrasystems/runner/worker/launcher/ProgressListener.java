package ai.netrasystems.runner.worker.launcher;

import ai.netrasystems.runner.worker.output.Attribution;
import ai.netrasystems.runner.worker.protocol.WorkerMessage;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Entries;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Finished;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Registered;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Skipped;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Started;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Tells the controller what the engines do. JUnit calls it on the thread that runs the test. Thread-safe. */
final class ProgressListener implements TestExecutionListener {
    private final Consumer<WorkerMessage> controller;
    private final Attribution attribution;
    private final Runnable drainOutput;
    private final StartGate gate;
    private final FailureCount failures;
    private final Map<String, Long> begun = new ConcurrentHashMap<>();

    ProgressListener(
            Consumer<WorkerMessage> controller,
            Attribution attribution,
            Runnable drainOutput,
            StartGate gate,
            FailureCount failures) {
        this.controller = controller;
        this.attribution = attribution;
        this.drainOutput = drainOutput;
        this.gate = gate;
        this.failures = failures;
    }

    @Override
    public void dynamicTestRegistered(TestIdentifier node) {
        controller.accept(new Registered(Descriptors.of(node)));
    }

    @Override
    public void executionStarted(TestIdentifier node) {
        if (node.isTest()) {
            gate.enter(node.getUniqueId());
            drainOutput.run();
            attribution.enter(node.getUniqueId());
        }
        controller.accept(new Started(node.getUniqueId()));
        begun.put(node.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionFinished(TestIdentifier node, TestExecutionResult result) {
        long end = System.nanoTime();
        Long start = begun.remove(node.getUniqueId());
        drainOutput.run();
        if (node.isTest()) {
            attribution.leave();
        }
        controller.accept(new Finished(
                node.getUniqueId(),
                status(result.getStatus()),
                result.getThrowable().map(Throwables::text),
                start == null ? 0 : end - start));
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            failures.failed(node.getUniqueId());
        }
        if (node.isTest()) {
            gate.leave(node.getUniqueId());
        }
    }

    @Override
    public void executionSkipped(TestIdentifier node, String reason) {
        controller.accept(new Skipped(node.getUniqueId(), Throwables.bounded(String.valueOf(reason), 64 * 1024)));
    }

    @Override
    public void reportingEntryPublished(TestIdentifier node, ReportEntry entry) {
        controller.accept(new Entries(node.getUniqueId(), Map.copyOf(entry.getKeyValuePairs())));
    }

    private static Finished.Status status(TestExecutionResult.Status status) {
        return switch (status) {
            case SUCCESSFUL -> Finished.Status.SUCCESSFUL;
            case ABORTED -> Finished.Status.ABORTED;
            case FAILED -> Finished.Status.FAILED;
        };
    }
}
