package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.execution.TestLedger.Entry;
import ai.netrasystems.runner.worker.protocol.ControllerMessage.DumpThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Watches for silence: a test that runs for long is told once, with a thread dump of its worker; a worker that gives
 * none is told to be unresponsive, once until it answers. It ends nothing: only a deadline does. Not thread-safe.
 */
final class Vigil {
    /** A test that runs longer is told of. */
    static final Duration SLOW = Duration.ofSeconds(60);
    /** A worker that lives gives a dump within this time. */
    static final Duration ANSWER = Duration.ofSeconds(10);

    /** It is called at each message of a worker, and silence is a matter of seconds. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final UnitContext context;
    private final Worker worker;
    private final Set<String> told = new HashSet<>();
    private Optional<Entry> asked = Optional.empty();
    private Instant askedAt = Instant.MAX;
    private Instant nextLook = Instant.MIN;
    private boolean unresponsive;
    private int dumps;

    Vigil(UnitContext context, Worker worker) {
        this.context = context;
        this.worker = worker;
    }

    void watch(Instant now) {
        if (context.run.settings.policy().debug() || now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOK);
        if (asked.isEmpty()) {
            context.ledger.running().stream()
                    .filter(entry -> !now.isBefore(entry.since().plus(SLOW)) && told.add(key(entry)))
                    .findFirst()
                    .ifPresent(entry -> ask(entry, now));
        } else if (!unresponsive && now.isAfter(askedAt.plus(ANSWER))) {
            unresponsive = true;
            note(
                    worker.name() + " is unresponsive, " + seconds(asked.get(), now)
                            + ": it gives no thread dump. It may be stopped, out of memory, or starved; it is not ended for that");
        }
    }

    /** The worker's answer, however late, if it is one to a question from here. */
    void dumped(String text) {
        asked.ifPresent(entry -> note(seconds(entry, context.now()) + "; thread dump: " + write(text)));
        asked = Optional.empty();
        unresponsive = false;
    }

    private void ask(Entry entry, Instant now) {
        asked = Optional.of(entry);
        askedAt = now;
        worker.process().send(new DumpThreads());
    }

    private String seconds(Entry entry, Instant now) {
        return entry.test().id() + " has run for "
                + Duration.between(entry.since(), now).toSeconds() + " s";
    }

    private String write(String text) {
        Path file = context.run
                .settings
                .runDirectory()
                .resolve("thread-dumps")
                .resolve(worker.name() + "-" + ++dumps + ".txt");
        try {
            Files.createDirectories(file.getParent());
            // Names of threads are given by programs; no event carries this text past the redactor.
            Files.writeString(file, context.run.settings.redactor().get().redact(text));
            return file.toString();
        } catch (IOException failed) {
            return "could not be written to " + file + ": " + failed.getMessage();
        }
    }

    private void note(String text) {
        context.run.events.publish(new Noted(Noted.Level.WARNING, text));
    }

    private static String key(Entry entry) {
        return entry.test().uniqueId() + " " + entry.attempt();
    }
}
