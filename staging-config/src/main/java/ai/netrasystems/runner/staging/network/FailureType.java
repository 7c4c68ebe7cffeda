package ai.netrasystems.runner.staging.network;

import java.util.Optional;

/** Names a failure by type, never by text: which class of the JDK's network or I/O packages lies deepest in its causes. */
final class FailureType {
    /** A chain of causes may lead back to itself. */
    private static final int LONGEST_CHAIN = 20;

    private FailureType() {}

    static String of(Throwable failure) {
        String deepest = failure.getClass().getName();
        int seen = 0;
        for (Throwable cause = failure; cause != null && seen < LONGEST_CHAIN; cause = cause.getCause()) {
            deepest = named(cause).orElse(deepest);
            seen++;
        }
        return deepest;
    }

    /** A library's own class goes by the one of the JDK that it extends. */
    private static Optional<String> named(Throwable cause) {
        for (Class<?> type = cause.getClass(); type != Object.class && type != null; type = type.getSuperclass()) {
            String home = type.getPackageName();
            if (home.equals("java.net") || home.equals("javax.net.ssl") || home.equals("java.io")) {
                return Optional.of(type.getName());
            }
        }
        return Optional.empty();
    }
}
