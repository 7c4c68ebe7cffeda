package ai.netrasystems.runner.acceptance;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The project's Compose file with one thing in it changed, for a run to be caught at a moment. Lies beside the real one
 * for as long as it is open.
 */
final class ComposeVariant implements AutoCloseable {
    private static final String ORIGINAL = "docker/docker-compose.alpine-test.yml";
    private static final String DOCKERFILE = "dockerfiles/auth.staging.alpine.Dockerfile";
    private static final String CHANGED_DOCKERFILE = "dockerfiles/acceptance.Dockerfile";

    private final Workspace.Temporary compose;
    private final String marker;

    private ComposeVariant(Workspace.Temporary compose, String marker) {
        this.compose = compose;
        this.marker = marker;
    }

    /** A Dockerfile of the case's own for the service {@code auth}. */
    record ChangedDockerfile(Workspace.Temporary dockerfile, ComposeVariant variant) implements AutoCloseable {
        @Override
        public void close() {
            variant.close();
            dockerfile.close();
        }
    }

    /** The file as it is. */
    static ComposeVariant unchanged() {
        return of(Workspace.read(ORIGINAL), "");
    }

    /** The image of {@code auth} is built of this Dockerfile. */
    static ChangedDockerfile withDockerfile(String text) {
        return new ChangedDockerfile(Workspace.write(CHANGED_DOCKERFILE, text), of(withChangedDockerfile(), ""));
    }

    /** A build that never ends; while it is under way {@link #isAtMarker()}. */
    static ChangedDockerfile withEndlessBuild() {
        String marker = marker();
        return new ChangedDockerfile(
                Workspace.write(
                        CHANGED_DOCKERFILE,
                        "FROM " + Docker.image("JRE_IMAGE") + "\nRUN [\"sleep\", \"" + marker + "\"]\n"),
                of(withChangedDockerfile(), marker));
    }

    /** A service that runs and never becomes healthy; while it is being asked {@link #isAtMarker()}. */
    static ComposeVariant neverHealthy() {
        String marker = marker();
        String text = Workspace.read(ORIGINAL);
        Matcher auth = Pattern.compile("(?ms)^  auth:$.*?(?=^  \\w|\\z)").matcher(text);
        if (!auth.find()) {
            throw new AssertionError("no service auth in " + ORIGINAL);
        }
        Matcher check = Pattern.compile("test: *\\[[^\\]]*\\]").matcher(auth.group());
        if (!check.find()) {
            throw new AssertionError("no health check of auth in " + ORIGINAL);
        }
        String changed = check.replaceFirst("test: [\"CMD\", \"sleep\", \"" + marker + "\"]");
        return of(text.substring(0, auth.start()) + changed + text.substring(auth.end()), marker);
    }

    /** The value for {@code --compose}. */
    String path() {
        return Workspace.root().relativize(compose.file()).toString();
    }

    /** The Dockerfile's name in diagnoses. */
    static String dockerfile() {
        return CHANGED_DOCKERFILE;
    }

    /** The real Dockerfile of the service whose one is changed. */
    static String realDockerfile() {
        return Workspace.read(DOCKERFILE);
    }

    /** Whether the command that marks the moment runs. The engine must be on this machine. */
    boolean isAtMarker() {
        return Docker.processRuns("sleep", marker);
    }

    private static String withChangedDockerfile() {
        String text = Workspace.read(ORIGINAL);
        if (!text.contains(DOCKERFILE)) {
            throw new AssertionError(DOCKERFILE + " is not in " + ORIGINAL);
        }
        return text.replace(DOCKERFILE, CHANGED_DOCKERFILE);
    }

    private static ComposeVariant of(String text, String marker) {
        return new ComposeVariant(Workspace.write("docker/acceptance-variant.yml", text), marker);
    }

    /** A number of seconds that nobody else sleeps for. */
    private static String marker() {
        return Integer.toString(ThreadLocalRandom.current().nextInt(100_000, 1_000_000));
    }

    @Override
    public void close() {
        compose.close();
    }
}
