package ai.netrasystems.goldenpath.backend;

import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.Json;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks the auth service. Thread-safe; each call ends within a few seconds.
 *
 * <p>It uses the JDK's old HTTP client because that one costs a start nothing; the new one loads TLS at once.
 */
final class AuthClient {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final String base;

    /** Asks the service at {@code base}. */
    AuthClient(URI base) {
        this.base = base.toString().replaceAll("/+$", "");
    }

    /** Whose {@code token} is (RFC 7662). */
    Identification identify(String token) {
        String form = "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        try {
            HttpURLConnection connection = connection("/auth/introspect");
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
            byte[] body = form.getBytes(StandardCharsets.US_ASCII);
            connection.setFixedLengthStreamingMode(body.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                return new Identification.Unanswered();
            }
            try (InputStream in = connection.getInputStream()) {
                String answer = new String(in.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
                return Json.object(answer).map(AuthClient::identification).orElseGet(Identification.Unanswered::new);
            }
        } catch (IOException unreachable) {
            return new Identification.Unanswered();
        }
    }

    /** Whether the service is there. */
    Checked<Boolean> probe() {
        try {
            HttpURLConnection connection = connection("/auth/health");
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                return Checked.invalid("auth at " + base + " answered its health check with " + status);
            }
            try (InputStream in = connection.getInputStream()) {
                // Read to its end, so that the connection can be used again.
                in.readNBytes(MAX_ANSWER_BYTES);
            }
            return Checked.valid(true);
        } catch (IOException unreachable) {
            return Checked.invalid("auth at " + base + ": " + unreachable.getMessage());
        }
    }

    private HttpURLConnection connection(String path) throws IOException {
        var connection = (HttpURLConnection) new URL(base + path).openConnection();
        connection.setConnectTimeout(Math.toIntExact(CONNECT.toMillis()));
        connection.setReadTimeout(Math.toIntExact(ANSWER.toMillis()));
        // A redirect would carry the token to wherever it points.
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        return connection;
    }

    private static Identification identification(JsonObject answer) {
        if (!new JsonPrimitive(true).equals(answer.get("active"))) {
            return new Identification.Unknown();
        }
        Optional<String> subject = Json.string(answer, "sub").filter(id -> !id.isBlank());
        if (subject.isEmpty() || !(answer.get("exp") instanceof JsonPrimitive expires) || !expires.isNumber()) {
            return new Identification.Unanswered();
        }
        return new Identification.Known(new User(subject.orElseThrow(), Instant.ofEpochSecond(expires.getAsLong())));
    }
}
