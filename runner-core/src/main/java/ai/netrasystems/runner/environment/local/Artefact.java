package ai.netrasystems.runner.environment.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A binary that a jar on the runner's own class path carries as a resource.
 *
 * @param key differs where the content differs: the resource's name, size and checksum
 */
record Artefact(URL url, String key) {
    /** The resource of that name, if a jar carries it. */
    static Optional<Artefact> find(String resource) throws IOException {
        URL url = Artefact.class.getClassLoader().getResource(resource);
        return url == null ? Optional.empty() : Optional.of(new Artefact(url, key(resource, url)));
    }

    /** The operating system as artefacts are named, {@code linux}, {@code darwin}, {@code windows}. */
    static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return "darwin";
        }
        return name.startsWith("windows") ? "windows" : name;
    }

    /** Whether the processor is a 64 bit ARM; all else that is supported is a 64 bit x86. */
    static boolean isArm() {
        return System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).startsWith("aarch64");
    }

    InputStream open() throws IOException {
        URLConnection connection = url.openConnection();
        // A cached connection would keep the jar open, and share it with whoever closes it.
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    /**
     * The jar's directory holds size and checksum of the resource: reading 15 MB at each start to hash them would cost
     * more than the database's own start. The checksum tells versions apart; it does not have to resist anybody, as who
     * can write the person's cache can write the person's files.
     */
    private static String key(String resource, URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        String stem = Path.of(resource).getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
        try (InputStream in = connection.getInputStream()) {
            if (connection instanceof JarURLConnection jar) {
                return stem + "-" + jar.getJarEntry().getSize() + "-"
                        + HexFormat.of().toHexDigits((int) jar.getJarEntry().getCrc());
            }
            CRC32 checksum = new CRC32();
            byte[] content = in.readAllBytes();
            checksum.update(content);
            return stem + "-" + content.length + "-" + HexFormat.of().toHexDigits((int) checksum.getValue());
        }
    }
}
