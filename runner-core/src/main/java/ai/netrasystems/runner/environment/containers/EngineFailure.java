package ai.netrasystems.runner.environment.containers;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A call of the engine that came to nothing. Told as a {@link ContainersDiagnosis} by who catches it. */
final class EngineFailure extends Exception {
    private static final Pattern STATUS = Pattern.compile("^Status \\d+: ");
    private static final Pattern JSON_MESSAGE = Pattern.compile("^\\{\"message\":\"(.*)\"}$", Pattern.DOTALL);

    private final transient Kind kind;
    private final int status;

    /** What became of the call. */
    private enum Kind {
        REFUSED,
        LOST,
        CANCELLED
    }

    private EngineFailure(Kind kind, int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
    }

    /**
     * The engine's own answer, or what came in its place. What is of neither the engine, nor docker-java, nor the way
     * between is thrown on as it is: a defect of ours, or trouble with our own files.
     */
    static EngineFailure of(Throwable thrown) {
        boolean byClient = false;
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof DockerException refused) {
                return new EngineFailure(Kind.REFUSED, refused.getHttpStatus(), plain(refused.getMessage()), thrown);
            }
            if (at instanceof UncheckedIOException ownFiles) {
                throw ownFiles;
            }
            if (at instanceof IOException broken) {
                return new EngineFailure(Kind.LOST, 0, said(broken), thrown);
            }
            byClient |= at instanceof DockerClientException;
        }
        if (byClient) {
            return new EngineFailure(Kind.REFUSED, 0, said(root(thrown)), thrown);
        }
        if (thrown instanceof RuntimeException defect) {
            throw defect;
        }
        throw new IllegalStateException(thrown);
    }

    private static Throwable root(Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    /** An error that the engine told within a stream that began well. */
    static EngineFailure told(String message) {
        return new EngineFailure(Kind.REFUSED, 0, message, null);
    }

    static EngineFailure silent(String what, Duration bound) {
        return new EngineFailure(
                Kind.LOST, 0, "no answer to \"" + what + "\" within " + bound.toMillis() / 1000.0 + " s", null);
    }

    /** The caller no longer wants the answer. */
    static EngineFailure cancelled() {
        return new EngineFailure(Kind.CANCELLED, 0, "cancelled", null);
    }

    /** The engine no longer answers: it is gone, or frozen. */
    boolean lost() {
        return kind == Kind.LOST;
    }

    boolean isCancelled() {
        return kind == Kind.CANCELLED;
    }

    /** The engine's HTTP status, where it gave one. */
    OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    boolean notFound() {
        return status == 404;
    }

    /** What the engine said, in one line where it said one. */
    String message() {
        return said(this);
    }

    /** Whether a port that the engine chose was taken before it had it: nothing that the service does wrong. */
    boolean portTaken() {
        return message().contains("address already in use") || message().contains("port is already allocated");
    }

    /** Whether the engine's disk is full (ENOSPC as the C library words it). */
    boolean diskFull() {
        return diskFull(message());
    }

    static boolean diskFull(String message) {
        return message.toLowerCase(Locale.ROOT).contains("no space left on device");
    }

    private static String said(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message.strip();
    }

    /** docker-java hands on the body as it came: JSON with one field. */
    private static String plain(@Nullable String body) {
        String text = STATUS.matcher(body == null ? "" : body).replaceFirst("").strip();
        Matcher json = JSON_MESSAGE.matcher(text);
        return json.matches() ? json.group(1).replace("\\\"", "\"").replace("\\n", "\n") : text;
    }
}
