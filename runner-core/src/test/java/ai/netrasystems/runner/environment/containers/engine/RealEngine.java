package ai.netrasystems.runner.environment.containers.engine;

import ai.netrasystems.runner.environment.Requirement;
import ai.netrasystems.runner.model.StopSignal;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
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
                        diagnosis -> {
                            throw Requirement.missing("no Docker Engine answers: " + diagnosis.summary());
                        },
                        () -> {
                            throw new AssertionError("nobody stops it");
                        });
    }

    /**
     * Builds an image that holds busybox alone; where the machine has no static busybox the test is skipped.
     *
     * @return its id; it has a name, and content unlike any other's, so that nothing of another test shares it
     */
    public static String image(Engine engine) {
        return built(engine, "netra-engine-test-" + UUID.randomUUID());
    }

    /** The same without a name. */
    public static String dangling(Engine engine) {
        String name = "netra-engine-test-" + UUID.randomUUID();
        String image = built(engine, name);
        // An image goes with its last name, unless another takes the name over.
        built(engine, name);
        engine.prompt().removeImageCmd(name).exec();
        return image;
    }

    private static String built(Engine engine, String name) {
        Requirement.of(Files.isExecutable(BUSYBOX), "there is no " + BUSYBOX + " (Debian: busybox-static)");
        // docker-java's import (createImageCmd) ends the stream early; a build sends it whole.
        engine.client()
                .buildImageCmd(new ByteArrayInputStream(tar(UUID.randomUUID().toString())))
                .withTags(Set.of(name))
                .withForcerm(true)
                .exec(new BuildImageResultCallback())
                .awaitImageId();
        return engine.prompt().inspectImageCmd(name).exec().getId();
    }

    private static byte[] tar(String mark) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            add(tar, "Dockerfile", "FROM scratch\nCOPY . /\n".getBytes(StandardCharsets.UTF_8));
            add(tar, "bin/busybox", Files.readAllBytes(BUSYBOX));
            add(tar, "mark", mark.getBytes(StandardCharsets.UTF_8));
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
