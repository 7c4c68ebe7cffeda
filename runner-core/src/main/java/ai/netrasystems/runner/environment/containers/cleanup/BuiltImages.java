package ai.netrasystems.runner.environment.containers.cleanup;

import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.model.ServiceName;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gives the image of a service its one name, so that the next build finds its cache, and nothing piles up. */
public final class BuiltImages {
    private static final String REPOSITORY = "netra-runner";
    private static final String TAG = "latest";

    /** How long {@link #tag} waits for the image that had the name to go. */
    public static final Duration REMOVAL = Duration.ofSeconds(10);

    private final Engine engine;

    /** Names images of that engine. */
    public BuiltImages(Engine engine) {
        this.engine = engine;
    }

    /** {@code netra-runner/<project>/<service>:latest}, the service spelled as a repository may be. */
    public static String name(ProjectId project, ServiceName service) {
        return repository(project, service) + ":" + TAG;
    }

    /**
     * Names it. The image that had the name goes, unless it has another or is in use; that never fails the naming.
     *
     * @return what could not be removed, for people
     */
    public List<String> tag(String imageId, ProjectId project, ServiceName service) {
        DockerClient client = engine.prompt();
        Optional<String> before = id(client, name(project, service));
        client.tagImageCmd(imageId, repository(project, service), TAG).exec();
        Optional<String> now = id(client, imageId);
        return before.filter(old -> !now.equals(Optional.of(old)))
                .map(this::removeInTime)
                .orElse(List.of());
    }

    /** Removing layers may take a busy disk long, and nobody has to wait for it. */
    private List<String> removeInTime(String old) {
        FutureTask<List<String>> removal = new FutureTask<>(() -> new ImageRemoval(engine).removeReplaced(old));
        Thread thread = new Thread(removal, "image-removal");
        thread.setDaemon(true);
        thread.start();
        try {
            return removal.get(REMOVAL.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException busy) {
            return List.of("image " + old + ": not gone within " + REMOVAL.toSeconds() + " s");
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return List.of("image " + old + ": the run was stopped");
        }
    }

    private static Optional<String> id(DockerClient client, String name) {
        try {
            return Optional.ofNullable(client.inspectImageCmd(name).exec().getId());
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    /**
     * A repository's parts are lower-case letters and digits with single separators between (distribution reference
     * grammar, path-component); a name that must be changed for that gets its hash, so that two stay two.
     */
    private static String repository(ProjectId project, ServiceName service) {
        String plain = service.value();
        String spelled =
                plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String unique = spelled.equals(plain)
                ? spelled
                : (spelled + "-" + Integer.toHexString(plain.hashCode())).replaceAll("^-", "");
        return REPOSITORY + "/" + project.digest() + "/" + unique;
    }
}
