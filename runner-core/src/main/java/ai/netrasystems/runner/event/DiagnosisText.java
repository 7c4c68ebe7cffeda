package ai.netrasystems.runner.event;

import java.util.List;

/**
 * A diagnosis in its written form.
 *
 * @param kind its type, such as {@code service-exited}
 * @param liesIn {@code tree} or {@code machine}
 * @param summary one line: what failed and why
 * @param evidence lines that show it, such as the last lines of a log
 * @param remedy what to do next
 */
public record DiagnosisText(String kind, String liesIn, String summary, List<String> evidence, String remedy) {
    /** Copies the evidence. */
    public DiagnosisText {
        evidence = List.copyOf(evidence);
    }
}
