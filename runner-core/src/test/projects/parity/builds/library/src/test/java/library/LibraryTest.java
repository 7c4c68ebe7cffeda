package library;

import org.junit.jupiter.api.Test;

/** Also inherited by a class of the sibling. */
public class LibraryTest {
    @Test
    protected void inherited() {}
}
