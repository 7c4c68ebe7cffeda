package ai.netrasystems.runner.discovery.classfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.netrasystems.runner.discovery.Compiled;
import ai.netrasystems.runner.plan.CandidateClass;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.ClassLocks;
import ai.netrasystems.runner.plan.ClassLocks.Access;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ClassFileScanTest {
    private static final String IMPORTS =
            "import org.junit.jupiter.api.*; import org.junit.jupiter.api.parallel.*; import org.junit.jupiter.params.*; import org.junit.jupiter.params.provider.*; import java.lang.annotation.*; ";

    @TempDir
    private Path temporary = Path.of("");

    private Path classes = Path.of("");
    private List<Path> classpath = List.of();

    @BeforeEach
    void use_the_temporary_folder() {
        classes = temporary.resolve("classes");
        classpath = new ArrayList<>(List.of(classes));
        classpath.addAll(Compiled.jupiterApi());
    }

    @Test
    void finds_every_kind_of_test_with_the_tags_that_jupiter_gives_it() throws IOException {
        compile(Map.of(
                "a/Smoke.java", code("a", """
                        @Retention(RetentionPolicy.RUNTIME) @Tag("smoke") @Test public @interface Smoke {}"""),
                "a/Slow.java", code("a", """
                        @Retention(RetentionPolicy.RUNTIME) @Tags({@Tag("slow"), @Tag("nightly")}) public @interface Slow {}"""),
                "a/Deep.java", code("a", """
                        @Retention(RetentionPolicy.RUNTIME) @Slow @Deep public @interface Deep {}"""),
                "a/Marked.java", code("a", """
                        @Tag("from-interface") public interface Marked { @Test default void by_interface() {} }"""),
                "b/Base.java", code("b", """
                        @Tag("base") public abstract class Base {
                            @Test public void inherited() {}
                            @Test @Tag("gone") public void overridden() {}
                            @Test void package_private() {}
                            @Nested class InBase { @Test void in_base() {} }
                        }"""),
                "a/EverythingTest.java", code("a", """
                        @Deep @Tag(" trimmed ") @Tag("not valid") class EverythingTest extends b.Base implements Marked {
                            @Smoke void composed() {}
                            @Test @Tag("one") @Tag("two") void two() {}
                            @RepeatedTest(2) void repeated() {}
                            @ParameterizedTest @ValueSource(ints = 1) @Slow void parameterized(int i) {}
                            @TestFactory java.util.List<DynamicTest> factory() { return java.util.List.of(); }
                            @Override public void overridden() {}
                            void package_private() {}
                            void no_test() {}
                            @Nested @Tag("inner") class Inner {
                                @Test void nested() {}
                                @Nested class Deeper { @Smoke void deeper() {} }
                            }
                            @Nested abstract class Unfinished { @Test void unfinished() {} }
                            class Plain { @Test void in_no_nested_class() {} }
                        }""")));

        CandidateClass found = only(scan());

        assertThat(found.tagsKnown()).isTrue();
        assertThat(new HashSet<>(found.tests())).isEqualTo(JupiterOracle.tests(classes, "a.EverythingTest"));
        assertThat(found.tests())
                .contains(new CandidateTest(
                        "a.EverythingTest$Inner$Deeper",
                        "deeper",
                        Set.of("smoke", "inner", "slow", "nightly", "trimmed", "base", "from-interface")));
    }

    @Test
    void finds_the_locks_that_jupiter_takes_for_a_class_and_all_in_it() throws IOException {
        compile(Map.of(
                "a/UsesPort.java", code("a", """
                        @Retention(RetentionPolicy.RUNTIME) @ResourceLock("port") public @interface UsesPort {}"""),
                "a/Base.java", code("a", """
                        @ResourceLock(value = "base", mode = ResourceAccessMode.READ) @ResourceLock("other")
                        public abstract class Base {}"""),
                "a/Marked.java", code("a", "@ResourceLock(\"interface\") public interface Marked {}"),
                "a/LockedTest.java", code("a", """
                        @ResourceLock(value = "both", mode = ResourceAccessMode.READ)
                        class LockedTest extends Base implements Marked {
                            @Test @UsesPort void composed() {}
                            @Test @ResourceLock("both") void writes() {}
                            @Test @ResourceLock(value = Resources.GLOBAL, mode = ResourceAccessMode.READ) void all() {}
                            @Nested @ResourceLock(Resources.SYSTEM_PROPERTIES) class Inner {
                                @Test @ResourceLocks({@ResourceLock("x"), @ResourceLock(value = "y",
                                        mode = ResourceAccessMode.READ)}) void nested() {}
                            }
                        }""")));

        ClassLocks locks = only(scan()).locks();

        assertThat(locks).isEqualTo(JupiterOracle.locks(classes, "a.LockedTest"));
        assertThat(locks.isolated()).isFalse();
        assertThat(locks.resources())
                .containsEntry("both", Access.READ_WRITE)
                .containsEntry("base", Access.READ)
                .containsEntry("java.lang.System.properties", Access.READ_WRITE)
                .hasSize(8);
    }

    @Test
    void a_class_is_isolated_where_it_says_so_or_where_only_code_can_tell_its_locks() throws IOException {
        compile(Map.of(
                "a/BaseTest.java", code("a", "@Isolated(\"changes the clock\") abstract class BaseTest {}"),
                "a/ByBaseTest.java", code("a", "class ByBaseTest extends BaseTest { @Test void t() {} }"),
                "a/ByKeyTest.java", code("a", "class ByKeyTest { @Test @ResourceLock(Resources.GLOBAL) void t() {} }"),
                "a/Provided.java", code("a", "public class Provided implements ResourceLocksProvider {}"),
                "a/ByCodeTest.java",
                        code("a", "@ResourceLock(providers = Provided.class) class ByCodeTest { @Test void t() {} }"),
                "a/FreeTest.java", code("a", "class FreeTest { @Test void t() {} }")));

        assertThat(scan())
                .hasSize(4)
                .allSatisfy(found -> assertThat(found.locks())
                        .isEqualTo(new ClassLocks(Map.of(), !found.className().equals("a.FreeTest"))));
        assertThat(JupiterOracle.locks(classes, "a.ByBaseTest").isolated()).isTrue();
        assertThat(JupiterOracle.locks(classes, "a.ByKeyTest").isolated()).isTrue();
    }

    @Test
    void reads_superclasses_outside_the_test_roots() throws IOException {
        Path library = temporary.resolve("library");
        Compiled.into(library, classpath, Map.of("l/Contract.java", code("l", """
                @Tag("contract") public abstract class Contract { @Test void holds() {} }""")));
        classpath.add(library);
        compile(Map.of("a/StoreTest.java", code("a", "class StoreTest extends l.Contract {}")));

        assertThat(only(scan()))
                .isEqualTo(new CandidateClass(
                        "a.StoreTest", List.of(new CandidateTest("a.StoreTest", "holds", Set.of("contract"))), true));
    }

    @Test
    void keeps_the_raw_order_of_the_directory() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            String folder = "p" + (i * 7 % 5);
            String name = "N" + (i * 31 % 97) + "Test";
            sources.put(folder + "/" + name + ".java", code(folder, "class " + name + " { @Test void t() {} }"));
        }
        sources.put("RootTest.java", IMPORTS + " class RootTest { @Test void t() {} }");
        compile(sources);

        List<String> raw = new ArrayList<>();
        listRaw(classes.toFile(), "", raw);
        assertThat(scan()).extracting(CandidateClass::className).hasSize(41).containsExactlyElementsOf(raw);
    }

    @Test
    void a_class_with_nested_tests_only_is_a_candidate() throws IOException {
        compile(Map.of("a/OuterTest.java", code("a", "class OuterTest { @Nested class In { @Test void t() {} } }")));

        assertThat(only(scan()).tests()).containsExactly(new CandidateTest("a.OuterTest$In", "t", Set.of()));
    }

    @Test
    void abstract_classes_interfaces_and_classes_without_tests_are_none() throws IOException {
        compile(Map.of(
                "a/AbstractTest.java", code("a", "abstract class AbstractTest { @Test void t() {} }"),
                "a/ContractTest.java", code("a", "interface ContractTest { @Test default void t() {} }"),
                "a/TestData.java",
                        code(
                                "a",
                                "class TestData { @Deprecated int number; @Override public String toString() { return \"\"; } }"),
                "a/OtherNames.java", code("a", "class OtherNames { @Test void t() {} }")));

        assertThat(scan()).isEmpty();
        assertThat(ClassFileScan.scan(List.of(classes), classpath, TestClassNames.ALL))
                .extracting(CandidateClass::className)
                .containsExactly("a.OtherNames");
    }

    @Test
    void a_broken_class_file_stays_a_candidate_that_may_match_anything() throws IOException {
        compile(Map.of(
                "a/CutTest.java", code("a", "class CutTest { @Test void t() {} }"),
                "a/MovedTest.java", code("a", "class MovedTest { @Test void t() {} }")));
        byte[] whole = Files.readAllBytes(classes.resolve("a/CutTest.class"));
        Files.write(classes.resolve("a/CutTest.class"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(classes.resolve("a/TextTest.class"), "no class".getBytes(StandardCharsets.UTF_8));
        Files.write(classes.resolve("a/EmptyTest.class"), new byte[0]);
        Files.move(classes.resolve("a/MovedTest.class"), classes.resolve("a/RenamedTest.class"));

        assertThat(scan())
                .containsExactlyInAnyOrder(
                        new CandidateClass("a.CutTest", List.of(), false),
                        new CandidateClass("a.TextTest", List.of(), false),
                        new CandidateClass("a.EmptyTest", List.of(), false),
                        new CandidateClass("a.RenamedTest", List.of(), false));
    }

    @Test
    void what_cannot_be_resolved_may_match_anything() throws IOException {
        compile(Map.of(
                "gone/Base.java", code("gone", "public class Base {}"),
                "gone/Mark.java", code("gone", """
                        @Retention(RetentionPolicy.RUNTIME) public @interface Mark {}"""),
                "a/ChildTest.java", code("a", "class ChildTest extends gone.Base { @Test void t() {} }"),
                "a/MarkedTest.java", code("a", "class MarkedTest { @gone.Mark @Test void t() {} }"),
                "a/ReadTest.java", code("a", "class ReadTest { @Test void t() {} }")));
        Files.delete(classes.resolve("gone/Base.class"));
        Files.delete(classes.resolve("gone/Mark.class"));

        assertThat(scan())
                .extracting(CandidateClass::className, CandidateClass::tagsKnown)
                .containsExactlyInAnyOrder(
                        tuple("a.ChildTest", false), tuple("a.MarkedTest", false), tuple("a.ReadTest", true));
    }

    @Test
    void tests_of_other_frameworks_are_candidates_whose_tags_are_not_known() throws IOException {
        String runtime =
                "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) public @interface ";
        Path library = temporary.resolve("library");
        Compiled.into(
                library,
                classpath,
                Map.of(
                        "org/junit/Test.java", "package org.junit; " + runtime + "Test {}",
                        "junit/framework/TestCase.java", "package junit.framework; public class TestCase {}",
                        "x/Run.java",
                                "package x; @org.junit.platform.commons.annotation.Testable " + runtime + "Run {}"));
        classpath.add(library);
        compile(Map.of(
                "a/OldTest.java", "package a; public class OldTest { @org.junit.Test public void t() {} }",
                "a/OldestTest.java", "package a; public class OldestTest extends junit.framework.TestCase {}",
                "a/TestableTest.java", "package a; public class TestableTest { @x.Run public Object field; }",
                "a/MixedTest.java", code("a", "class MixedTest { @Test void t() {} @x.Run void other() {} }"),
                "a/TestPlain.java", "package a; public class TestPlain {}"));

        assertThat(scan())
                .containsExactlyInAnyOrder(
                        new CandidateClass("a.OldTest", List.of(), false),
                        new CandidateClass("a.OldestTest", List.of(), false),
                        new CandidateClass("a.TestableTest", List.of(), false),
                        new CandidateClass(
                                "a.MixedTest", List.of(new CandidateTest("a.MixedTest", "t", Set.of())), false));
    }

    @Test
    void an_engine_whose_rules_are_not_known_may_find_tests_in_any_class() throws IOException {
        compile(Map.of("a/TestPlain.java", "package a; public class TestPlain {}"));
        Path services = classes.resolve("META-INF/services/org.junit.platform.engine.TestEngine");
        Files.createDirectories(services.getParent());
        Files.writeString(services, "# comment\norg.example.OtherEngine # its own rules\n");

        assertThat(only(scan())).isEqualTo(new CandidateClass("a.TestPlain", List.of(), false));
    }

    @Test
    void a_nested_class_that_extends_the_class_around_it_ends() throws IOException {
        compile(Map.of("a/RoundTest.java", code("a", """
                class RoundTest { @Test void t() {} @Nested class Again extends RoundTest {} }""")));

        assertThat(only(scan()).tests()).hasSize(2);
    }

    @Test
    void nested_classes_that_the_names_reach_are_found_once() throws IOException {
        compile(Map.of("a/OuterTest.java", code("a", """
                class OuterTest {
                    @Nested class InnerTest { @Test void t() {} }
                    static class StaticTest { @Test void t() {} }
                }""")));

        assertThat(scan()).extracting(CandidateClass::className).containsExactly("a.OuterTest");
        assertThat(ClassFileScan.scan(
                        List.of(classes), classpath, TestClassNames.surefire(List.of(), List.of("**/Slow*"))))
                .extracting(CandidateClass::className)
                .containsExactlyInAnyOrder("a.OuterTest", "a.OuterTest$StaticTest");
    }

    private List<CandidateClass> scan() throws IOException {
        return ClassFileScan.scan(List.of(classes), classpath, TestClassNames.SUREFIRE_DEFAULT);
    }

    private void compile(Map<String, String> sources) {
        Compiled.into(classes, classpath, sources);
    }

    private static String code(String packageName, String body) {
        return "package " + packageName + "; " + IMPORTS + body;
    }

    private static CandidateClass only(List<CandidateClass> found) {
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static void listRaw(File folder, String prefix, List<String> into) {
        for (File entry : folder.listFiles()) {
            if (entry.isDirectory()) {
                listRaw(entry, prefix + entry.getName() + ".", into);
            } else {
                into.add(prefix + entry.getName().replace(".class", ""));
            }
        }
    }
}
