package old;

import static org.junit.Assume.assumeTrue;

import org.junit.BeforeClass;
import org.junit.Test;

public class AssumingTest {
    @BeforeClass
    public static void before() {
        assumeTrue("not here", false);
    }

    @Test
    public void first() {}

    @Test
    public void second() {}
}
