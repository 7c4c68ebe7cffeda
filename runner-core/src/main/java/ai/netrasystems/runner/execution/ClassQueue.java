package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.plan.ClassLocks;
import ai.netrasystems.runner.plan.Dispatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The classes of a unit that wait for a worker: the longest first, and none beside another that its
 * {@code @ResourceLock} or {@code @Isolated} forbids. Thread-safe.
 */
final class ClassQueue {
    private final Dispatch dispatch;
    private final List<String> waiting;
    private final List<String> running = new ArrayList<>();
    private boolean closed;

    /** {@code longestFirst}: otherwise in the given order. */
    ClassQueue(List<String> classes, Dispatch dispatch, boolean longestFirst) {
        this.dispatch = dispatch;
        this.waiting = new ArrayList<>(classes);
        if (longestFirst) {
            // One that nobody has timed yet may be long: it goes first.
            Duration unknown = Duration.ofDays(365);
            waiting.sort(
                    Comparator.comparing((String name) -> dispatch.estimates().getOrDefault(name, unknown))
                            .reversed());
        }
    }

    /** The next class, as soon as one may run; empty when there is none left or the queue is closed. */
    synchronized Optional<String> take() throws InterruptedException {
        while (!closed && !waiting.isEmpty()) {
            Optional<String> next = waiting.stream().filter(this::mayRun).findFirst();
            if (next.isPresent()) {
                waiting.remove(next.get());
                running.add(next.get());
                return next;
            }
            wait();
        }
        return Optional.empty();
    }

    /** Whether {@link #take} would not wait for others. */
    synchronized boolean hasReady() {
        return waiting.stream().anyMatch(this::mayRun);
    }

    /** A class that was taken has ended. */
    synchronized void done(String name) {
        running.remove(name);
        notifyAll();
    }

    /** Nothing more is given out. */
    synchronized void stop() {
        closed = true;
        notifyAll();
    }

    /** As {@link #stop}; gives what was never taken. */
    synchronized List<String> close() {
        stop();
        return List.copyOf(waiting);
    }

    private boolean mayRun(String name) {
        ClassLocks wanted = locks(name);
        if (wanted.isolated()) {
            return running.isEmpty();
        }
        Map<String, ClassLocks.Access> held = new HashMap<>();
        for (String other : running) {
            ClassLocks locks = locks(other);
            if (locks.isolated()) {
                return false;
            }
            locks.resources().forEach((key, access) -> held.merge(key, access, ClassQueue::stronger));
        }
        return wanted.resources().entrySet().stream()
                .noneMatch(lock -> clashes(lock.getValue(), Optional.ofNullable(held.get(lock.getKey()))));
    }

    private ClassLocks locks(String name) {
        return dispatch.locks().getOrDefault(name, ClassLocks.none());
    }

    private static boolean clashes(ClassLocks.Access wanted, Optional<ClassLocks.Access> held) {
        return held.filter(access -> stronger(access, wanted) == ClassLocks.Access.READ_WRITE)
                .isPresent();
    }

    private static ClassLocks.Access stronger(ClassLocks.Access one, ClassLocks.Access other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
