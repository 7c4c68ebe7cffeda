package ai.netrasystems.goldenpath.backend;

import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.Patience;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks everything that the service needs whether it is there, all at once. Thread-safe. */
final class Readiness {

    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final Map<String, Supplier<Checked<Boolean>>> probes;

    /** Threads that no pool keeps: probes are rare, and one that hangs must not hold up the next. */
    private final Executor threads = task -> {
        var thread = new Thread(task, "probe");
        thread.setDaemon(true);
        thread.start();
    };

    /** Asks with {@code probes}, by name; each must end by itself in a few seconds. */
    Readiness(Map<String, Supplier<Checked<Boolean>>> probes) {
        this.probes = new TreeMap<>(probes);
    }

    /** What each needed thing says, within two seconds; no answer is a no. */
    Map<String, Checked<Boolean>> now() {
        return ask(Duration.ZERO, ANSWER);
    }

    /** What each needed thing says when it may take {@code patience} to come up. */
    Map<String, Checked<Boolean>> within(Duration patience) {
        return ask(patience, patience.plus(ANSWER));
    }

    private Map<String, Checked<Boolean>> ask(Duration patience, Duration limit) {
        Map<String, CompletableFuture<Checked<Boolean>>> asked = new LinkedHashMap<>();
        probes.forEach((name, probe) -> asked.put(
                name,
                CompletableFuture.supplyAsync(() -> Patience.until(patience, probe), threads)
                        .completeOnTimeout(
                                Checked.invalid(name + ": no answer in " + limit.toSeconds() + " s"),
                                limit.toMillis(),
                                TimeUnit.MILLISECONDS)));
        Map<String, Checked<Boolean>> answers = new LinkedHashMap<>();
        asked.forEach((name, answer) -> answers.put(name, answer.join()));
        return answers;
    }
}
