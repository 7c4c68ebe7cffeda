package ai.netrasystems.runner.worker.launcher;

import ai.netrasystems.runner.worker.protocol.Thrown;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a throwable of a test into text. Its methods are foreign code: each may throw, and then a word stands for its
 * answer.
 */
public final class Throwables {
    private static final int MESSAGE = 256 * 1024;
    private static final int TRACE = 1024 * 1024;

    private Throwables() {}

    /** The throwable as text. */
    public static Thrown text(Throwable throwable) {
        return new Thrown(
                throwable.getClass().getName(),
                bounded(message(throwable), MESSAGE),
                bounded(trace(throwable), TRACE),
                value(throwable, "getExpected"),
                value(throwable, "getActual"),
                throwable instanceof AssertionError,
                CauseNames.of(throwable));
    }

    /** At most that many characters, with a mark where something is left out. */
    public static String bounded(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit) + "\n... (" + text.length() + " characters)";
    }

    private static String message(Throwable throwable) {
        try {
            String message = throwable.getMessage();
            return message == null ? "" : message;
        } catch (Throwable broken) {
            return "(its message can't be read: " + broken.getClass().getName() + ")";
        }
    }

    private static String trace(Throwable throwable) {
        StringWriter text = new StringWriter();
        try {
            throwable.printStackTrace(new PrintWriter(text, true));
        } catch (Throwable broken) {
            text.append("\n(the trace ends here: ")
                    .append(broken.getClass().getName())
                    .append(')');
        }
        return text.toString();
    }

    /**
     * What an assertion wanted or got, by the methods that opentest4j's AssertionFailedError and JUnit 4's
     * ComparisonFailure share. By reflection: neither need be there.
     */
    private static Optional<String> value(Throwable throwable, String getter) {
        if (!isAssertion(throwable)) {
            return Optional.empty();
        }
        try {
            @Nullable Object value = throwable.getClass().getMethod(getter).invoke(throwable);
            if (value == null) {
                return Optional.empty();
            }
            Object text = value instanceof String
                    ? value
                    : value.getClass().getMethod("getStringRepresentation").invoke(value);
            return Optional.of(bounded(String.valueOf(text), MESSAGE));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError absent) {
            return Optional.empty();
        }
    }

    private static boolean isAssertion(Throwable throwable) {
        for (Class<?> type = throwable.getClass(); type != null; type = type.getSuperclass()) {
            switch (type.getName()) {
                case "org.opentest4j.AssertionFailedError",
                        "org.junit.ComparisonFailure",
                        "junit.framework.ComparisonFailure" -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }
}
