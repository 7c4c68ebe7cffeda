package ai.netrasystems.runner.discovery;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses the JDK that tests run on: the build's, else the runner's own. */
final class WorkerJdk {
    private static final int OLDEST = 17;
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(?:1\\.)?(\\d+)[^\"]*\"");

    private WorkerJdk() {}

    /** The JDK's home, or a problem where it is none or older than 17. */
    static Checked<Path> choose(DiscoverySettings settings) {
        String named = settings.environment().getOrDefault("JAVA_HOME", "");
        if (named.isBlank()) {
            return Checked.valid(settings.javaHome());
        }
        Path home = Path.of(named);
        Origin where = new Origin(Origin.Source.ENVIRONMENT_VARIABLE, Optional.empty(), 0, "JAVA_HOME");
        if (!Files.isExecutable(home.resolve("bin").resolve("java"))
                && !Files.isExecutable(home.resolve("bin").resolve("java.exe"))) {
            return Checked.invalid(Problem.of(
                    "JAVA_HOME names no JDK: there is no bin/java in " + home, where, "set it to a JDK, or unset it"));
        }
        Optional<Integer> version = version(home);
        if (version.isPresent() && version.get() < OLDEST) {
            return Checked.invalid(Problem.of(
                    "JAVA_HOME is a JDK " + version.get() + "; tests are run on " + OLDEST + " or later",
                    where,
                    "set JAVA_HOME to a JDK " + OLDEST + " or later: it can compile for older releases too"));
        }
        return Checked.valid(home);
    }

    /** Every JDK since 9, and most of 8, states its version in a file {@code release}. */
    private static Optional<Integer> version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return Optional.empty();
        }
        try {
            Matcher matcher = VERSION.matcher(Files.readString(release));
            return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
