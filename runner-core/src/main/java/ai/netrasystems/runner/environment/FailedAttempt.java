package ai.netrasystems.runner.environment;

import ai.netrasystems.runner.model.EnvironmentKind;
import java.util.List;

/**
 * A provider that could not.
 *
 * @param diagnoses root causes first, never empty
 */
public record FailedAttempt(EnvironmentKind environment, List<Diagnosis> diagnoses) {
    /** Copies the list and refuses an empty one. */
    public FailedAttempt {
        diagnoses = List.copyOf(diagnoses);
        if (diagnoses.isEmpty()) {
            throw new IllegalArgumentException("failed without a diagnosis");
        }
    }

    /** The cause that counts: with several the tree wins (PRODUCT.md, "diagnosis"), then the first. */
    public Diagnosis cause() {
        return diagnoses.stream()
                .filter(diagnosis -> diagnosis.liesIn() == Diagnosis.LiesIn.TREE)
                .findFirst()
                .orElse(diagnoses.get(0));
    }

    /** Whether a staging system was refused (exit 5). */
    public boolean refused() {
        return diagnoses.stream().anyMatch(diagnosis -> diagnosis.stage() == Diagnosis.Stage.REFUSED);
    }
}
