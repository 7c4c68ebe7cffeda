package ai.netrasystems.runner.history;

import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.RunFinished;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.SelectiveVisitor;
import ai.netrasystems.runner.model.TestId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps the journal readable whatever a test writes: of one output the journal has at most {@value #MOST} bytes, its
 * beginning as it came and its end before the outcome. An output that is long is a file of its own, whole, below the
 * run's directory. Takes redacted events: what is on the disk is as redacted as the journal. Confined to a thread.
 */
final class LongOutputs {
    /** Most bytes of UTF-8, of both streams together, that the journal has of what a test writes in one attempt. */
    static final int MOST = 1024 * 1024;

    /** Folder of the files, in the run's directory. */
    static final String FOLDER = "output";

    /** Whose output: a test's, or of a worker where no test can be named. {@code worker}: empty for a test. */
    private record Owner(Optional<TestId> test, String worker) {
        static Owner of(OutputCaptured output) {
            return new Owner(output.test(), output.test().isPresent() ? "" : output.worker());
        }

        String name() {
            return test.map(TestId::value).orElse(worker);
        }
    }

    private final Path directory;
    private final Map<Owner, LongOutput> outputs = new LinkedHashMap<>();
    private int files;
    private boolean told;

    /** {@code runDirectory}: the run's. */
    LongOutputs(Path runDirectory) {
        this.directory = runDirectory;
    }

    /** The events that take this one's place, in order. */
    List<RunEvent> of(RunEvent event) {
        List<RunEvent> events = new ArrayList<>();
        event.accept(new SelectiveVisitor<List<RunEvent>>() {
            @Override
            public List<RunEvent> outputCaptured(OutputCaptured output) {
                add(output, events);
                return events;
            }

            @Override
            public List<RunEvent> testFinished(TestFinished finished) {
                end(owner -> owner.test().equals(Optional.of(finished.test())), events);
                return other(finished);
            }

            @Override
            public List<RunEvent> workerEnded(WorkerEnded ended) {
                end(owner -> owner.worker().equals(ended.worker()), events);
                return other(ended);
            }

            @Override
            public List<RunEvent> runFinished(RunFinished finished) {
                events.addAll(endAll());
                return other(finished);
            }

            @Override
            public List<RunEvent> other(RunEvent any) {
                events.add(any);
                return events;
            }
        });
        return events;
    }

    /** The ends of all outputs that are still under way. */
    List<RunEvent> endAll() {
        List<RunEvent> events = new ArrayList<>();
        end(owner -> true, events);
        return events;
    }

    private void add(OutputCaptured output, List<RunEvent> events) {
        Owner owner = Owner.of(output);
        LongOutput kept =
                outputs.computeIfAbsent(owner, fresh -> new LongOutput(output, stream -> file(owner, stream)));
        attempt(owner, events, () -> kept.add(output, events));
    }

    /** Most outputs are short: their journal has them whole, and nothing of them is kept. */
    private void end(Predicate<Owner> which, List<RunEvent> events) {
        for (Iterator<Map.Entry<Owner, LongOutput>> all = outputs.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Owner, LongOutput> one = all.next();
            if (which.test(one.getKey())) {
                attempt(one.getKey(), events, () -> one.getValue().end(events));
                if (!one.getValue().hasFile()) {
                    all.remove();
                }
            }
        }
    }

    private OutputFile file(Owner owner, OutputCaptured.Stream stream) {
        return OutputFile.numbered(++files, directory, FOLDER, owner.name(), stream);
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** A disk that is full costs what it can't hold; that is told once. */
    private void attempt(Owner owner, List<RunEvent> events, Writing writing) {
        try {
            writing.run();
        } catch (IOException failed) {
            if (!told) {
                told = true;
                events.add(new DefectFound("output is lost, of " + owner.name() + " first: " + failed, ""));
            }
        }
    }
}
