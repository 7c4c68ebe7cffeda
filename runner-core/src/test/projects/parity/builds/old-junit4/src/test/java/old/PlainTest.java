package old;

import org.junit.Test;

public class PlainTest {
    @Test
    public void passes() {}
}
