package names;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@DisplayName("a class with a name")
class NamedTest {
    @Test
    void passes() {}

    @RepeatedTest(2)
    void repeated() {}

    @Nested
    class Aborted {
        @BeforeAll
        static void before() {
            assumeTrue(false, "not here");
        }

        @Test
        void first() {}
    }

    @Nested
    class Failed {
        @BeforeAll
        static void before() {
            throw new IllegalStateException("before all");
        }

        @Test
        void first() {}
    }
}
