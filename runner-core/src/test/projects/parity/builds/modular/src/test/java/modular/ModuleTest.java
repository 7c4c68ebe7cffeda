package modular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ModuleTest {
    @Test
    void testsArePartOfTheModule() {
        assertEquals("modular", getClass().getModule().getName());
        assertEquals("modular", Visible.class.getModule().getName());
    }
}
