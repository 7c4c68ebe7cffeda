package application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import library.LibraryTest;
import org.junit.jupiter.api.Test;

class SettingsTest extends LibraryTest {
    @Test
    void argumentsOfTheJvm() {
        assertTrue(System.getProperty("late").endsWith(".jar"), System.getProperty("late"));
        assertTrue(System.getProperty("later").endsWith(".jar"), System.getProperty("later"));
        assertEquals("two words", System.getProperty("quoted"));
    }

    @Test
    void systemProperties() {
        assertEquals("value of application", System.getProperty("plain"));
    }

    /** A value that is wrong is passed all the same, and not made right. */
    @Test
    void aHomeThatIsNotThere() {
        assertFalse(new File(System.getProperty("user.home")).exists());
    }

    @Test
    void environmentVariables() {
        assertEquals("set", System.getenv("FIXTURE"));
    }

    @Test
    void workingDirectory() {
        assertEquals("src", new File("").getAbsoluteFile().getName());
    }
}
