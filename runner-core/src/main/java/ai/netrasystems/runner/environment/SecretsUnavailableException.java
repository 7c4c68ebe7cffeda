package ai.netrasystems.runner.environment;

import java.io.IOException;

/** The secrets of a worker can't be had: its environment is to blame, not its tests. */
public final class SecretsUnavailableException extends IOException {
    /** {@code why}: one line for people, without a secret. */
    public SecretsUnavailableException(String why) {
        super(why);
    }
}
