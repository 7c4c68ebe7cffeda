package ai.netrasystems.runner.environment;

import ai.netrasystems.runner.config.Fallback;
import java.util.List;

/**
 * Whether a run may go on with the next provider after one failed (PRODUCT.md, "Where a run goes", 3).
 *
 * @param fallback after which failure it may
 */
public record FallbackPolicy(Fallback fallback) {
    /**
     * Whether the run may go on after these causes. All of them must be of the permitted kind: a failed build must not
     * hide that another service does not start.
     */
    public boolean permits(List<Diagnosis> causes) {
        return causes.stream().allMatch(cause -> permits(cause.stage()));
    }

    private boolean permits(Diagnosis.Stage stage) {
        return switch (stage) {
            case BUILD -> fallback != Fallback.NEVER;
            case STARTUP -> fallback == Fallback.STARTUP || fallback == Fallback.ANY;
            case PROVIDER -> fallback == Fallback.ANY;
            case REFUSED -> false;
        };
    }
}
