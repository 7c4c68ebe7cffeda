package ai.netrasystems.runner.doctor.fix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Which file is replaced where one is written: a link stays, and what it leads to is replaced, within the project. */
final class WriteTarget {
    static final String OUTSIDE = "the file is reached by a link that leads out of the project, or nowhere";

    private final Path project;
    private final Path real;

    /** For a project's folder. */
    WriteTarget(Path project) {
        this.project = project.toAbsolutePath().normalize();
        Path resolved;
        try {
            resolved = project.toRealPath();
        } catch (IOException unreadable) {
            resolved = this.project;
        }
        this.real = resolved;
    }

    /** The file to replace or to create, links resolved; empty where that must not be. */
    Optional<Path> of(Path file) {
        Path asked = file.toAbsolutePath().normalize();
        boolean link = Files.isSymbolicLink(asked);
        Path parent = asked.getParent();
        if (parent == null) {
            return Optional.empty();
        }
        try {
            boolean exists = link || Files.exists(asked, LinkOption.NOFOLLOW_LINKS);
            Path target = exists ? asked.toRealPath() : parent.toRealPath().resolve(asked.getFileName());
            boolean ours = link || asked.startsWith(project) || asked.startsWith(real);
            boolean writable = !exists || Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
            return writable && (!ours || target.startsWith(real)) ? Optional.of(target) : Optional.empty();
        } catch (IOException nowhere) {
            return Optional.empty();
        }
    }
}
