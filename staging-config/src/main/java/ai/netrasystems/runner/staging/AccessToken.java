package ai.netrasystems.runner.staging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The token of a simulated user. {@link #value()} is always live: the runner renews the run's token while tests run, so
 * ask for it when it is needed and do not keep it. Thread-safe.
 *
 * <p>It is no record and shows its value nowhere but in {@link #value()}: not in {@link #toString()}, not in an error.
 */
public final class AccessToken {
    /** RFC 6750 section 2.1: {@code b64token}; nothing that could end a header line or split a list. */
    private static final Pattern B64_TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final String origin;
    private final Supplier<String> source;

    private AccessToken(String origin, Supplier<String> source) {
        this.origin = origin;
        this.source = source;
    }

    /** A token that does not change, as one of another simulated user. */
    public static AccessToken fixed(String value) {
        String checked = checked(value, "given by the test");
        return new AccessToken("given by the test", () -> checked);
    }

    /** One that {@code source} gives anew at each use. */
    static AccessToken live(String origin, Supplier<String> source) {
        return new AccessToken(origin, () -> checked(source.get(), origin));
    }

    /**
     * The run's token: the content of the file named by {@code E2E_AUTH_TOKEN_FILE}, read anew at each use, else
     * {@code E2E_AUTH_TOKEN}; empty where neither is set. With a file set, the variable is never used: it is a snapshot
     * that may have expired.
     */
    public static Optional<AccessToken> from(EnvironmentVariables variables) {
        Optional<String> file = variables.find("E2E_AUTH_TOKEN_FILE");
        if (file.isPresent()) {
            String origin = "E2E_AUTH_TOKEN_FILE";
            return Optional.of(new AccessToken(origin, () -> checked(read(file.get()), origin)));
        }
        String origin = "E2E_AUTH_TOKEN";
        return variables.find(origin).map(value -> new AccessToken(origin, () -> checked(value, origin)));
    }

    /**
     * The token as it is now.
     *
     * @throws AccessTokenUnavailableException where its file cannot be read, or holds no bearer token
     */
    public String value() {
        return source.get();
    }

    /** Where the token comes from, never its value. */
    @Override
    public String toString() {
        return "AccessToken[" + origin + "]";
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
        } catch (IOException | InvalidPathException e) {
            throw new AccessTokenUnavailableException(
                    "the file named by E2E_AUTH_TOKEN_FILE cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private static String checked(String value, String origin) {
        if (!B64_TOKEN.matcher(value).matches()) {
            throw new AccessTokenUnavailableException(
                    "the token (" + origin + ") is not a bearer token: " + value.length() + " characters, RFC 6750",
                    null);
        }
        return value;
    }
}
