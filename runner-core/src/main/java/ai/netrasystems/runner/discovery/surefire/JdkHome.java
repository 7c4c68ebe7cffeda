package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether tests can be run on a JDK. */
public final class JdkHome {
    private static final int OLDEST = 17;
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"((?:1\\.)?(\\d+)[^\"]*)\"");

    private JdkHome() {}

    /**
     * The JDK's home, or a problem where it is none or older than 17.
     *
     * @param named how it came to be this one, such as {@code JAVA_HOME}
     */
    public static Checked<Path> check(Path home, String named, Origin where) {
        if (!Files.isExecutable(home.resolve("bin").resolve("java"))
                && !Files.isExecutable(home.resolve("bin").resolve("java.exe"))) {
            return Checked.invalid(Problem.of(
                    named + " names no JDK: there is no bin/java in " + home,
                    where,
                    "set it to a JDK, or leave it out"));
        }
        Optional<Integer> version = release(home);
        if (version.isPresent() && version.get() < OLDEST) {
            return Checked.invalid(Problem.of(
                    named + " is a JDK " + version.get() + " (" + home + "); tests are run on " + OLDEST + " or later",
                    where,
                    "set it to a JDK " + OLDEST + " or later: it can compile for older releases too"));
        }
        return Checked.valid(home);
    }

    /** The JDK of a {@code bin/java}. */
    static Checked<Path> ofJava(Path java, String named, Origin where) {
        Path file = java.toAbsolutePath().normalize();
        Optional<Path> home = Optional.of(file)
                .filter(path -> path.endsWith("bin/java") || path.endsWith("bin/java.exe"))
                .map(Path::getParent)
                .map(Path::getParent);
        return home.isPresent()
                ? check(home.get(), named, where)
                : Checked.invalid(Problem.of(
                        named + " is " + java + ", which is no bin/java of a JDK",
                        where,
                        "name the JDK's own bin/java"));
    }

    /** What it says that it is, such as {@code 17.0.13}; empty where it does not say. */
    public static Optional<String> version(Path home) {
        return stated(home).map(matcher -> matcher.group(1));
    }

    private static Optional<Integer> release(Path home) {
        return stated(home).map(matcher -> Integer.valueOf(matcher.group(2)));
    }

    /** Every JDK since 9, and most of 8, states its version in a file {@code release}. */
    private static Optional<Matcher> stated(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return Optional.empty();
        }
        try {
            return Optional.of(VERSION.matcher(Files.readString(release))).filter(Matcher::find);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
