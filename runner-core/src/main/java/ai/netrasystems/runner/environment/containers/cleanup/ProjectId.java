package ai.netrasystems.runner.environment.containers.cleanup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Tells projects apart on one engine, without saying where they lie.
 *
 * @param digest twelve hexadecimal digits of the SHA-256 of the project's absolute path
 */
public record ProjectId(String digest) {
    private static final int DIGITS = 12;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + DIGITS + "}");

    /** Refuses what is no digest. */
    public ProjectId {
        if (!FORM.matcher(digest).matches()) {
            throw new IllegalArgumentException("no project digest: " + digest);
        }
    }

    /** The project in that directory. */
    public static ProjectId of(Path directory) {
        try {
            byte[] path = directory.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(path);
            return new ProjectId(HexFormat.of().formatHex(digest).substring(0, DIGITS));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
