package ai.netrasystems.runner.discovery.launcher;

import java.nio.file.Path;
import java.util.List;

/** Brings jars from where the project's build gets its own. */
@FunctionalInterface
public interface ArtifactFetch {
    /**
     * Copies exactly these artifacts into a folder, under {@link Artifact#fileName()}, whole or not at all.
     *
     * @return empty when all are there; else why not, one line each
     */
    List<String> fetch(List<Artifact> artifacts, Path into);
}
