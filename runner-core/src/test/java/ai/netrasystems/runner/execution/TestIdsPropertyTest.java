package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.TestId;
import ai.netrasystems.runner.worker.protocol.Descriptor;
import ai.netrasystems.runner.worker.protocol.Descriptor.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever engines call their nodes, each test has an id of its own, and keeps it. */
class TestIdsPropertyTest {
    private static final Pattern NUMBER = Pattern.compile("[^\\[\\]/]+:#\\d+");

    /** A test of a method; several may be called the same. */
    private record Asked(ModuleId module, String uniqueId, String method) {}

    @Property
    void different_tests_have_different_ids_and_a_test_has_the_same_each_time(@ForAll("tests") List<Asked> tests) {
        TestIds ids = new TestIds();
        Map<Asked, TestId> given = new LinkedHashMap<>();

        for (Asked test : tests) {
            given.putIfAbsent(test, id(ids, test));
        }

        assertThat(Set.copyOf(given.values())).hasSameSizeAs(given.keySet());
        given.forEach((test, id) -> assertThat(id(ids, test)).isEqualTo(id));
    }

    @Property
    void an_id_has_the_numbers_of_its_levels_in_their_order(@ForAll("segments") List<String> segments) {
        List<Descriptor> path = new ArrayList<>();
        for (int levels = 1; levels <= segments.size(); levels++) {
            String uniqueId = segments.subList(0, levels).stream()
                    .map(one -> "[" + one + "]")
                    .collect(Collectors.joining("/"));
            path.add(node(uniqueId, "m"));
        }
        String numbers = segments.stream()
                .filter(one -> NUMBER.matcher(one).matches())
                .map(one -> "[" + one.substring(one.lastIndexOf('#') + 1) + ":" + TestNames.hash("name") + "]")
                .collect(Collectors.joining());

        assertThat(new TestNames(path).id(ModuleId.of("."))).isEqualTo(".:a.B#m()" + numbers);
    }

    @Provide
    Arbitrary<List<Asked>> tests() {
        // A unique id names one test: two of one id have one method.
        Arbitrary<String> unique = Arbitraries.of("1", "2", "3", "4", "5");
        return Combinators.combine(Arbitraries.of(".", "a", "a/b"), unique)
                .as((module, number) -> new Asked(
                        ModuleId.of(module), "[engine:e]/[t:" + number + "]", "12".contains(number) ? "m" : "n"))
                .list()
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<String>> segments() {
        return Arbitraries.of(
                        "engine:e",
                        "class:a.B",
                        "test-template-invocation:#12",
                        "dynamic-test:#1",
                        "t:#",
                        "t:#x",
                        ":#3",
                        "#4",
                        "a:#5:#6")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static TestId id(TestIds ids, Asked test) {
        return ids.idFor(test.module(), test.uniqueId(), new TestNames(List.of(node(test.uniqueId(), test.method()))));
    }

    private static Descriptor node(String uniqueId, String method) {
        return new Descriptor(
                uniqueId,
                Optional.empty(),
                "name",
                "name",
                true,
                false,
                Set.of(),
                false,
                new Source("a.B", method, ""));
    }
}
