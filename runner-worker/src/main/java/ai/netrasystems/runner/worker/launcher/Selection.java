package ai.netrasystems.runner.worker.launcher;

import ai.netrasystems.runner.worker.protocol.ControllerMessage.Discover;
import ai.netrasystems.runner.worker.protocol.Descriptor.Source;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Issue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/** Turns what the controller wants into JUnit's request. */
final class Selection {
    private final Discover wanted;
    private final Consumer<Issue> issues;
    private final List<DiscoverySelector> selectors;

    /** Loads the classes; tells of each that can't be, and leaves it out so that the others still run. */
    Selection(Discover wanted, Consumer<Issue> issues) {
        this.wanted = wanted;
        this.issues = issues;
        this.selectors = wanted.uniqueIds().isEmpty() ? classes() : uniqueIds();
    }

    LauncherDiscoveryRequest request(Collection<String> excluded) {
        LauncherDiscoveryRequestBuilder builder = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .configurationParameters(wanted.configurationParameters())
                .listeners(new DiscoveryFindings(issues).listener());
        if (!wanted.uniqueIds().isEmpty()) {
            builder.filters(EngineFilter.includeEngines(engines()));
        }
        wanted.tagFilter().ifPresent(expression -> builder.filters(TagFilter.includeTags(expression)));
        if (!wanted.names().isEmpty()) {
            NameMatching names = new NameMatching(wanted.names());
            builder.filters(filter(node -> names.wants(classOrMethod(node))));
        }
        if (!excluded.isEmpty()) {
            Set<String> out = new HashSet<>(excluded);
            builder.filters(filter(node -> !out.contains(node.getUniqueId().toString())));
        }
        return builder.build();
    }

    /** Another engine has no part in it, and must not be able to break it. */
    private List<String> engines() {
        return wanted.uniqueIds().stream()
                .map(id -> UniqueId.parse(id).getEngineId().orElse(""))
                .distinct()
                .toList();
    }

    private List<DiscoverySelector> uniqueIds() {
        List<DiscoverySelector> all = new ArrayList<>();
        wanted.uniqueIds().forEach(id -> all.add(DiscoverySelectors.selectUniqueId(id)));
        return all;
    }

    private List<DiscoverySelector> classes() {
        List<DiscoverySelector> all = new ArrayList<>();
        for (String name : wanted.classes()) {
            try {
                Class<?> type =
                        Class.forName(name, false, Thread.currentThread().getContextClassLoader());
                look(type, new HashSet<>());
                all.add(DiscoverySelectors.selectClass(type));
            } catch (ClassNotFoundException | LinkageError broken) {
                issues.accept(
                        new Issue(true, "class " + name + " can't be loaded", Optional.of(Throwables.text(broken))));
            }
        }
        return all;
    }

    /**
     * Looks at all that engines look at: members of the class, of its supertypes and of the classes nested in them. A
     * type that is missing anywhere there would end the discovery of every class.
     */
    private static void look(Class<?> type, Set<Class<?>> seen) {
        for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
            if (seen.add(part)) {
                var unused = part.getDeclaredMethods().length;
                for (Class<?> member : part.getDeclaredClasses()) {
                    look(member, seen);
                }
            }
        }
    }

    /** JUnit applies filters to leaves only: a container goes when nothing is left in it. */
    private static PostDiscoveryFilter filter(Predicate<TestDescriptor> wanted) {
        return node -> FilterResult.includedIf(wanted.test(node));
    }

    /** The node's own source, else that of the nearest node above it that has a class. */
    private static Source classOrMethod(TestDescriptor node) {
        for (Optional<TestDescriptor> at = Optional.of(node);
                at.isPresent();
                at = at.get().getParent()) {
            Source source = Descriptors.source(at.get().getSource());
            if (!source.className().isEmpty()) {
                return source;
            }
        }
        return Source.none();
    }
}
