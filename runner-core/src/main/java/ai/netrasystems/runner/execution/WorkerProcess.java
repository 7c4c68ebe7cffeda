package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.worker.protocol.ControllerMessage;
import ai.netrasystems.runner.worker.protocol.ControllerMessageCodec;
import ai.netrasystems.runner.worker.protocol.Frames;
import ai.netrasystems.runner.worker.protocol.WorkerMessageCodec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The executor: one worker's process with its connection and its pipes. It decides nothing; it puts what happens into
 * one queue and does what it is told. Its queue is bounded, so that a worker that writes faster than the reports waits.
 */
final class WorkerProcess implements AutoCloseable {
    private static final int QUEUE = 2_000;
    /** A child that a test left behind may hold the pipes open for ever. */
    private static final long PIPES_MILLIS = 500;

    private static final long CONNECTION_MILLIS = 5_000;

    private final String name;
    private final Process process;
    private final WorkerDoor door;
    private final BlockingQueue<Happening> happenings = new ArrayBlockingQueue<>(QUEUE);
    private final List<Thread> pipes = new ArrayList<>();
    private final AtomicInteger delivering = new AtomicInteger();
    private final AtomicLong delivered = new AtomicLong();
    private volatile boolean closed;
    private volatile Optional<Thread> reader = Optional.empty();
    private volatile Optional<Socket> connection = Optional.empty();

    private WorkerProcess(String name, Process process, WorkerDoor door) {
        this.name = name;
        this.process = process;
        this.door = door;
    }

    /** Starts it; the secret goes through standard input, which then ends. */
    static WorkerProcess start(String name, ProcessBuilder builder, ProcessRegister register) throws IOException {
        WorkerDoor door = new WorkerDoor();
        Process process;
        try {
            process = builder.start();
        } catch (IOException | RuntimeException failed) {
            door.close();
            throw failed;
        }
        try {
            register.started(process.pid());
        } catch (RuntimeException unwritable) {
            process.destroyForcibly();
            door.close();
            throw unwritable;
        }
        WorkerProcess worker = new WorkerProcess(name, process, door);
        worker.begin();
        return worker;
    }

    private void begin() {
        pipes.add(thread("out", () -> pump(process.getInputStream(), false)));
        pipes.add(thread("err", () -> pump(process.getErrorStream(), true)));
        thread("door", this::welcome);
        thread("end", this::awaitEnd);
        try (OutputStream in = process.getOutputStream()) {
            in.write(door.invitation().getBytes(StandardCharsets.UTF_8));
        } catch (IOException dead) {
            // Its end will be told.
        }
    }

    /** What happened next; empty if nothing did for that long. */
    Optional<Happening> next(long millis) throws InterruptedException {
        return Optional.ofNullable(happenings.poll(millis, TimeUnit.MILLISECONDS));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Makes {@link #next} return soon. */
    void hurry() {
        // A full queue needs no hurry: its reader is awake.
        boolean unused = happenings.offer(new Happening.Hurry(false));
    }

    /** Sends; a worker that is gone is seen by its end, not here. */
    void send(ControllerMessage message) {
        connection.ifPresent(socket -> {
            try {
                OutputStream out = new BufferedOutputStream(socket.getOutputStream());
                Frames.write(out, ControllerMessageCodec.encode(message));
            } catch (IOException gone) {
                WorkerDoor.closeQuietly(socket);
            }
        });
    }

    /** Ends it at once, with the processes that its tests started. */
    void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** Nothing is read any more. The process must have ended, or is killed. */
    @Override
    public void close() {
        closed = true;
        if (process.isAlive()) {
            kill();
        }
        door.close();
        connection.ifPresent(WorkerDoor::closeQuietly);
    }

    private void welcome() {
        try {
            while (true) {
                Socket socket = door.next();
                // A visitor that says nothing must not keep the worker waiting.
                thread("visitor", () -> door.admit(socket).ifPresent(this::serve));
            }
        } catch (IOException doorClosed) {
            // The worker is in, or gone.
        }
    }

    private void serve(WorkerDoor.Visitor visitor) {
        synchronized (this) {
            if (connection.isPresent() || closed) {
                WorkerDoor.closeQuietly(visitor.socket());
                return;
            }
            reader = Optional.of(Thread.currentThread());
            connection = Optional.of(visitor.socket());
        }
        door.close();
        put(new Happening.Said(visitor.hello()));
        try {
            Optional<byte[]> record = Frames.read(visitor.in(), Frames.LIMIT);
            while (record.isPresent()) {
                put(new Happening.Said(WorkerMessageCodec.decode(record.get())));
                record = Frames.read(visitor.in(), Frames.LIMIT);
            }
        } catch (IOException | RuntimeException ended) {
            // Told below, whatever ended it; a connection in disorder is of no use either.
        }
        WorkerDoor.closeQuietly(visitor.socket());
        put(new Happening.Hurry(true));
    }

    private void pump(InputStream stream, boolean error) {
        char[] buffer = new char[8 * 1024];
        try (Reader text = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
                put(new Happening.Printed(error, new String(buffer, 0, count)));
            }
        } catch (IOException ended) {
            // The process is gone.
        }
    }

    /** The end is told last: what the worker said before it must be heard first. */
    private void awaitEnd() {
        try {
            int exit = process.waitFor();
            door.close();
            Optional<Thread> open = reader;
            if (open.isPresent()) {
                awaitSilence(open.get(), CONNECTION_MILLIS);
            }
            for (Thread pipe : pipes) {
                awaitSilence(pipe, PIPES_MILLIS);
            }
            put(new Happening.Ended(exit));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until it ends, or brings nothing for so long: what waits for a slow listener is not silent. */
    private void awaitSilence(Thread thread, long millis) throws InterruptedException {
        long before;
        do {
            before = delivered.get();
            thread.join(millis);
        } while (thread.isAlive() && !closed && (delivering.get() > 0 || delivered.get() != before));
    }

    private void put(Happening happening) {
        delivering.incrementAndGet();
        try {
            while (!closed && !happenings.offer(happening, 100, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            delivered.incrementAndGet();
            delivering.decrementAndGet();
        }
    }

    private Thread thread(String task, Runnable body) {
        Thread thread = new Thread(body, name + "-" + task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
