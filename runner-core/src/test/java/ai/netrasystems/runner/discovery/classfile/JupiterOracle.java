package ai.netrasystems.runner.discovery.classfile;

import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.ClassLocks;
import ai.netrasystems.runner.plan.ClassLocks.Access;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoveryFilter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource;
import org.junit.platform.engine.support.hierarchical.Node;

/** What Jupiter itself finds in compiled classes: the truth that the scan must reach without loading them. */
final class JupiterOracle {
    private JupiterOracle() {}

    static Set<CandidateTest> tests(Path folder, String className) {
        return asked(
                folder,
                className,
                engine -> engine.getDescendants().stream()
                        .filter(descriptor -> descriptor
                                .getSource()
                                .filter(MethodSource.class::isInstance)
                                .isPresent())
                        .map(JupiterOracle::test)
                        .collect(Collectors.toSet()));
    }

    /** What Jupiter locks for the class, for those nested in it and for their methods. */
    static ClassLocks locks(Path folder, String className) {
        return asked(folder, className, engine -> {
            Map<String, Access> resources = new HashMap<>();
            engine.getDescendants().stream()
                    .flatMap(descriptor -> ((Node<?>) descriptor).getExclusiveResources().stream())
                    .forEach(resource -> resources.merge(
                            resource.getKey(),
                            Access.valueOf(resource.getLockMode().name()),
                            (one, two) -> one.compareTo(two) > 0 ? one : two));
            Access global = resources.remove(ExclusiveResource.GLOBAL_KEY);
            return new ClassLocks(resources, global == Access.READ_WRITE);
        });
    }

    private static <T> T asked(Path folder, String className, Function<TestDescriptor, T> question) {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, JupiterOracle.class.getClassLoader())) {
            DiscoverySelector selector = DiscoverySelectors.selectClass(loader, className);
            return question.apply(new JupiterTestEngine()
                    .discover(new Request(List.of(selector)), UniqueId.forEngine("junit-jupiter")));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static CandidateTest test(TestDescriptor descriptor) {
        MethodSource source = (MethodSource) descriptor.getSource().orElseThrow();
        return new CandidateTest(
                source.getClassName(),
                source.getMethodName(),
                descriptor.getTags().stream().map(TestTag::getName).collect(Collectors.toSet()));
    }

    private record Request(List<DiscoverySelector> selectors) implements EngineDiscoveryRequest {
        @Override
        public <T extends DiscoverySelector> List<T> getSelectorsByType(Class<T> type) {
            return selectors.stream().filter(type::isInstance).map(type::cast).toList();
        }

        @Override
        public <T extends DiscoveryFilter<?>> List<T> getFiltersByType(Class<T> type) {
            return List.of();
        }

        @Override
        public ConfigurationParameters getConfigurationParameters() {
            return new NoParameters();
        }

        @Override
        public OutputDirectoryCreator getOutputDirectoryCreator() {
            return new NoOutput();
        }
    }

    private record NoParameters() implements ConfigurationParameters {
        @Override
        public Optional<String> get(String key) {
            return Optional.empty();
        }

        @Override
        public Optional<Boolean> getBoolean(String key) {
            return Optional.empty();
        }

        @Override
        public Set<String> keySet() {
            return Set.of();
        }
    }

    /** Nothing is executed, so nothing is written. */
    private record NoOutput() implements OutputDirectoryCreator {
        @Override
        public Path getRootDirectory() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path createOutputDirectory(TestDescriptor descriptor) {
            throw new UnsupportedOperationException();
        }
    }
}
