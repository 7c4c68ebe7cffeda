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
 * @param stage {@code build}, {@code startup}, {@code provider} or {@code refused}; empty where it is not told
 * @param place where in the tree, in short, such as {@code dockerfiles/x.Dockerfile:69 COPY ...}; empty where nowhere
 * @param advice what rules of the project's files say besides, a line each
 */
public record DiagnosisText(
        String kind,
        String liesIn,
        String summary,
        List<String> evidence,
        String remedy,
        String stage,
        String place,
        List<String> advice) {
    /** One of which neither stage nor place is told. */
    public DiagnosisText(String kind, String liesIn, String summary, List<String> evidence, String remedy) {
        this(kind, liesIn, summary, evidence, remedy, "", "");
    }

    /** One of which no rule says anything. */
    public DiagnosisText(
            String kind,
            String liesIn,
            String summary,
            List<String> evidence,
            String remedy,
            String stage,
            String place) {
        this(kind, liesIn, summary, evidence, remedy, stage, place, List.of());
    }

    /** Copies the lists. */
    public DiagnosisText {
        evidence = List.copyOf(evidence);
        advice = List.copyOf(advice);
    }

    /** Whether the cause lies in the tree. */
    public boolean inTree() {
        return liesIn.equals("tree");
    }

    /** The summary, and the place where the summary does not name it. */
    public String summaryWithPlace() {
        return place.isEmpty() || summary.contains(place) ? summary : summary + " (" + place + ")";
    }
}
