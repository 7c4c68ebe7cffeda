package ai.netrasystems.runner.worker.launcher;

import ai.netrasystems.runner.worker.protocol.Descriptor;
import ai.netrasystems.runner.worker.protocol.Descriptor.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Reads JUnit's tree into {@link Descriptor}s. */
final class Descriptors {
    private static final int NAME = 64 * 1024;

    private Descriptors() {}

    /** The whole plan, parents before children, in the plan's order. */
    static List<Descriptor> of(TestPlan plan) {
        List<Descriptor> all = new ArrayList<>();
        plan.getRoots().forEach(root -> collect(plan, root, all));
        return all;
    }

    private static void collect(TestPlan plan, TestIdentifier node, List<Descriptor> all) {
        all.add(of(node));
        plan.getChildren(node).forEach(child -> collect(plan, child, all));
    }

    static Descriptor of(TestIdentifier node) {
        return new Descriptor(
                node.getUniqueId(),
                node.getParentId(),
                Throwables.bounded(node.getDisplayName(), NAME),
                Throwables.bounded(node.getLegacyReportingName(), NAME),
                node.isTest(),
                node.isContainer(),
                node.getTags().stream().map(TestTag::getName).collect(Collectors.toSet()),
                source(node.getSource()));
    }

    static Source source(Optional<TestSource> source) {
        return source.map(known -> known instanceof MethodSource method
                        ? new Source(method.getClassName(), method.getMethodName(), parameterTypes(method))
                        : known instanceof ClassSource type ? new Source(type.getClassName(), "", "") : Source.none())
                .orElseGet(Source::none);
    }

    private static String parameterTypes(MethodSource method) {
        String types = method.getMethodParameterTypes();
        return types == null ? "" : types;
    }
}
