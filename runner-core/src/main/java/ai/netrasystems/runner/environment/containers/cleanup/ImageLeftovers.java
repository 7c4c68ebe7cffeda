package ai.netrasystems.runner.environment.containers.cleanup;

import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Removes the images and containers that the builds of dead runs left behind, as their ledgers name them. */
public final class ImageLeftovers {
    private final HostProcesses host;

    /** Judges owners by the processes of that machine. */
    public ImageLeftovers(HostProcesses host) {
        this.host = host;
    }

    /**
     * Looks at every run below the directory ({@code .runner/runs}). A ledger of another engine, or of a run that lives
     * or can't be judged from here, is left alone.
     *
     * @return what could not be removed, for people
     */
    public List<String> sweep(Path runsDirectory, Engine engine) {
        List<String> failed = new ArrayList<>();
        if (!Files.isDirectory(runsDirectory)) {
            return failed;
        }
        try (Stream<Path> runs = Files.list(runsDirectory)) {
            List<Path> dead = runs.filter(run -> Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS))
                    .filter(run -> Files.isRegularFile(run.resolve(ImageLedger.FILE), LinkOption.NOFOLLOW_LINKS))
                    .filter(run -> Leftovers.isOwnerDead(run, host))
                    .sorted()
                    .toList();
            if (dead.isEmpty()) {
                return failed;
            }
            String id = engine.id();
            for (Path run : dead) {
                sweepRun(run, id, engine, failed);
            }
        } catch (IOException | RuntimeException unreadable) {
            failed.add("images of earlier runs: " + unreadable.getMessage());
        }
        return failed;
    }

    private static void sweepRun(Path run, String engineId, Engine engine, List<String> failed) throws IOException {
        Path file = run.resolve(ImageLedger.FILE);
        if (!ImageLedger.read(file).engine().filter(engineId::equals).isPresent()) {
            return;
        }
        List<String> left = ImageLedger.remove(file, engine);
        failed.addAll(left);
        if (left.isEmpty()) {
            // What is held now is tagged or in use, so no longer this run's.
            ImageLedger.delete(file);
        }
    }
}
