package ai.netrasystems.runner.discovery;

import ai.netrasystems.runner.discovery.surefire.JdkHome;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The JDK that the build and, unless it says otherwise, its tests run on: the user's, else the runner's own.
 *
 * @param home as it is named; it need not exist
 * @param foundBy who named it, such as {@code JAVA_HOME}
 */
public record WorkerJdk(Path home, String foundBy) {
    private static final String VARIABLE = "JAVA_HOME";

    /**
     * Chooses it.
     *
     * @param environment environment variables of this process
     * @param runners JDK that this runner runs on
     */
    public static WorkerJdk choose(Map<String, String> environment, Path runners) {
        String named = environment.getOrDefault(VARIABLE, "");
        return named.isBlank() ? new WorkerJdk(runners, "the runner's own") : new WorkerJdk(Path.of(named), VARIABLE);
    }

    /** The JDK's home, or a problem where it is none or older than 17. */
    public Checked<Path> check() {
        // The runner itself runs on its own.
        return foundBy.equals(VARIABLE)
                ? JdkHome.check(
                        home, VARIABLE, new Origin(Origin.Source.ENVIRONMENT_VARIABLE, Optional.empty(), 0, VARIABLE))
                : Checked.valid(home);
    }
}
