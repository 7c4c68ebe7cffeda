package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.plan.RunPlan.TestSelectors;
import ai.netrasystems.runner.worker.protocol.ControllerMessage.Discover;
import ai.netrasystems.runner.worker.protocol.Descriptor;
import ai.netrasystems.runner.worker.protocol.NameFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one worker is asked for: the unit's whole selection, for the first time or once more, or some nodes of it. Not
 * thread-safe: it belongs to the dispatcher.
 */
final class RoundRequest {
    private final UnitContext context;
    private final Kind kind;
    private final List<String> selected;
    private final Set<String> asked;
    private final List<Descriptor> found = new ArrayList<>();

    private enum Kind {
        FIRST,
        REPETITION,
        SOME
    }

    private RoundRequest(UnitContext context, Kind kind, List<String> selected) {
        this.context = context;
        this.kind = kind;
        this.selected = List.copyOf(selected);
        this.asked = Set.copyOf(selected);
    }

    /** Everything that the unit wants; its discovery counts. */
    static RoundRequest first(UnitContext context) {
        return new RoundRequest(context, Kind.FIRST, List.of());
    }

    /** Everything once more. */
    static RoundRequest repetition(UnitContext context) {
        return new RoundRequest(context, Kind.REPETITION, List.of());
    }

    /** Some nodes, by unique id: tests, or containers with all that is below them. */
    static RoundRequest some(UnitContext context, List<String> uniqueIds) {
        return new RoundRequest(context, Kind.SOME, uniqueIds);
    }

    /** Whether this is the unit's first worker, whose discovery counts. */
    boolean first() {
        return kind == Kind.FIRST;
    }

    /** Whether that node, or one above it, is among what is wanted. */
    boolean asked(String uniqueId) {
        if (kind != Kind.SOME) {
            return true;
        }
        for (int end = uniqueId.length(); end > 0; end = uniqueId.lastIndexOf("/[", end - 1)) {
            if (asked.contains(uniqueId.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a test that has its outcome may begin once more. */
    boolean reopens(String uniqueId) {
        return kind != Kind.FIRST && asked(uniqueId);
    }

    /** {@code worker}: who is asked. */
    Discover discover(Worker worker) {
        Map<String, String> variables = context.unit.environment().variables();
        Map<String, String> properties =
                new HashMap<>(context.unit.module().inWorker(worker.lane()).systemProperties());
        properties.putAll(variables);
        Map<String, String> parameters =
                new HashMap<>(context.unit.module().tests().configurationParameters());
        parameters.putAll(variables);
        context.run.settings.policy().seed().ifPresent(seed -> {
            parameters.put("junit.jupiter.execution.order.random.seed", String.valueOf(seed));
            parameters.put("junit.jupiter.testmethod.order.default", "org.junit.jupiter.api.MethodOrderer$Random");
        });
        if (kind == Kind.SOME) {
            return new Discover(properties, parameters, List.of(), selected, Optional.empty(), NameFilter.none());
        }
        TestSelectors selectors = context.unit.unit().selectors();
        List<String> classes = context.unit.unit().classes();
        return new Discover(
                properties,
                parameters,
                classes,
                selectors.uniqueIds(),
                context.unit.unit().filter().or(context.work.layer()::filter),
                new NameFilter(
                        selectors.tests(),
                        selectors.methods(),
                        selectors.uniqueIds().isEmpty() ? Set.of() : Set.copyOf(classes)));
    }

    void found(List<Descriptor> part) {
        found.addAll(part);
    }

    /** Announces what was found and settles what must not run; gives the unique ids that the engine must not see. */
    List<String> decide() {
        found.forEach(context.catalogue::add);
        return kind == Kind.SOME ? restrict() : refuse();
    }

    /** Unique ids of nodes whose failures don't count. */
    Set<String> excused() {
        Set<String> ids = new HashSet<>();
        found.stream().filter(context::excused).forEach(node -> ids.add(node.uniqueId()));
        return ids;
    }

    private List<String> refuse() {
        List<DiscoveredTest> tests = found.stream()
                .filter(node -> context.catalogue.counts(node, false))
                .map(context.catalogue::describe)
                .toList();
        context.ledger.announce(tests, false);
        List<String> excluded = new ArrayList<>();
        for (DiscoveredTest test : tests) {
            context.admission.refuse(test).ifPresent(refusal -> {
                excluded.add(test.uniqueId());
                finish(test.uniqueId(), refusal.outcome(), refusal.reason());
            });
        }
        return excluded;
    }

    /** An engine may give back more than was asked for, or less. */
    private List<String> restrict() {
        Set<String> above = new HashSet<>();
        for (String id : selected) {
            for (int end = id.length(); end > 0; end = id.lastIndexOf("/[", end - 1)) {
                above.add(id.substring(0, end));
            }
        }
        Set<String> there = new HashSet<>();
        List<String> excluded = new ArrayList<>();
        for (Descriptor node : found) {
            there.add(node.uniqueId());
            boolean leaf = context.ledger.find(node.uniqueId()).isPresent();
            if (leaf && !above.contains(node.uniqueId()) && !asked(node.uniqueId())) {
                excluded.add(node.uniqueId());
            }
        }
        selected.stream().filter(id -> !isThere(id, there)).forEach(this::unknown);
        return excluded;
    }

    /** Itself, or the template that will register it. */
    private boolean isThere(String id, Set<String> there) {
        if (there.contains(id)) {
            return true;
        }
        for (int end = id.lastIndexOf("/["); end > 0; end = id.lastIndexOf("/[", end - 1)) {
            String container = id.substring(0, end);
            if (there.contains(container)) {
                return context.ledger.find(container).isPresent();
            }
        }
        return false;
    }

    private void unknown(String uniqueId) {
        context.ledger
                .find(uniqueId)
                .ifPresent(entry -> context.ledger.close(
                        entry,
                        Outcome.CRASHED,
                        "the worker that it ran in is gone, and its engine could not select it again",
                        context.now()));
    }

    private void finish(String uniqueId, Outcome outcome, String reason) {
        context.ledger.find(uniqueId).ifPresent(entry -> context.ledger.end(entry, outcome, reason));
    }
}
