package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.staging.SecretPlace;
import java.util.List;

/**
 * A secret is there but must not be used: others may read it, or it could be kept out of no log. Ends the run as a
 * refusal (exit 5): going on elsewhere would hide that it lies open.
 *
 * @param problem what is wrong, never its value
 */
public record SecretRefused(SecretPlace where, String problem, String remedy) implements Diagnosis {
    @Override
    public String kind() {
        return "secret-refused";
    }

    @Override
    public LiesIn liesIn() {
        return LiesIn.MACHINE;
    }

    @Override
    public Stage stage() {
        return Stage.REFUSED;
    }

    @Override
    public String summary() {
        return "the secret in " + where + " is refused: " + problem;
    }

    @Override
    public List<String> evidence() {
        return List.of();
    }
}
