package ai.netrasystems.runner.staging.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestId.Invocation;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.Variables;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A test and the launcher's side that watches it must come to the same id by different ways. */
@Tag("unit")
class JupiterTestIdTest {

    @Test
    void a_test_and_its_descriptor_have_the_same_id() {
        Map<String, String> told = new HashMap<>();
        Map<String, String> expected = new HashMap<>();
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(Fixture.class)).execute().testEvents().stream()
                .forEach(event -> {
                    String uniqueId = event.getTestDescriptor().getUniqueId().toString();
                    expected.put(
                            uniqueId, fromDescriptor(event.getTestDescriptor()).value());
                    event.getPayload(ReportEntry.class)
                            .ifPresent(entry ->
                                    told.put(uniqueId, entry.getKeyValuePairs().get("id")));
                });

        // 2 parameters of the class, each with 1 plain test, 2 repetitions and 2 parameterized invocations
        assertThat(expected).hasSize(10);
        assertThat(expected.values()).doesNotHaveDuplicates();
        assertThat(told).isEqualTo(expected);
    }

    private static TestId fromDescriptor(TestDescriptor test) {
        Method method = ((MethodSource) test.getSource().orElseThrow()).getJavaMethod();
        Deque<Invocation> levels = new ArrayDeque<>();
        for (Optional<TestDescriptor> level = Optional.of(test);
                level.isPresent();
                level = level.get().getParent()) {
            UniqueId.Segment segment = level.get().getUniqueId().getLastSegment();
            if (segment.getValue().matches("#\\d+")) {
                int index = Integer.parseInt(segment.getValue().substring(1));
                levels.addFirst(new Invocation(index, level.get().getDisplayName()));
            }
        }
        List<String> types = Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .toList();
        return TestId.ofMethod("m", Fixture.class.getName(), method.getName(), types, List.copyOf(levels));
    }

    @ParameterizedClass
    @ValueSource(strings = {"a", "b/[c:#1]"})
    static class Fixture {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT =
                new TestEnvironmentExtension(Variables.of("RUNNER_MODULE", "m"));

        Fixture(String parameter) {
            assertThat(parameter).isNotEmpty();
        }

        @BeforeEach
        void tell(TestIdentity identity, TestReporter reporter) {
            reporter.publishEntry("id", identity.testId().value());
        }

        @Test
        void plain() {}

        @RepeatedTest(2)
        void repeated(TestInfo info) {
            assertThat(info.getDisplayName()).isNotEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "ü/]"})
        void parameterized(String value, TestInfo info) {
            assertThat(value).isNotEmpty();
        }
    }
}
