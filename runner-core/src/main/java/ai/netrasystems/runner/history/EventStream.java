package ai.netrasystems.runner.history;

import ai.netrasystems.runner.event.EventCodec;
import ai.netrasystems.runner.event.EventConsumer;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.RunFinished;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.model.RunId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The one writer of a run. It takes events from every thread, puts them in order, redacts and stamps them, appends them
 * to the journal and then hands them to the consumers, all on one thread.
 *
 * <p>Memory is bounded: publishers wait while {@value EventWeight#CAPACITY} characters of events are on their way. A
 * consumer that throws is told once, and goes on getting events. A journal that can't be written any more (a full disk)
 * is told as a {@link DefectFound}, since the reports would miss what follows: the tests go on, the verdict is 70.
 * Nothing comes after {@link RunFinished}; what goes wrong then is in {@link #troubles()} alone.
 *
 * <p>Thread-safe. Without {@link #close()} the last events may be lost.
 */
public final class EventStream implements EventSink, AutoCloseable {
    /** Most events of one write. */
    private static final int BATCH = 1024;

    /** Characters of one write to the journal, about: more would only take memory. */
    private static final int WRITE = 1024 * 1024;

    private static final int MOST_TROUBLES = 100;

    /** Something for the writer: an event, or only a sign that all before it is done. */
    private record Entry(Optional<RunEvent> event, int weight, Runnable afterwards) {}

    private final RunId run;
    private final Clock clock;
    private final Journal journal;
    private final Supplier<Redactor> redactor;
    private final List<EventConsumer> consumers;

    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(EventWeight.CAPACITY, true);
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final Thread writer = new Thread(this::write, "event-writer");
    private final Object ending = new Object();
    private volatile boolean closed;
    private volatile boolean broken;

    // What follows belongs to the writer's thread.
    private final EventCodec codec = new EventCodec();
    private final OutputPieces pieces = new OutputPieces();
    private final LongOutputs outputs;
    private final Deque<RunEvent> own = new ArrayDeque<>();
    private final BitSet told = new BitSet();
    private long sequence;
    private boolean journalWritable = true;
    private boolean finished;
    private boolean ended;

    private EventStream(
            RunId run, Clock clock, Journal journal, Supplier<Redactor> redactor, List<EventConsumer> consumers) {
        this.run = run;
        this.clock = clock;
        this.journal = journal;
        this.redactor = redactor;
        this.consumers = List.copyOf(consumers);
        this.outputs = new LongOutputs(journal.directory());
    }

    /**
     * Starts the writer.
     *
     * @param journal is closed with the stream
     * @param redactor asked for each event, so that it may learn of secrets while the run goes
     * @param consumers in the order in which they get each event
     */
    public static EventStream open(
            RunId run, Clock clock, Journal journal, Supplier<Redactor> redactor, List<EventConsumer> consumers) {
        EventStream stream = new EventStream(run, clock, journal, redactor, consumers);
        stream.writer.setDaemon(true);
        stream.writer.start();
        return stream;
    }

    /** Takes the event. What is published after {@link #close()} is dropped. */
    @Override
    public void publish(RunEvent event) {
        if (Thread.currentThread() == writer) {
            own.add(event); // a consumer's: waiting for room here would wait for itself
            return;
        }
        if (!closed) {
            int weight = EventWeight.of(event);
            room.acquireUninterruptibly(weight);
            queue.add(new Entry(Optional.of(event), weight, () -> {}));
        }
    }

    /** Waits until every event that this thread has published is in the journal and with the consumers. */
    public void drain() {
        CountDownLatch done = new CountDownLatch(1);
        synchronized (ending) {
            if (closed) {
                return;
            }
            queue.add(new Entry(Optional.empty(), 0, done::countDown));
        }
        uninterruptibly(done::await);
    }

    /** Drains, ends the writer and closes the journal. Idempotent. */
    @Override
    public void close() {
        synchronized (ending) {
            if (!closed) {
                closed = true;
                queue.add(new Entry(Optional.empty(), 0, () -> ended = true));
            }
        }
        uninterruptibly(writer::join);
    }

    /** What went wrong in the stream itself, in words: failed consumers, a journal that could not be written. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    /**
     * Whether something that must not happen did: to the journal, to a required consumer or to the stream itself. Makes
     * exit 70 also where it came too late for the last event to say so.
     */
    public boolean broken() {
        return broken;
    }

    private void write() {
        try {
            List<Entry> batch = new ArrayList<>();
            while (!ended) {
                uninterruptibly(() -> batch.add(queue.take()));
                queue.drainTo(batch, BATCH - 1);
                try {
                    guarded(() -> handle(batch.stream()
                            .flatMap(entry -> entry.event().stream())
                            .toList()));
                } finally {
                    room.release(batch.stream().mapToInt(Entry::weight).sum());
                    batch.forEach(entry -> entry.afterwards().run());
                    batch.clear();
                }
            }
            guarded(() -> handle(drainOwn()));
            guarded(() -> emit(bounded(pieces.releaseAll(redactor.get()))));
            guarded(() -> emit(outputs.endAll()));
        } finally {
            letGo();
        }
    }

    /** Whatever breaks in the stream itself is told, and costs the events of a batch, not the run. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error thrown) {
            defect("the event stream broke: " + thrown, thrown);
        }
    }

    /** The end: nobody may wait for a writer that is gone. */
    private void letGo() {
        synchronized (ending) {
            closed = true;
            queue.forEach(entry -> entry.afterwards().run());
        }
        room.release(EventWeight.CAPACITY);
        try {
            journal.close();
        } catch (IOException e) {
            broken = true;
            troubles.add("the journal could not be closed");
        }
    }

    /** Handles the events, and then what handling them led to. */
    private void handle(List<RunEvent> events) {
        List<RunEvent> first = new ArrayList<>(drainOwn());
        first.addAll(events);
        for (List<RunEvent> next = first; !next.isEmpty(); next = drainOwn()) {
            List<RunEvent> ready = new ArrayList<>();
            for (RunEvent event : next) {
                ready.addAll(pieces.of(event, redactor.get()));
            }
            emit(bounded(ready));
        }
    }

    /** Redacted events, none too large: outputs are joined where that saves events and cut where they are long. */
    private List<RunEvent> bounded(List<RunEvent> events) {
        return JoinedOutputs.of(events).stream()
                .flatMap(event -> outputs.of(event).stream())
                .flatMap(event -> DiscoveredParts.of(event).stream())
                .toList();
    }

    private List<RunEvent> drainOwn() {
        List<RunEvent> events = List.copyOf(own);
        own.clear();
        return events;
    }

    private void emit(List<RunEvent> events) {
        List<Stamped> stamped = new ArrayList<>(events.size());
        for (RunEvent event : events) {
            if (!finished) {
                stamped.add(new Stamped(run, ++sequence, clock.instant(), event));
                finished = event instanceof RunFinished;
            }
        }
        append(stamped);
        stamped.forEach(this::consume);
    }

    private void append(List<Stamped> events) {
        if (!journalWritable) {
            return;
        }
        try {
            List<String> lines = new ArrayList<>();
            int characters = 0;
            for (Stamped event : events) {
                String line = codec.write(event);
                lines.add(line);
                characters += line.length();
                if (characters > WRITE) {
                    journal.append(lines);
                    lines.clear();
                    characters = 0;
                }
            }
            journal.append(lines);
        } catch (IOException e) {
            journalWritable = false;
            defect("the journal can't be written any more, reports will miss what follows: " + e, e);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a consumer throws, an Error too, must not end the writer
    private void consume(Stamped stamped) {
        for (int i = 0; i < consumers.size(); i++) {
            try {
                consumers.get(i).accept(stamped);
            } catch (RuntimeException | Error e) {
                if (!told.get(i)) {
                    told.set(i);
                    tell(consumers.get(i), e);
                }
            }
        }
    }

    private void tell(EventConsumer consumer, Throwable thrown) {
        String message = consumer.name() + " failed: " + thrown;
        if (consumer.required()) {
            defect(message, thrown);
        } else {
            trouble(message);
            own.add(new Noted(Noted.Level.WARNING, message));
        }
    }

    private void defect(String message, Throwable thrown) {
        broken = true;
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        trouble(message);
        own.add(new DefectFound(message, trace.toString()));
    }

    private void trouble(String message) {
        if (troubles.size() < MOST_TROUBLES) {
            troubles.add(redacted(message));
        }
    }

    /** Without a working redactor nothing is shown at all. */
    private String redacted(String message) {
        try {
            return redactor.get().redact(message);
        } catch (RuntimeException | Error thrown) {
            return "secrets can't be replaced any more: " + thrown.getClass().getName();
        }
    }

    private interface Waiting {
        void run() throws InterruptedException;
    }

    /** Waits, whatever interrupts; the interruption is kept for those who come later. */
    private static void uninterruptibly(Waiting waiting) {
        boolean interrupted = false;
        while (true) {
            try {
                waiting.run();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
