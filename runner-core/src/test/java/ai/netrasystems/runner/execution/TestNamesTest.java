package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.TestId;
import ai.netrasystems.runner.plan.SurefireNames;
import ai.netrasystems.runner.plan.SurefireNames.Phrased;
import ai.netrasystems.runner.worker.protocol.Descriptor;
import ai.netrasystems.runner.worker.protocol.Descriptor.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TestNamesTest {
    private static final ModuleId MODULE = new ModuleId("apps/web", Optional.of("slow"));

    @Test
    void an_id_has_module_execution_class_method_and_source_types() {
        TestNames names = new TestNames(List.of(
                node("[engine:e]", Source.none()),
                node("[engine:e]/[m:x]", new Source("a.Outer$Inner", "m", "[I, [[Ljava.lang.String;, a.B$C, long"))));

        assertThat(names.id(MODULE)).isEqualTo("apps/web@slow:a.Outer$Inner#m(int[],java.lang.String[][],a.B$C,long)");
    }

    @Test
    void each_numbered_level_adds_its_index_and_the_hash_of_its_name() {
        Source method = new Source("a.B", "m", "");
        TestNames names = new TestNames(List.of(
                node("[engine:e]", Source.none()),
                node("[engine:e]/[test-factory:m()]", method),
                node("[engine:e]/[test-factory:m()]/[dynamic-container:#2]", method),
                node("[engine:e]/[test-factory:m()]/[dynamic-container:#2]/[dynamic-test:#11]", method)));

        // printf %s name | sha256sum
        assertThat(names.id(ModuleId.of("."))).isEqualTo(".:a.B#m()[2:82a3537f][11:82a3537f]");
    }

    @Test
    void without_a_method_the_unique_id_stands_for_it() {
        TestNames names = new TestNames(List.of(node("[engine:cucumber]/[scenario:7]", Source.none())));

        assertThat(names.id(ModuleId.of("."))).isEqualTo(".:[engine:cucumber]/[scenario:7]");
    }

    @Test
    void a_second_test_of_the_same_name_gets_the_form_with_its_unique_id() {
        TestIds ids = new TestIds();
        Descriptor first = node("[engine:e]/[m:1]", new Source("a.B", "m", ""));
        Descriptor second = node("[engine:e]/[m:2]", new Source("a.B", "m", ""));

        assertThat(id(ids, first)).isEqualTo(new TestId(".:a.B#m()"));
        assertThat(id(ids, second)).isEqualTo(new TestId(".:[engine:e]/[m:2]"));
        assertThat(id(ids, first)).isEqualTo(new TestId(".:a.B#m()"));
    }

    @Test
    void xml_has_a_method_under_the_class_of_its_source_and_other_tests_under_their_classs_legacy_name() {
        Descriptor outer = new Descriptor(
                "[engine:e]/[class:a.B]",
                Optional.empty(),
                "B",
                "B",
                false,
                true,
                Set.of(),
                false,
                new Source("a.B", "", ""));
        Descriptor engine = node("[engine:e]", Source.none());

        assertThat(new TestNames(List.of(engine, outer, node("m", new Source("a.C", "m", "")))).xmlClass())
                .isEqualTo("a.C");
        assertThat(new TestNames(List.of(engine, outer, node("f", Source.none()))).xmlClass())
                .isEqualTo("B");
        assertThat(new TestNames(List.of(engine, node("f", Source.none()))).xmlClass())
                .isEqualTo("name");
    }

    @Test
    void xml_has_the_legacy_name_below_a_numbered_level_unless_a_line_break_hides_it() {
        Source method = new Source("a.B", "m", "");

        assertThat(new TestNames(List.of(level("[of 1]"), node("m", method))).xmlName())
                .isEqualTo("name");
        assertThat(new TestNames(List.of(level("[of\n1]"), node("m", method))).xmlName())
                .isEqualTo("m");
    }

    @Test
    void older_surefires_had_no_number_without_parameters_and_display_names_for_classes() {
        Descriptor outer = new Descriptor(
                "c", Optional.empty(), "a name", "a.B", false, true, Set.of(), false, new Source("a.B", "", ""));
        Descriptor usual = new Descriptor(
                "c", Optional.empty(), "C", "a.B$C", false, true, Set.of(), false, new Source("a.B$C", "", ""));
        Descriptor repeated = new Descriptor(
                "x/[test-template-invocation:#2]",
                Optional.empty(),
                "again",
                "m()[2]",
                true,
                false,
                Set.of(),
                false,
                new Source("a.B", "m", ""));

        assertThat(new TestNames(List.of(outer, repeated), SurefireNames.of("3.5.1", false, Set.of())).xmlName())
                .isEqualTo("m");
        assertThat(new TestNames(List.of(outer, repeated), SurefireNames.of("3.5.4", false, Set.of())).xmlName())
                .isEqualTo("m()[2]");
        assertThat(new TestNames(List.of(outer, repeated), SurefireNames.of("3.5.4", false, Set.of())).xmlClass())
                .isEqualTo("a name");
        assertThat(new TestNames(List.of(usual, repeated), SurefireNames.of("3.5.4", false, Set.of())).xmlClass())
                .isEqualTo("a.B$C");
        assertThat(new TestNames(List.of(outer, repeated)).xmlClass()).isEqualTo("a.B");
    }

    @Test
    void phrased_names_put_those_of_a_template_before_those_of_its_invocations() {
        Source method = new Source("a.B", "m", "int");
        Descriptor template = shown("x", "of numbers", "m(int)", method);
        Set<Phrased> phrased = Set.of(Phrased.METHODS);

        assertThat(xmlName(phrased, template, shown("x/1", "one is 1", "m(int)[1]", method)))
                .isEqualTo("of numbers one is 1");
        assertThat(xmlName(phrased, template, shown("x/1", "[1] one", "m(int)[1]", method)))
                .isEqualTo("of numbers[1] one");
        assertThat(xmlName(phrased, shown("y", "m()", "m()", new Source("a.B", "m", ""))))
                .isEqualTo("m");
        assertThat(xmlName(phrased, shown("y", "said", "m()", new Source("a.B", "m", ""))))
                .isEqualTo("said");
        assertThat(xmlName(Set.of(), template, shown("x/1", "one is 1", "m(int)[1]", method)))
                .isEqualTo("m(int)[1]");
    }

    @Test
    void phrased_classes_were_called_by_all_their_display_names_before_3_5_4() {
        Descriptor outer = shown("c", "Outer", "a.Outer", new Source("a.Outer", "", ""));
        Descriptor inner = shown("c/i", "Inner", "a.Outer$Inner", new Source("a.Outer$Inner", "", ""));
        Descriptor said = shown("c/i", "when full", "a.Outer$Inner", new Source("a.Outer$Inner", "", ""));
        Descriptor test = shown("c/i/m", "m()", "m()", new Source("a.Outer$Inner", "m", ""));

        assertThat(xmlClass("3.5.3", outer, inner, test)).isEqualTo("a.Outer$Inner");
        assertThat(xmlClass("3.5.3", outer, said, test)).isEqualTo("Outer when full");
        assertThat(xmlClass("3.5.4", outer, said, test)).isEqualTo("when full");
        assertThat(xmlClass("3.6.1", outer, said, test)).isEqualTo("when full");
        assertThat(xmlClass("3.6.1", outer, inner, test)).isEqualTo("a.Outer$Inner");
    }

    private static String xmlClass(String version, Descriptor... path) {
        return new TestNames(List.of(path), SurefireNames.of(version, false, Set.of(Phrased.CLASSES))).xmlClass();
    }

    private static String xmlName(Set<Phrased> phrased, Descriptor... path) {
        return new TestNames(List.of(path), SurefireNames.of("3.6.1", false, phrased)).xmlName();
    }

    private static Descriptor shown(String uniqueId, String name, String legacyName, Source source) {
        return new Descriptor(
                uniqueId, Optional.empty(), name, legacyName, source.isMethod(), true, Set.of(), false, source);
    }

    private static Descriptor level(String name) {
        return new Descriptor(name, Optional.empty(), name, name, false, true, Set.of(), false, Source.none());
    }

    private static TestId id(TestIds ids, Descriptor node) {
        return ids.idFor(ModuleId.of("."), node.uniqueId(), new TestNames(List.of(node)));
    }

    private static Descriptor node(String uniqueId, Source source) {
        return new Descriptor(uniqueId, Optional.empty(), "name", "name", true, false, Set.of(), false, source);
    }
}
