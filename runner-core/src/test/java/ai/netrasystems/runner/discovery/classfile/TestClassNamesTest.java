package ai.netrasystems.runner.discovery.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("unit")
class TestClassNamesTest {
    private static final List<String> CLASSES = List.of(
            "a/b/CTest", "CTest", "a/b/CSpec", "x/a/b/CTest", "a/XSpec", "a/b/c/DTest", "a/b/c/DTest$InnerTest");

    @Property
    boolean default_names_are_those_of_surefires_globs(@ForAll("classNames") String name) {
        boolean included = Stream.of("Test*", "*Test", "*Tests", "*TestCase").anyMatch(glob -> glob(glob, name));
        boolean excluded = glob("*$*", name);
        return TestClassNames.SUREFIRE_DEFAULT.match(name) == (included && !excluded);
    }

    @Property
    void every_top_level_class_is_looked_at_when_all_are_asked_for(@ForAll("classNames") String name) {
        assertThat(TestClassNames.ALL.match(name)).isEqualTo(!name.contains("$"));
    }

    /** The expectations are what surefire-api 3's TestListResolver answers. */
    @Example
    void patterns_mean_what_surefire_takes_them_for() {
        assertThat(included("**/*Spec")).containsExactly("a/b/CSpec", "a/XSpec");
        assertThat(included("*Spec.java")).containsExactly("a/b/CSpec", "a/XSpec");
        assertThat(included("**/*Spec.*")).containsExactly("a/b/CSpec", "a/XSpec");
        assertThat(included("a.b.CTest")).containsExactly("a/b/CTest", "x/a/b/CTest");
        assertThat(included("a.b.CTest.class")).containsExactly("a/b/CTest", "x/a/b/CTest");
        assertThat(included("b/CTest.java")).containsExactly("a/b/CTest", "x/a/b/CTest");
        assertThat(included("x.a/**/*Test.java")).containsExactly("x/a/b/CTest");
        assertThat(included("a/**/?Test")).containsExactly("a/b/CTest", "x/a/b/CTest", "a/b/c/DTest");
        assertThat(included("a/b/**")).containsExactly("a/b/CTest", "a/b/CSpec", "x/a/b/CTest", "a/b/c/DTest");
        assertThat(included("**/b/*.*")).containsExactly("a/b/CTest", "a/b/CSpec", "x/a/b/CTest");
        assertThat(included("**/DTest.java, **/XSpec")).containsExactly("a/XSpec", "a/b/c/DTest");
        assertThat(included("a.b.*")).isEmpty();
        assertThat(included("**/CSpec.groovy")).isEmpty();
    }

    @Example
    void excludes_replace_that_of_nested_classes_and_leave_the_default_includes() {
        TestClassNames names = TestClassNames.surefire(List.of(), List.of("**/C*"));

        assertThat(CLASSES.stream().filter(names::match)).containsExactly("a/b/c/DTest", "a/b/c/DTest$InnerTest");
    }

    @Example
    void a_regex_is_matched_against_the_whole_path_of_the_class_file() {
        assertThat(included("%regex[a/.*Spec.*]")).containsExactly("a/b/CSpec", "a/XSpec");
        assertThat(included("%regex[.*[CX]Spec[.]class]")).containsExactly("a/b/CSpec", "a/XSpec");
        assertThat(included("%regex[CTest]")).isEmpty();
    }

    @Example
    void what_has_an_exclamation_mark_is_left_out_and_alone_leaves_all_others_in() {
        assertThat(included("**/*Test, !a/b/CTest")).containsExactly("CTest", "a/b/c/DTest");
        assertThat(included("!%regex[.*Test[.]class], !X*")).containsExactly("a/b/CSpec");
    }

    @Example
    void names_that_were_asked_for_one_by_one_reach_nested_classes() {
        TestClassNames names = TestClassNames.exactly(List.of("*$InnerTest"));

        assertThat(CLASSES.stream().filter(names::match)).containsExactly("a/b/c/DTest$InnerTest");
    }

    @Example
    void patterns_of_methods_or_without_meaning_are_told_apart() {
        for (String wrong :
                List.of("A#b", "%ant[**/A]", "A%regex[b]", "%regex[a", "%regex[(]", "!A#b", "%regex[a{1,2}]")) {
            assertThat(TestClassNames.notUnderstood(List.of("**/*Test, " + wrong), List.of()))
                    .as(wrong)
                    .isPresent();
        }
        assertThat(TestClassNames.notUnderstood(List.of("**/*Test, !a.b.C?", "%regex[.*Test.*]"), List.of("A")))
                .isEmpty();
        assertThat(TestClassNames.notUnderstood(List.of(), List.of("!A"))).contains("!A");
    }

    private static Stream<String> included(String pattern) {
        TestClassNames names = TestClassNames.surefire(List.of(pattern), List.of());
        return CLASSES.stream().filter(names::match);
    }

    @Provide
    Arbitrary<String> classNames() {
        Arbitrary<String> part = Arbitraries.of("Test", "Tests", "TestCase", "Case", "Login", "$", "X", "test");
        return Combinators.combine(part, part, part).as((first, second, third) -> first + second + third);
    }

    private static boolean glob(String glob, String name) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(name));
    }
}
