package ai.netrasystems.runner.environment;

import ai.netrasystems.runner.event.DiagnosisText;
import java.util.List;

/** The typed cause of a failure to provide an environment. */
public interface Diagnosis {
    /** Stable name of the type, such as {@code service-exited}. */
    String kind();

    /** Whether the cause lies in the tree or in the machine (PRODUCT.md, "diagnosis"). */
    LiesIn liesIn();

    /** One line: what failed and why. */
    String summary();

    /** Lines that show it, such as the last lines of a log. */
    List<String> evidence();

    /** What to do next. */
    String remedy();

    /** Where a cause lies. */
    enum LiesIn {
        TREE,
        MACHINE
    }

    /** The written form, for events. */
    default DiagnosisText text() {
        return new DiagnosisText(kind(), liesIn() == LiesIn.TREE ? "tree" : "machine", summary(), evidence(), remedy());
    }
}
