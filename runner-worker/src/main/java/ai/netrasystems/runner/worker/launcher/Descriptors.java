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
        ClassBonds bonds = new ClassBonds(plan.getConfigurationParameters());
        plan.getRoots().forEach(root -> collect(plan, root, bonds, all));
        return all;
    }

    private static void collect(TestPlan plan, TestIdentifier node, ClassBonds bonds, List<Descriptor> all) {
        all.add(of(node, bonds.bind(node.getSource())));
        plan.getChildren(node).forEach(child -> collect(plan, child, bonds, all));
    }

    /** A node that was registered while tests run: no class, as engines know those before. */
    static Descriptor of(TestIdentifier node) {
        return of(node, false);
    }

    private static Descriptor of(TestIdentifier node, boolean together) {
        return new Descriptor(
                node.getUniqueId(),
                node.getParentId(),
                Throwables.bounded(node.getDisplayName(), NAME),
                Throwables.bounded(node.getLegacyReportingName(), NAME),
                node.isTest(),
                node.isContainer(),
                node.getTags().stream().map(TestTag::getName).collect(Collectors.toSet()),
                together,
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
