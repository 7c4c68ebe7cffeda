package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.EffectiveControl;
import ai.netrasystems.runner.config.RunRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a module's units are dealt out: the command line says, else the files, else the module's build. */
final class Dispatching {
    private final TestModule module;
    private final int workers;
    private final boolean orderAsked;
    private final EarlierResults earlier;

    Dispatching(
            TestModule module, EffectiveControl control, RunRequest request, boolean seeded, EarlierResults earlier) {
        this.module = module;
        this.workers = control.workers().orElse(module.tests().forkCount());
        this.orderAsked = seeded || request.selection().recall().failedFirst();
        this.earlier = earlier;
    }

    /**
     * Of a unit with these classes: no more workers than classes. Who asks for an order gets it also from several
     * workers, so that recorded durations do not undo it.
     */
    Dispatch of(List<CandidateClass> classes) {
        int most = Math.min(workers, classes.size());
        boolean reuse = module.tests().reuseForks();
        if (most <= 1) {
            return reuse ? Dispatch.single() : new Dispatch(1, false, Map.of(), Map.of());
        }
        Map<String, Duration> known = orderAsked ? Map.of() : earlier.durations(module.id());
        Map<String, Duration> estimates = new HashMap<>();
        Map<String, ClassLocks> locks = new HashMap<>();
        for (CandidateClass each : classes) {
            Optional.ofNullable(known.get(each.className()))
                    .ifPresent(duration -> estimates.put(each.className(), duration));
            if (!each.locks().equals(ClassLocks.none())) {
                locks.put(each.className(), each.locks());
            }
        }
        return new Dispatch(most, reuse, estimates, locks);
    }
}
