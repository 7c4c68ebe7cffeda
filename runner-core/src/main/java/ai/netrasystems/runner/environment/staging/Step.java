package ai.netrasystems.runner.environment.staging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** How a step of the way to a staging system ended. */
sealed interface Step<T> {
    /** With what comes next. */
    record Done<T>(T value) implements Step<T> {
        @Override
        public <R> R fold(Function<T, R> done, Function<List<StagingDiagnosis>, R> failed, Supplier<R> stopped) {
            return done.apply(value);
        }
    }

    /** With reasons not to go on; never empty. */
    record Failed<T>(List<StagingDiagnosis> diagnoses) implements Step<T> {
        Failed(StagingDiagnosis diagnosis) {
            this(List.of(diagnosis));
        }

        @Override
        public <R> R fold(Function<T, R> done, Function<List<StagingDiagnosis>, R> failed, Supplier<R> stopped) {
            return failed.apply(diagnoses);
        }
    }

    /** It was cancelled. */
    record Stopped<T>() implements Step<T> {
        @Override
        public <R> R fold(Function<T, R> done, Function<List<StagingDiagnosis>, R> failed, Supplier<R> stopped) {
            return stopped.get();
        }
    }

    /** One function per case. */
    <R> R fold(Function<T, R> done, Function<List<StagingDiagnosis>, R> failed, Supplier<R> stopped);

    /** Goes on where this one is done. */
    default <U> Step<U> then(Function<T, Step<U>> next) {
        return fold(next, Failed::new, Stopped::new);
    }

    /**
     * Takes all of them side by side. A refusal ends the others at once; any other failure does not, so that a refusal
     * is told whichever came first. Refusals come first in what failed.
     *
     * @param refused ends those that are under way
     */
    static <A, T> Step<List<T>> all(List<A> inputs, Function<A, Step<T>> step, Runnable refused) {
        List<CompletableFuture<Step<T>>> turns = inputs.stream()
                .map(input -> onThread(() -> step.apply(input), refused))
                .toList();
        // A defect in one must not leave the others under way.
        turns.forEach(turn -> turn.handle((ended, defect) -> true).join());
        List<T> values = new ArrayList<>();
        List<StagingDiagnosis> refusals = new ArrayList<>();
        List<StagingDiagnosis> failures = new ArrayList<>();
        turns.forEach(turn -> turn.join()
                .fold(
                        values::add,
                        diagnoses -> diagnoses.stream()
                                .map(it -> (it.refuses() ? refusals : failures).add(it))
                                .reduce(true, Boolean::logicalAnd),
                        () -> false));
        refusals.addAll(failures);
        if (!refusals.isEmpty()) {
            return new Failed<>(List.copyOf(refusals));
        }
        return values.size() == inputs.size() ? new Done<>(List.copyOf(values)) : new Stopped<>();
    }

    private static <T> CompletableFuture<Step<T>> onThread(Supplier<Step<T>> step, Runnable refused) {
        CompletableFuture<Step<T>> turn = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        Step<T> ended = step.get();
                        turn.complete(ended);
                        if (ended.<Boolean>fold(
                                done -> false,
                                failed -> failed.stream().anyMatch(StagingDiagnosis::refuses),
                                () -> false)) {
                            refused.run();
                        }
                    } catch (RuntimeException | Error defect) {
                        // An error too: whoever waits for this check would wait for ever.
                        turn.completeExceptionally(defect);
                        refused.run();
                    }
                },
                "staging-check");
        thread.setDaemon(true);
        thread.start();
        return turn;
    }
}
