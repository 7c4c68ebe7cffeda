package ai.netrasystems.runner.staging.cleanup;

import ai.netrasystems.runner.staging.EnvironmentName;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.InvalidVariableException;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.journal.JsonLine;
import ai.netrasystems.runner.staging.journal.LineFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes what a test wants removed from the staging system that it shares with others:
 *
 * <pre>{@code
 * cleanUps.register("backend", "DELETE", "/api/v1/threads/" + id);
 * }</pre>
 *
 * <p>The runner carries it out with the run's token when all tests have ended, the newest of a test first; what the
 * process that asked became of does not matter, and what cannot be done then the next run on the same staging system
 * tries again. So register before the thing is made where its name is known, else right after. An answer of 404 or 410
 * counts as done.
 *
 * <p>On containers and local services nothing is kept: they go as a whole. On staging without the runner (an IDE,
 * Surefire) nobody would carry it out; that is said once on standard error, and the test goes on. Thread-safe.
 */
public final class CleanUps {
    /** The variable that names the directory which the runner reads. */
    public static final String VARIABLE = "RUNNER_CLEAN_UP";

    private static final Map<Path, LineFile> OF_PROCESS = new ConcurrentHashMap<>();
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private final EnvironmentVariables variables;
    private final TestIdentity identity;
    private final Optional<LineFile> file;

    private CleanUps(EnvironmentVariables variables, TestIdentity identity, Optional<LineFile> file) {
        this.variables = variables;
        this.identity = identity;
        this.file = file;
    }

    /**
     * For one test.
     *
     * @throws InvalidVariableException where {@value #VARIABLE} is no path
     */
    public static CleanUps from(EnvironmentVariables variables, TestIdentity identity) {
        return new CleanUps(variables, identity, variables.find(VARIABLE).map(CleanUps::in));
    }

    private static LineFile in(String directory) {
        try {
            return OF_PROCESS.computeIfAbsent(
                    Path.of(directory).toAbsolutePath().normalize(), LineFile::new);
        } catch (InvalidPathException e) {
            throw new InvalidVariableException(VARIABLE, "must be the path of a directory");
        }
    }

    /**
     * Asks for a request without a body.
     *
     * @throws IllegalArgumentException where it cannot be a clean-up (see {@link CleanUpAction}), or the environment has
     *     no such service
     * @throws UncheckedIOException where it cannot be kept
     */
    public void register(String service, String method, String path) {
        register(new CleanUpAction(service, method, path, Optional.empty()));
    }

    /** The same with a body, as {@code "application/json", "{\"archived\":true}"}; it must hold no secret. */
    public void register(String service, String method, String path, String contentType, String body) {
        register(new CleanUpAction(service, method, path, Optional.of(new CleanUpAction.Body(contentType, body))));
    }

    private void register(CleanUpAction action) {
        boolean staging = variables
                .find("ENVIRONMENT")
                .flatMap(EnvironmentName::ofVariable)
                .filter(EnvironmentName.STAGING::equals)
                .isPresent();
        if (staging && ServiceEndpoint.find(action.service(), variables).isEmpty()) {
            throw new IllegalArgumentException("the environment has no service " + action.service() + " to clean up: "
                    + ServiceEndpoint.variables(action.service()).get(0) + " is not set");
        }
        if (file.isPresent()) {
            write(file.get(), action);
        } else if (staging && TOLD.compareAndSet(false, true)) {
            System.err.println("clean-up actions are not carried out: " + VARIABLE
                    + " is not set. Under the runner they are; here what tests make on staging stays there.");
        }
    }

    private void write(LineFile to, CleanUpAction action) {
        JsonLine line = new JsonLine()
                .with("schema", 1)
                .with("id", UUID.randomUUID().toString())
                .with("at", System.currentTimeMillis())
                .with("test", identity.testId().value())
                .with("service", action.service())
                .with("method", action.method())
                .with("path", action.path());
        action.body()
                .ifPresent(body -> line.with("contentType", body.contentType()).with("body", body.text()));
        try {
            to.append(line.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the clean-up could not be kept (" + VARIABLE + ")", e);
        }
    }
}
