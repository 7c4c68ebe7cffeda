package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.execution.TestLedger.Entry;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.plan.RunPlan.TestSelectors;
import ai.netrasystems.runner.worker.protocol.ControllerMessage.Discover;
import ai.netrasystems.runner.worker.protocol.Descriptor;
import ai.netrasystems.runner.worker.protocol.NameFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one worker is asked for: the unit's whole selection, or tests that an earlier worker left. Not thread-safe: it
 * belongs to the dispatcher.
 */
final class RoundRequest {
    private final UnitContext context;
    private final List<String> selected;
    private final Set<String> asked;
    private final List<Descriptor> found = new ArrayList<>();

    /** {@code selected}: unique ids; empty for everything that the unit wants. */
    RoundRequest(UnitContext context, List<String> selected) {
        this.context = context;
        this.selected = List.copyOf(selected);
        this.asked = Set.copyOf(selected);
    }

    /** Whether this is the unit's first worker, whose discovery counts. */
    boolean first() {
        return selected.isEmpty();
    }

    /** Whether that test is among what is wanted. */
    boolean asked(String uniqueId) {
        return first() || asked.contains(uniqueId);
    }

    Discover discover() {
        Map<String, String> variables = context.unit.environment().variables();
        Map<String, String> properties =
                new HashMap<>(context.unit.module().inWorker(1).systemProperties());
        properties.putAll(variables);
        if (!first()) {
            return new Discover(properties, variables, List.of(), selected, Optional.empty(), NameFilter.none());
        }
        TestSelectors selectors = context.unit.unit().selectors();
        List<String> classes = context.unit.unit().classes();
        return new Discover(
                properties,
                variables,
                classes,
                selectors.uniqueIds(),
                context.work.layer().filter(),
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
        return first() ? refuse() : restrict();
    }

    private List<String> refuse() {
        List<DiscoveredTest> tests = found.stream()
                .filter(node -> context.catalogue.counts(node, false))
                .map(context.catalogue::describe)
                .toList();
        context.ledger.announce(tests);
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
        Set<String> wanted = new HashSet<>();
        for (String id : selected) {
            for (int end = id.length(); end > 0; end = id.lastIndexOf("/[", end - 1)) {
                wanted.add(id.substring(0, end));
            }
        }
        Set<String> leaves = new HashSet<>();
        List<String> excluded = new ArrayList<>();
        for (Descriptor node : found) {
            context.ledger.find(node.uniqueId()).ifPresent(entry -> {
                leaves.add(node.uniqueId());
                if (!wanted.contains(node.uniqueId())) {
                    excluded.add(node.uniqueId());
                }
            });
        }
        for (String id : selected) {
            boolean there = false;
            for (int end = id.length(); end > 0 && !there; end = id.lastIndexOf("/[", end - 1)) {
                there = leaves.contains(id.substring(0, end));
            }
            if (!there) {
                finish(id, Outcome.CRASHED, "its worker died, and its engine could not select it again");
            }
        }
        return excluded;
    }

    private void finish(String uniqueId, Outcome outcome, String reason) {
        Optional<Entry> entry = context.ledger.find(uniqueId);
        entry.ifPresent(
                known -> context.ledger.finish(known, outcome, Duration.ZERO, Optional.of(reason), Optional.empty()));
    }
}
