package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.start.Cancellation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once from the artefact that carries them.
 *
 * @param directory with {@code bin}, {@code lib} and {@code share}
 * @param key names these very binaries
 */
record PostgresBinaries(Path directory, String key) {
    private static final int OWNER_EXECUTES = 0100;

    /** The name that the artefact's authors give to the archive of this platform. */
    static String resource() {
        return "postgres-" + Artefact.system() + "-" + (Artefact.isArm() ? "arm_64" : "x86_64") + ".txz";
    }

    /** The programs of this platform, unpacked; empty where no artefact for it is on the class path. */
    static Optional<PostgresBinaries> unpacked(BinaryCache cache, Cancellation cancellation) throws IOException {
        Optional<Artefact> artefact = Artefact.find(resource());
        if (artefact.isEmpty()) {
            return Optional.empty();
        }
        Path directory = cache.directory(artefact.get().key(), draft -> unpack(artefact.get(), draft, cancellation));
        return Optional.of(new PostgresBinaries(directory, artefact.get().key()));
    }

    Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    private static boolean unpack(Artefact artefact, Path into, Cancellation cancellation) throws IOException {
        try (InputStream raw = new BufferedInputStream(artefact.open());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (cancellation.isCancelled()) {
                    return false;
                }
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("the archive names a file outside of itself: " + entry.getName());
                }
                unpack(tar, entry, target);
            }
        }
        return true;
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & OWNER_EXECUTES) != 0
                && Files.getFileStore(target).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(target));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(target, permissions);
        }
    }
}
