package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.SecretPlace;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads secrets from where a profile says they are, without the white space around them. Fails closed: a file that
 * anybody but its owner may read or write is refused, and there is no default for what is missing. Thread-safe.
 */
public final class SecretReader {
    /** Bytes of a file: a secret is far shorter. */
    private static final long MOST = 64 * 1024;

    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Map<String, String> environment;

    /** {@code environment}: the runner's own environment variables. */
    public SecretReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What is there. */
    public SecretReading read(SecretPlace place) {
        return place.fold(
                env -> judge(place, Optional.ofNullable(environment.get(env.name()))),
                file -> fromFile(place, file.path()));
    }

    private static SecretReading fromFile(SecretPlace place, Path file) {
        try {
            if (!Files.exists(file)) {
                return new SecretReading.Missing(place);
            }
            if (!Files.isRegularFile(file) || Files.size(file) > MOST) {
                return refused(
                        place,
                        "it is no file of at most 64 KiB",
                        "name the file that holds the secret and nothing else");
            }
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
                others.addAll(Files.getPosixFilePermissions(file));
                String mode = PosixFilePermissions.toString(others);
                others.removeAll(OWNERS);
                if (!others.isEmpty()) {
                    return refused(
                            place, "others than its owner have access to it (" + mode + ")", "chmod 600 " + file);
                }
            }
            return judge(place, Optional.of(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (NoSuchFileException gone) {
            return new SecretReading.Missing(place);
        } catch (CharacterCodingException noText) {
            return refused(place, "it holds no text", "write the secret as text");
        } catch (IOException unreadable) {
            return refused(
                    place,
                    "it cannot be read (" + unreadable.getClass().getSimpleName() + ")",
                    "let the user who runs the tests read it, and nobody else");
        }
    }

    private static SecretReading judge(SecretPlace place, Optional<String> found) {
        Optional<String> text = found.map(String::strip).filter(value -> !value.isEmpty());
        if (text.isEmpty()) {
            return new SecretReading.Missing(place);
        }
        String value = text.get();
        if (new Secret(value).isTooShort()) {
            return refused(
                    place,
                    "it has less than " + Secret.SHORTEST + " characters, and could not be kept out of logs",
                    "use a longer one");
        }
        if (!value.chars().allMatch(SecretReader::fitsAHeader)) {
            return refused(
                    place,
                    "it holds a line break or a letter that no request's header may hold",
                    "it must be one line of ASCII");
        }
        return new SecretReading.Found(new Secret(value));
    }

    /** Visible ASCII or a blank within (RFC 9110 section 5.5). */
    private static boolean fitsAHeader(int c) {
        return c >= ' ' && c < 0x7f;
    }

    private static SecretReading refused(SecretPlace place, String problem, String remedy) {
        return new SecretReading.Refused(new SecretRefused(place, problem, remedy));
    }
}
