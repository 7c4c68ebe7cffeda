package ai.netrasystems.runner.doctor.machine;

import ai.netrasystems.runner.doctor.machine.MachineFacts.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The file systems that runs write to. */
final class Disks {
    private Disks() {}

    /** Each once; one that can't be asked is left out. */
    static List<Disk> of(Path project, Optional<Path> engineData) {
        boolean shared = engineData.filter(data -> onOneDisk(project, data)).isPresent();
        Optional<Disk> ofProject = disk(shared ? "the project and the engine's data" : "the project", project);
        Optional<Disk> ofEngine = engineData.filter(data -> !shared).flatMap(data -> disk("the engine's data", data));
        return Stream.of(ofProject, ofEngine).flatMap(Optional::stream).toList();
    }

    private static boolean onOneDisk(Path one, Path other) {
        try {
            return Files.getAttribute(one, "unix:dev").equals(Files.getAttribute(other, "unix:dev"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }

    /** By the call that the system has for it: a {@code FileStore} first reads the whole table of mounts. */
    private static Optional<Disk> disk(String purpose, Path path) {
        long total = path.toFile().getTotalSpace();
        return total > 0
                ? Optional.of(new Disk(purpose, path, path.toFile().getUsableSpace(), total))
                : Optional.empty();
    }
}
