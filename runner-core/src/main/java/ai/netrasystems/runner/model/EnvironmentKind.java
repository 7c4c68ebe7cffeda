package ai.netrasystems.runner.model;

import java.util.Locale;

/** What the services of a run are provided by. */
public enum EnvironmentKind {
    /** Containers of this machine's engine. */
    CONTAINERS,
    /** A staging system. */
    STAGING,
    /** Processes of this machine. */
    LOCAL,
    /** No service needed or allowed. */
    NONE;

    /** The word that people and files use, such as {@code local}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
