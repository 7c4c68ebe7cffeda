package ai.netrasystems.runner.environment;

import java.util.List;
import java.util.Locale;

/** After which failure of one provider the next is tried ({@code --fallback}; PRODUCT.md, "Where a run goes", 3). */
public enum FallbackPolicy {
    /** After none. */
    NEVER,
    /** After a failed build or pull. */
    BUILD,
    /** After that, and after a failed start of a service. */
    STARTUP,
    /** After all but a refusal. */
    ANY;

    /** The word of {@code --fallback}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the run may go on with the next provider after these causes. All of them must be of the permitted kind:
     * a failed build must not hide that another service does not start.
     */
    public boolean permits(List<Diagnosis> causes) {
        return causes.stream().allMatch(cause -> permits(cause.stage()));
    }

    private boolean permits(Diagnosis.Stage stage) {
        return switch (stage) {
            case BUILD -> this != NEVER;
            case STARTUP -> this == STARTUP || this == ANY;
            case PROVIDER -> this == ANY;
            case REFUSED -> false;
        };
    }
}
