package old;

import org.junit.Ignore;
import org.junit.Test;

@Ignore("the whole class")
public class IgnoredTest {
    @Test
    public void first() {}

    @Test
    public void second() {}
}
