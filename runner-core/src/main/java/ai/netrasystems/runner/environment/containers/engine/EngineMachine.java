package ai.netrasystems.runner.environment.containers.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What decides which engine is meant.
 *
 * @param variables the runner's own environment variables
 * @param home the person's home directory
 * @param root of the file system
 * @param uid the user's number; empty where users have none
 * @param user the user's name
 * @param windows whether engines listen on named pipes
 */
public record EngineMachine(
        Map<String, String> variables, Path home, Path root, OptionalInt uid, String user, boolean windows) {
    /** Copies the map. */
    public EngineMachine {
        variables = Map.copyOf(variables);
    }

    /** This machine, with these environment variables. */
    public static EngineMachine thisOne(Map<String, String> variables) {
        return new EngineMachine(
                variables,
                Path.of(System.getProperty("user.home")),
                Path.of("/"),
                ownUid(),
                System.getProperty("user.name"),
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows"));
    }

    /** The JDK can't say; the kernel's directory of this process is ours. */
    private static OptionalInt ownUid() {
        try {
            return OptionalInt.of((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | RuntimeException unknown) {
            return OptionalInt.empty();
        }
    }
}
