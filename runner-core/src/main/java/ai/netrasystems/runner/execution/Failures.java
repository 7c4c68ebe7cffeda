package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.execution.TestLedger.Entry;
import ai.netrasystems.runner.execution.TestLedger.State;
import ai.netrasystems.runner.model.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The failures of one unit that are not final yet: each may be tried again, and counts towards a limit once it may not.
 * What is tried again is the test or the invocation; its class, where the tests of that belong together or its set-up
 * failed. Not thread-safe: it belongs to the dispatcher.
 */
final class Failures {
    private final UnitContext context;
    private final Map<String, String> open = new LinkedHashMap<>();
    private final Map<String, Failure> setUps = new LinkedHashMap<>();
    private final Map<String, Integer> classRetries = new HashMap<>();

    Failures(UnitContext context) {
        this.context = context;
    }

    /** Takes in what failed in one round. */
    void add(EngineReports reports) {
        open.putAll(reports.failures());
        setUps.putAll(reports.setUps());
    }

    /** A test that failed by no word of its engine: it crashed, or was past its deadline. */
    void add(Entry entry) {
        if (!context.excused(entry.test().uniqueId())) {
            open.put(entry.test().uniqueId(), entry.test().id().value());
        }
    }

    /** Whether something here may be tried again. */
    boolean mayRetry() {
        return context.retries.mayRetry() && !(open.isEmpty() && setUps.isEmpty());
    }

    /** Whether they would reach the limit, were they final. */
    boolean mayBeEnough() {
        return !open.isEmpty() && open.size() >= context.limit.remaining();
    }

    /** Unique ids of what is to be tried again now; empty when nothing is, and then every failure here is final. */
    List<String> retry() {
        Map<String, Integer> triedAgain = new LinkedHashMap<>();
        if (context.retries.mayRetry()) {
            open.keySet().forEach(id -> failedTest(id).ifPresent(entry -> unit(entry, triedAgain)));
            setUps.keySet().forEach(id -> triedAgain.put(id, classRetries.getOrDefault(id, 0)));
        }
        triedAgain.values().removeIf(times -> !context.retries.allows(times));
        Set<String> units = new LinkedHashSet<>(triedAgain.keySet());
        if (units.isEmpty() || !context.retries.releases(units)) {
            settle();
            return List.of();
        }
        units.forEach(this::reopen);
        return List.copyOf(units);
    }

    /** The pause before the attempt that {@link #retry} asked for last. */
    Duration pause() {
        return context.retries.pause(classRetries.values().stream()
                .mapToInt(times -> times - 1)
                .max()
                .orElse(0));
    }

    /** Every failure is final. */
    void settle() {
        setUps.forEach((id, failure) ->
                context.catalogue.find(id).ifPresent(node -> EngineReports.containerFailed(context, node, failure)));
        open.forEach((id, name) -> {
            if (setUps.containsKey(id) || !recovered(id)) {
                context.limit.count(name);
            }
        });
        setUps.clear();
        open.clear();
    }

    private boolean recovered(String uniqueId) {
        return context.ledger
                .find(uniqueId)
                .flatMap(Entry::outcome)
                .filter(outcome -> !outcome.broken())
                .isPresent();
    }

    /** What crashed or was past its deadline is not run again. */
    private Optional<Entry> failedTest(String uniqueId) {
        return context.ledger
                .find(uniqueId)
                .filter(entry -> entry.state() == State.DONE
                        && entry.outcome().filter(Outcome.FAILED::equals).isPresent());
    }

    private void unit(Entry entry, Map<String, Integer> triedAgain) {
        String id = entry.test().uniqueId();
        String unit = context.catalogue.bondAround(id).or(() -> template(id)).orElse(id);
        triedAgain.merge(unit, Math.max(entry.retries(), classRetries.getOrDefault(unit, 0)), Math::max);
    }

    /** An engine that can't choose among what a template registers runs the whole template again. */
    private Optional<String> template(String uniqueId) {
        if (context.ledger.find(uniqueId).filter(Entry::registered).isEmpty()) {
            return Optional.empty();
        }
        String parent = uniqueId.substring(0, Math.max(0, uniqueId.lastIndexOf("/[")));
        return TemplateRest.canBeChosen(parent) ? Optional.empty() : Optional.of(parent);
    }

    private void reopen(String unit) {
        classRetries.merge(unit, 1, Integer::sum);
        Optional<Failure> setUp = Optional.ofNullable(setUps.remove(unit));
        setUp.ifPresent(failure -> context.run.events.publish(new Noted(
                Noted.Level.WARNING,
                context.catalogue
                                .find(unit)
                                .map(node -> context.catalogue.containerId(node).value())
                                .orElse(unit)
                        + " failed before its tests, and is tried again: " + failure.type() + ": "
                        + failure.message())));
        open.keySet().removeIf(id -> id.equals(unit) || id.startsWith(unit + "/"));
        List<String> nodes = new ArrayList<>(List.of(unit));
        nodes.addAll(context.catalogue.below(unit));
        for (String node : nodes) {
            context.ledger
                    .find(node)
                    .filter(entry -> node.equals(unit) || !entry.registered())
                    .ifPresent(entry -> again(entry, setUp.isPresent()));
        }
    }

    /** Only what the unit holds, and of a failed set-up only what it kept from running. */
    private void again(Entry entry, boolean setUp) {
        boolean refused = entry.outcome()
                .filter(outcome -> outcome == Outcome.SKIPPED || outcome == Outcome.INFRASTRUCTURE)
                .isPresent();
        if (!refused
                && (!setUp || entry.outcome().filter(Outcome.NOT_RUN::equals).isPresent())) {
            context.ledger.retry(entry);
        }
    }
}
