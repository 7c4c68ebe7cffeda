package ai.netrasystems.runner.discovery;

import ai.netrasystems.runner.discovery.surefire.JdkHome;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.Path;
import java.util.Optional;

/** Chooses the JDK that the build and, unless it says otherwise, its tests run on: the user's, else the runner's own. */
final class WorkerJdk {
    private WorkerJdk() {}

    /** The JDK's home, or a problem where it is none or older than 17. */
    static Checked<Path> choose(DiscoverySettings settings) {
        String named = settings.environment().getOrDefault("JAVA_HOME", "");
        return named.isBlank()
                ? Checked.valid(settings.javaHome())
                : JdkHome.check(
                        Path.of(named),
                        "JAVA_HOME",
                        new Origin(Origin.Source.ENVIRONMENT_VARIABLE, Optional.empty(), 0, "JAVA_HOME"));
    }
}
