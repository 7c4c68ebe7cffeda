package ai.netrasystems.runner.staging;

import org.jspecify.annotations.Nullable;

/** The token cannot be had at this moment: its file is gone, or holds no token. Never shows what was read. */
public final class AccessTokenUnavailableException extends RuntimeException {

    /** With what went wrong, and the exception that told so where there was one. */
    public AccessTokenUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
