package ai.netrasystems.runner.staging.cleanup;

import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestIdentity;
import java.io.IOException;

/** A test JVM that registers and is killed at once, as by {@code kill -9}. */
public final class RegistersAndDies {
    private RegistersAndDies() {}

    /** Registers a DELETE of each path that it is given. */
    public static void main(String[] paths) {
        CleanUps cleanUps =
                CleanUps.from(EnvironmentVariables.ofProcess(), new TestIdentity("r-1", new TestId(".:a.B#m()")));
        for (String path : paths) {
            cleanUps.register("backend", "DELETE", path);
        }
        // SIGKILL where there is one: no hook runs, no buffer is flushed.
        ProcessHandle self = ProcessHandle.current();
        try {
            int ignored = new ProcessBuilder("kill", "-9", Long.toString(self.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException noKill) {
            Runtime.getRuntime().halt(137);
        }
    }
}
