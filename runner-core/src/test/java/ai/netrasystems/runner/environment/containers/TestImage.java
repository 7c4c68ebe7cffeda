package ai.netrasystems.runner.environment.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A base image of nothing but the machine's own busybox: no registry is needed for it. */
final class TestImage {
    static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final List<String> APPLETS = List.of(
            "sh",
            "httpd",
            "wget",
            "sleep",
            "cat",
            "echo",
            "dd",
            "tail",
            "nc",
            "test",
            "touch",
            "mkdir",
            "env",
            "id",
            "true",
            "false",
            "grep",
            "ls",
            "kill",
            "trap",
            "hostname",
            "stat",
            "df",
            "head",
            "tr",
            "cut");

    private TestImage() {}

    /** Makes it under that name. */
    static void make(DockerClient client, String repository, String tag) throws IOException {
        client.buildImageCmd(new ByteArrayInputStream(tar()))
                .withTags(Set.of(repository + ":" + tag))
                .withRemove(true)
                .exec(new BuildImageResultCallback())
                .awaitImageId();
    }

    private static byte[] tar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            file(tar, "Dockerfile", "FROM scratch\nCOPY root /\n".getBytes(StandardCharsets.UTF_8), 0_100_644);
            for (String directory : List.of("bin/", "tmp/", "etc/", "www/", "data/")) {
                TarArchiveEntry entry = new TarArchiveEntry("root/" + directory);
                entry.setMode(0_040_777);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
            file(tar, "root/bin/busybox", Files.readAllBytes(BUSYBOX), 0_100_755);
            file(tar, "root/etc/passwd", "root:x:0:0:root:/:/bin/sh\n".getBytes(StandardCharsets.UTF_8), 0_100_644);
            for (String applet : APPLETS) {
                TarArchiveEntry link = new TarArchiveEntry("root/bin/" + applet, TarConstants.LF_SYMLINK);
                link.setLinkName("busybox");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void file(TarArchiveOutputStream tar, String name, byte[] content, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
