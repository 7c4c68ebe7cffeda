package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.environment.WorkerSecrets;
import ai.netrasystems.runner.environment.WorkerSecrets.Ageing;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A worker with what it wrote last. Belongs to one lane. */
final class Worker implements AutoCloseable {
    private final String name;
    private final WorkerProcess process;
    private final Path argumentFile;
    private final LastOutput lastOutput = new LastOutput();
    private final WorkerCommand command;
    private final Optional<Ageing> ages;
    private boolean greeted;

    private Worker(
            String name, WorkerProcess process, WorkerCommand command, Optional<Ageing> ages, Path argumentFile) {
        this.name = name;
        this.process = process;
        this.command = command;
        this.ages = ages;
        this.argumentFile = argumentFile;
    }

    /** Starts one for that unit. */
    static Worker start(UnitContext context, WorkerCommand command) throws IOException {
        String name = context.run.nextWorker();
        Path argumentFile = LayerExecution.temporaryFiles(context.run.settings.runDirectory())
                .resolve(name + ".args");
        try {
            Optional<Integer> debugPort =
                    context.run.settings.policy().debug() ? Optional.of(DebugPort.free()) : Optional.empty();
            WorkerSecrets.Snapshot secrets = command.secrets();
            ProcessBuilder builder = command.prepare(secrets.variables(), argumentFile, debugPort);
            WorkerProcess process = WorkerProcess.start(name, builder, context.run.settings.processes());
            debugPort.ifPresent(port -> context.run.events.publish(new Noted(
                    Noted.Level.WAITING,
                    name + " (module " + context.unit.module().id() + ") waits for a debugger at 127.0.0.1:" + port)));
            return new Worker(name, process, command, secrets.ages(), argumentFile);
        } catch (IOException | RuntimeException failed) {
            deleteQuietly(argumentFile);
            throw failed;
        }
    }

    String name() {
        return name;
    }

    /** Number of its lane, from 1. */
    int lane() {
        return command.lane();
    }

    /** A variable of it that does not stay good; empty where there is none. */
    Optional<Ageing> ages() {
        return ages;
    }

    WorkerProcess process() {
        return process;
    }

    LastOutput lastOutput() {
        return lastOutput;
    }

    /** Whether it has said hello. */
    boolean greeted() {
        return greeted;
    }

    void greets() {
        greeted = true;
        deleteQuietly(argumentFile);
    }

    /**
     * Takes in what no test can be named for. That holds for all that comes through the pipes: they are another way than
     * the connection, so whoever is in flight when it arrives need not be who wrote it.
     */
    void wrote(EventSink events, boolean error, String text) {
        lastOutput.add(text);
        events.publish(new OutputCaptured(Optional.empty(), name, OutputCaptured.Stream.of(error), text));
    }

    @Override
    public void close() {
        process.close();
        deleteQuietly(argumentFile);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // It holds no secret, and goes with the run's folder.
        }
    }
}
