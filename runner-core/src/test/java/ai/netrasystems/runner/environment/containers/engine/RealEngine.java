package ai.netrasystems.runner.environment.containers.engine;

import static org.junit.jupiter.api.Assumptions.abort;

import ai.netrasystems.runner.model.StopSignal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The engine of this machine, and an image for it that needs no registry. */
public final class RealEngine {
    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private RealEngine() {}

    /** The engine; where none answers the test is skipped and says why. */
    public static Engine required() {
        return new EngineSearch(EngineMachine.thisOne(System.getenv()))
                .find(new StopSignal())
                .fold(
                        engine -> engine,
                        diagnosis -> abort(diagnosis.summary()),
                        () -> abort("stopped while it was looked for"));
    }

    /**
     * Imports an image that holds busybox alone; where the machine has no static busybox the test is skipped.
     *
     * @return its id; untagged, and unlike any other, so that nothing of another test shares it
     */
    public static String image(Engine engine) {
        if (!Files.isExecutable(BUSYBOX)) {
            abort("no " + BUSYBOX + " (Debian: busybox-static)");
        }
        String name = "netra-engine-test-" + UUID.randomUUID();
        engine.client()
                .createImageCmd(name, new ByteArrayInputStream(tar(name)))
                .exec();
        String id = engine.client().inspectImageCmd(name).exec().getId();
        // An image that a tag went from without replacement would be deleted with it: a second tag holds it meanwhile.
        engine.client().tagImageCmd(id, "netra-engine-test-kept", name).exec();
        engine.client().removeImageCmd(name).exec();
        return id;
    }

    private static byte[] tar(String mark) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            add(tar, "bin/busybox", Files.readAllBytes(BUSYBOX));
            add(tar, "mark", mark.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            TarArchiveEntry sh = new TarArchiveEntry("bin/sh", TarArchiveEntry.LF_SYMLINK);
            sh.setLinkName("busybox");
            tar.putArchiveEntry(sh);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(0755);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
