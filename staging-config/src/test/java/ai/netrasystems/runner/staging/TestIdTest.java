package ai.netrasystems.runner.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.TestId.Invocation;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

@Tag("unit")
@org.junit.jupiter.api.Tag("unit")
class TestIdTest {

    @Test
    void a_plain_test_has_module_class_method_and_parameter_types() {
        assertThat(TestId.ofMethod(".", "a.B$C", "m", List.of(), List.of()).value())
                .isEqualTo(".:a.B$C#m()");
        assertThat(TestId.ofMethod("x/y@it", "a.B", "m", List.of("int[]", "java.lang.String"), List.of())
                        .value())
                .isEqualTo("x/y@it:a.B#m(int[],java.lang.String)");
    }

    @Test
    void an_invocation_has_its_index_and_the_hash_of_its_display_name_at_each_level() {
        List<Invocation> levels = List.of(new Invocation(2, "abc"), new Invocation(11, "ünï"));

        // printf abc | sha256sum; printf ünï | sha256sum
        assertThat(TestId.ofMethod(".", "a.B", "m", List.of(), levels).value())
                .isEqualTo(".:a.B#m()[2:ba7816bf][11:e975a529]");
    }

    @Test
    void a_test_without_a_method_has_the_unique_id() {
        assertThat(TestId.ofUniqueId("m", "[engine:e]/[x:y]").value()).isEqualTo("m:[engine:e]/[x:y]");
    }

    @Test
    void only_a_last_segment_that_is_a_number_is_an_invocation() {
        assertThat(TestId.invocationIndex("[engine:j]/[test-template:m()]/[test-template-invocation:#12]"))
                .isEqualTo(OptionalInt.of(12));
        assertThat(TestId.invocationIndex("[engine:j]/[test-factory:m()]/[dynamic-container:#1]/[dynamic-test:#2]"))
                .isEqualTo(OptionalInt.of(2));
        assertThat(TestId.invocationIndex("[engine:j]/[class-template-invocation:#1]/[method:m()]"))
                .isEmpty();
        assertThat(TestId.invocationIndex("[engine:j]/[method:m#1]")).isEmpty();
        assertThat(TestId.invocationIndex("[engine:j]/[method:#x]")).isEmpty();
        assertThat(TestId.invocationIndex("")).isEmpty();
    }

    @Property(tries = 200)
    void the_index_of_an_invocation_is_found_again(@ForAll @IntRange(min = 1, max = 999_999_999) int index) {
        assertThat(TestId.invocationIndex("[engine:j]/[test-template-invocation:#" + index + "]"))
                .isEqualTo(OptionalInt.of(index));
    }

    @Property(tries = 200)
    void an_invocation_with_another_display_name_or_index_is_another_test(
            @ForAll String one, @ForAll String other, @ForAll @IntRange(min = 1, max = 99) int index) {
        Assume.that(!one.equals(other));
        // Lone surrogates have no UTF-8 form and become the same question mark.
        Assume.that(isUnicode(one) && isUnicode(other));

        assertThat(invocation(index, one)).isEqualTo(invocation(index, one));
        assertThat(invocation(index, one)).isNotEqualTo(invocation(index, other));
        assertThat(invocation(index, one)).isNotEqualTo(invocation(index + 1, one));
    }

    @Property(tries = 200)
    void an_invocation_keeps_the_id_of_its_method_in_front(@ForAll String display) {
        assertThat(invocation(7, display).value()).matches("\\.:a\\.B#m\\(\\)\\[7:[0-9a-f]{8}\\]");
    }

    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }

    private static TestId invocation(int index, String displayName) {
        return TestId.ofMethod(".", "a.B", "m", List.of(), List.of(new Invocation(index, displayName)));
    }
}
