package ai.netrasystems.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TestGlobTest {
    @Test
    void holds_against_full_and_simple_names_and_those_of_enclosing_classes() {
        assertThat(matches("Cart*", "shop.CartTest", "adds")).isTrue();
        assertThat(matches("shop.Car?Test", "shop.CartTest", "adds")).isTrue();
        assertThat(matches("CartTest", "shop.CartTest$Empty", "adds")).isTrue();
        assertThat(matches("Empty", "shop.CartTest$Empty", "adds")).isTrue();
        assertThat(matches("CartTest$Empty", "shop.CartTest$Empty", "adds")).isTrue();
        assertThat(matches("art*", "shop.CartTest", "adds")).isFalse();
        assertThat(matches("shop", "shop.CartTest", "adds")).isFalse();
        assertThat(matches("CartTest", "shop.Cart.Test", "adds")).isFalse();
    }

    @Test
    void a_method_is_a_glob_too_and_parameters_do_not_count() {
        assertThat(matches("CartTest#add*", "shop.CartTest", "adds(int)")).isTrue();
        assertThat(matches("CartTest#adds(long)", "shop.CartTest", "adds(int)")).isTrue();
        assertThat(matches("CartTest#add", "shop.CartTest", "adds(int)")).isFalse();
    }

    @Test
    void every_other_character_is_itself() {
        assertThat(matches("a+b[c]", "a+b[c]", "m")).isTrue();
        assertThat(matches("a.b", "axb", "m")).isFalse();
        assertThat(matches("$\\E*", "$\\Ex", "m")).isTrue();
    }

    private static boolean matches(String glob, String className, String method) {
        return TestGlob.of(glob).matches(className, method);
    }
}
