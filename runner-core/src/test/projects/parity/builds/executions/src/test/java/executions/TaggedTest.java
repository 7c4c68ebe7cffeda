package executions;

import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TaggedTest {
    @Test
    void untagged() {}

    @Test
    @Tag("slow")
    void slow() {}

    /** In two executions, with another outcome in each. */
    @Test
    @Tag("both")
    void inBoth() {
        assertNull(System.getProperty("execution"));
    }
}
