package ai.netrasystems.runner.event;

import ai.netrasystems.runner.event.RunEvent.StagingChecked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a check of a staging system alone came to. Immutable; every text is redacted.
 *
 * @param profile which system; empty where none is named
 * @param outcome in one word
 * @param took of the checks, without the start of this process
 * @param checks as they ended
 * @param diagnoses why it may not be tested; empty where it may
 */
public record StagingVerdict(
        Optional<String> profile,
        Outcome outcome,
        Duration took,
        List<StagingChecked> checks,
        List<DiagnosisText> diagnoses) {
    /** Copies the lists. */
    public StagingVerdict {
        checks = List.copyOf(checks);
        diagnoses = List.copyOf(diagnoses);
    }

    /** What it came to, with the exit code that a run would have had. */
    public enum Outcome {
        READY(0),
        UNAVAILABLE(4),
        REFUSED(5),
        INTERRUPTED(130),
        TERMINATED(143);

        private final int exitCode;

        Outcome(int exitCode) {
            this.exitCode = exitCode;
        }

        /** Of the process. */
        public int exitCode() {
            return exitCode;
        }
    }
}
