package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.Diagnosis;
import java.net.URI;
import java.util.List;

/** Why a staging system that was well before the tests can't be had any more. Equal losses have equal texts. */
sealed interface StagingLoss extends Diagnosis {
    @Override
    default LiesIn liesIn() {
        return LiesIn.MACHINE;
    }

    @Override
    default List<String> evidence() {
        return List.of();
    }

    /** Whether a service that was scaled to zero can't be the reason: nothing takes a connection, or TLS fails. */
    default boolean isFinal() {
        return false;
    }

    /**
     * It does not answer as it did.
     *
     * @param answer what came instead
     * @param unreachable whether nothing stands there at all
     */
    record NoAnswer(URI where, String answer, boolean unreachable) implements StagingLoss {
        @Override
        public String kind() {
            return "staging-lost";
        }

        @Override
        public boolean isFinal() {
            return unreachable;
        }

        @Override
        public String summary() {
            return "staging went away: " + where + ": " + answer;
        }

        @Override
        public String remedy() {
            return "see whether it was deployed, scaled down or cut off meanwhile, and run again";
        }
    }

    /** The token that the runner itself holds is not taken either. */
    record TokenRefused(URI where, int status) implements StagingLoss {
        @Override
        public String kind() {
            return "staging-token-refused";
        }

        @Override
        public String summary() {
            return "staging does not take the runner's own token any more: " + where + ": status " + status;
        }

        @Override
        public String remedy() {
            return "see whether its users were reset or its keys changed meanwhile, and run again";
        }
    }
}
