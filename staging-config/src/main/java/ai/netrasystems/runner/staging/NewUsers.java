package ai.netrasystems.runner.staging;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a test a user that no other test has. The runner's controller logs the user in, since a worker holds no credential
 * for that; it is asked on loopback, at the URL in {@code RUNNER_USERS_URL} with the key in {@code RUNNER_USERS_KEY}.
 * Thread-safe.
 */
public final class NewUsers {
    /** The environment variable with the URL to ask at. */
    public static final String URL = "RUNNER_USERS_URL";

    /** The environment variable with the key to show there. */
    public static final String KEY = "RUNNER_USERS_KEY";
    /** The header that carries it. */
    public static final String HEADER = "X-Runner-Users-Key";

    private static final int CONNECT_MILLIS = 5_000;
    /** The controller may be waiting for the auth service, for itself and for others before. */
    private static final int READ_MILLIS = 60_000;
    /** Bytes of an answer: a number, a time and a token. */
    private static final int MOST = 128 * 1024;

    private final URI url;
    private final String key;

    private NewUsers(URI url, String key) {
        this.url = url;
        this.key = key;
    }

    /**
     * Those of this run; empty outside the runner, and where its staging profile gives no users of their own.
     *
     * @throws InvalidVariableException where the URL is none of this machine's own
     */
    public static Optional<NewUsers> from(EnvironmentVariables variables) {
        Optional<String> key = variables.find(KEY);
        return key.isEmpty()
                ? Optional.empty()
                : variables.find(URL).map(text -> new NewUsers(loopback(text), key.get()));
    }

    /** The key must not leave the machine. */
    private static URI loopback(String text) {
        try {
            URI url = URI.create(text);
            String host = String.valueOf(url.getHost());
            if ("http".equals(url.getScheme()) && (host.equals("127.0.0.1") || host.equals("[::1]"))) {
                return url;
            }
        } catch (IllegalArgumentException noUrl) {
            throw new InvalidVariableException(URL, "is no URL");
        }
        throw new InvalidVariableException(URL, "is not on this machine");
    }

    /**
     * The token of a new user. It is live, as the run's own is: when it is used after two thirds of its life, the next one
     * of the same user is asked for.
     *
     * @throws AccessTokenUnavailableException where the runner could not get one
     */
    public AccessToken take() {
        Given first = ask(url);
        return AccessToken.live(
                "a new user's, given by the runner", new LiveToken(first, () -> ask(next(first)))::value);
    }

    private URI next(Given given) {
        return URI.create(url + "/" + given.user());
    }

    /** What the runner gave: the user's number, and a token with its life; 0 where it does not end. */
    record Given(int user, long lifeMillis, String token) {
        @Override
        public String toString() {
            return "Given[" + user + "]";
        }
    }

    private Given ask(URI where) {
        try {
            HttpURLConnection connection = (HttpURLConnection) where.toURL().openConnection(Proxy.NO_PROXY);
            connection.setRequestMethod("POST");
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setRequestProperty(HEADER, key);
            int status = connection.getResponseCode();
            if (status != 200) {
                throw new AccessTokenUnavailableException(
                        "the runner has no new user (" + status + "): " + text(connection.getErrorStream()), null);
            }
            return parse(text(connection.getInputStream()));
        } catch (IOException unreachable) {
            throw new AccessTokenUnavailableException("the runner could not be asked for a new user", unreachable);
        }
    }

    private static Given parse(String answer) {
        List<String> lines = answer.lines().toList();
        try {
            return new Given(Integer.parseInt(lines.get(0)), Long.parseLong(lines.get(1)), lines.get(2));
        } catch (NumberFormatException | IndexOutOfBoundsException foreign) {
            throw new AccessTokenUnavailableException("the answer at " + URL + " is not the runner's", null);
        }
    }

    private static String text(@Nullable InputStream stream) throws IOException {
        if (stream == null) {
            return "";
        }
        try (stream) {
            return new String(stream.readNBytes(MOST), StandardCharsets.UTF_8).strip();
        }
    }
}
