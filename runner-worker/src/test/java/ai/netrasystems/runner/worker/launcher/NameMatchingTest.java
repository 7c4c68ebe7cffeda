package ai.netrasystems.runner.worker.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.worker.protocol.Descriptor.Source;
import ai.netrasystems.runner.worker.protocol.NameFilter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class NameMatchingTest {
    private static final Source LOGIN = new Source("shop.GoldenPathTest", "login", "[I, java.lang.String");
    private static final Source NESTED = new Source("shop.GoldenPathTest$WhenOffline", "retries", "");

    @Test
    void a_glob_matches_simple_and_full_names() {
        assertThat(tests("GoldenPath*", LOGIN)).isTrue();
        assertThat(tests("shop.Golden????Test", LOGIN)).isTrue();
        assertThat(tests("shop.*", LOGIN)).isTrue();
        assertThat(tests("Path*", LOGIN)).isFalse();
        assertThat(tests("shop", LOGIN)).isFalse();
        assertThat(tests("shop+GoldenPathTest", LOGIN)).isFalse();
    }

    @Test
    void a_nested_class_comes_with_the_class_around_it() {
        assertThat(tests("GoldenPathTest", NESTED)).isTrue();
        assertThat(tests("shop.GoldenPathTest", NESTED)).isTrue();
        assertThat(tests("WhenOffline", NESTED)).isTrue();
        assertThat(tests("GoldenPathTest$When*", NESTED)).isTrue();
    }

    @Test
    void a_method_narrows_further() {
        assertThat(tests("GoldenPath*#login", LOGIN)).isTrue();
        assertThat(tests("GoldenPath*#log*", LOGIN)).isTrue();
        assertThat(tests("GoldenPath*#logout", LOGIN)).isFalse();
        assertThat(tests("*#login", Source.none())).isFalse();
    }

    @Test
    void parameters_behind_a_method_of_a_glob_do_no_harm() {
        assertThat(tests("GoldenPath*#login(int[], String)", LOGIN)).isTrue();
        assertThat(tests("GoldenPath*#logout(int[], String)", LOGIN)).isFalse();
    }

    @Test
    void a_method_selector_takes_source_types() {
        assertThat(methods("shop.GoldenPathTest#login", LOGIN)).isTrue();
        assertThat(methods("shop.GoldenPathTest#login(int[], java.lang.String)", LOGIN))
                .isTrue();
        assertThat(methods("shop.GoldenPathTest#login(int)", LOGIN)).isFalse();
        assertThat(methods("GoldenPathTest#login", LOGIN)).isFalse();
        assertThat(methods("shop.CartTest#adds two(int, int)", new Source("shop.CartTest", "adds two", "int,int")))
                .isTrue();
    }

    @Test
    void each_part_has_to_match_and_tests_stay_within_their_classes() {
        assertThat(new NameMatching(new NameFilter(List.of("Golden*"), List.of("x#y"), Set.of())).wants(LOGIN))
                .isFalse();
        assertThat(new NameMatching(new NameFilter(List.of(), List.of(), Set.of("shop.GoldenPathTest"))).wants(NESTED))
                .isTrue();
        assertThat(new NameMatching(new NameFilter(List.of(), List.of(), Set.of("shop.Other"))).wants(LOGIN))
                .isFalse();
    }

    private static boolean tests(String entry, Source source) {
        return new NameMatching(new NameFilter(List.of(entry), List.of(), Set.of())).wants(source);
    }

    private static boolean methods(String entry, Source source) {
        return new NameMatching(new NameFilter(List.of(), List.of(entry), Set.of())).wants(source);
    }
}
