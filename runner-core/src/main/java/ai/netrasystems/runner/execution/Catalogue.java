package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.TestId;
import ai.netrasystems.runner.plan.RunPlan.PlannedCategory;
import ai.netrasystems.runner.plan.SurefireNames;
import ai.netrasystems.runner.worker.protocol.Descriptor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The engines' tree of one unit, and what its nodes are to the run. Not thread-safe: it belongs to the dispatcher.
 */
final class Catalogue {
    private static final String SERVICE_TAG = "service:";
    private static final Pattern INVOCATION = Pattern.compile(".*:#\\d+]");

    private final ModuleId module;
    private final List<PlannedCategory> categories;
    private final TestIds ids;
    private final SurefireNames reported;
    private final Map<String, Descriptor> nodes = new LinkedHashMap<>();
    private final Map<String, List<String>> children = new HashMap<>();

    Catalogue(ModuleId module, List<PlannedCategory> categories, TestIds ids, SurefireNames reported) {
        this.module = module;
        this.categories = categories;
        this.ids = ids;
        this.reported = reported;
    }

    /** Takes a node in; a node of an earlier worker stays as it was. */
    void add(Descriptor node) {
        if (nodes.putIfAbsent(node.uniqueId(), node) == null) {
            node.parent()
                    .ifPresent(parent -> children.computeIfAbsent(parent, none -> new ArrayList<>())
                            .add(node.uniqueId()));
        }
    }

    Optional<Descriptor> find(String uniqueId) {
        return Optional.ofNullable(nodes.get(uniqueId));
    }

    /**
     * The nodes that the run counts: tests, and containers that may yet register some. A container without a child is
     * one while nothing has run; afterwards what was registered is one if it has a method and is no invocation.
     */
    boolean counts(Descriptor node, boolean registeredWhileRunning) {
        if (node.test()) {
            return true;
        }
        if (node.parent().isEmpty() || children.containsKey(node.uniqueId())) {
            return false;
        }
        return !registeredWhileRunning
                || (node.source().isMethod()
                        && !INVOCATION.matcher(node.uniqueId()).matches());
    }

    /** All nodes below, in the tree's order. */
    List<String> below(String uniqueId) {
        List<String> all = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>(children.getOrDefault(uniqueId, List.of()));
        while (!open.isEmpty()) {
            String next = open.removeFirst();
            all.add(next);
            List<String> inner = children.getOrDefault(next, List.of());
            for (int at = inner.size() - 1; at >= 0; at--) {
                open.addFirst(inner.get(at));
            }
        }
        return all;
    }

    /** The outermost class around a node whose tests can only be tried again together; empty where there is none. */
    Optional<String> bondAround(String uniqueId) {
        Optional<String> bond = Optional.empty();
        for (Optional<Descriptor> at = find(uniqueId);
                at.isPresent();
                at = at.get().parent().flatMap(this::find)) {
            if (at.get().together()) {
                bond = Optional.of(at.get().uniqueId());
            }
        }
        return bond;
    }

    /** The classes right below a class: Surefire has a case for each of them where the outer one is skipped. */
    List<Descriptor> innerClasses(String uniqueId) {
        if (find(uniqueId).filter(node -> node.source().isClass()).isEmpty()) {
            return List.of();
        }
        return children.getOrDefault(uniqueId, List.of()).stream()
                .flatMap(child -> find(child).stream())
                .filter(child -> child.container() && child.source().isClass())
                .toList();
    }

    /** Name of the case of a container that failed, where Surefire gave it none. */
    Optional<String> nameOfFailure(Descriptor node) {
        return node.source().isClass() && !reported.classCases() ? Optional.of("") : Optional.empty();
    }

    /** What XML calls the class of a container that failed, where that is not its name. */
    Optional<String> xmlClassOfFailure(Descriptor node) {
        boolean inClass = node.source().isClass() || node.source().isMethod();
        return reported.classes() == SurefireNames.Classes.NAME || !inClass
                ? Optional.empty()
                : Optional.of(names(node).xmlClass()).filter(name -> !name.equals(className(node)));
    }

    /** What XML calls a class inside of a skipped one: nothing above it was started that could be part of its name. */
    String xmlClassAlone(Descriptor node) {
        return new TestNames(List.of(node), reported).xmlClass();
    }

    /** How the build's own reports would name what is here. */
    SurefireNames reported() {
        return reported;
    }

    /** Whether anything is known below it. */
    boolean isParent(String uniqueId) {
        return children.containsKey(uniqueId);
    }

    /** What the run says of a node. */
    DiscoveredTest describe(Descriptor node) {
        TestNames names = names(node);
        Optional<PlannedCategory> category = category(node);
        return new DiscoveredTest(
                ids.idFor(module, node.uniqueId(), names),
                node.uniqueId(),
                node.displayName(),
                names.display(),
                names.className(),
                names.xmlClass(),
                names.xmlName(),
                !node.test(),
                node.tags(),
                category.map(PlannedCategory::name),
                services(node, category));
    }

    /** Id of a container, for its failure. */
    TestId containerId(Descriptor node) {
        return ids.idFor(module, node.uniqueId(), names(node));
    }

    String xmlName(Descriptor node) {
        return names(node).xmlName();
    }

    String className(Descriptor node) {
        return names(node).className();
    }

    /** First category of the layer whose expression matches. */
    Optional<PlannedCategory> category(Descriptor node) {
        return categories.stream()
                .filter(category -> category.tags().matches(node.tags()))
                .findFirst();
    }

    private static Set<ServiceName> services(Descriptor node, Optional<PlannedCategory> category) {
        Set<ServiceName> all =
                new HashSet<>(category.map(PlannedCategory::services).orElse(Set.of()));
        node.tags().stream()
                .filter(tag -> tag.startsWith(SERVICE_TAG) && tag.length() > SERVICE_TAG.length())
                .forEach(tag -> all.add(new ServiceName(tag.substring(SERVICE_TAG.length()))));
        return all;
    }

    private TestNames names(Descriptor node) {
        ArrayDeque<Descriptor> path = new ArrayDeque<>();
        for (Optional<Descriptor> at = Optional.of(node);
                at.isPresent();
                at = at.get().parent().flatMap(this::find)) {
            path.addFirst(at.get());
        }
        return new TestNames(List.copyOf(path), reported);
    }
}
