package ai.netrasystems.runner.staging;

import java.security.PublicKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What each origin of a staging system must say of itself before a test may reach it. Immutable.
 *
 * @param environments what it may declare itself to be, exactly; {@code production} is refused even if listed
 * @param keys of those who may sign a declaration (Ed25519, or EC on P-256); empty where the plain form is enough
 * @param acceptUndeclaredUntil the last day on which an origin that declares nothing is accepted; empty for never
 */
public record DeclarationRule(
        List<String> environments, List<PublicKey> keys, Optional<LocalDate> acceptUndeclaredUntil) {
    /** Copies the lists. */
    public DeclarationRule {
        environments = List.copyOf(environments);
        keys = List.copyOf(keys);
    }

    /** Whether only a signed declaration counts. */
    public boolean signed() {
        return !keys.isEmpty();
    }
}
