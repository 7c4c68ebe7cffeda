package ai.netrasystems.runner.environment;

import ai.netrasystems.runner.event.DiagnosisText;
import java.util.List;
import java.util.Locale;

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

    /** At which stage the provider failed; what {@link FallbackPolicy} asks. */
    default Stage stage() {
        return Stage.PROVIDER;
    }

    /**
     * Where in the tree, in a few words, such as {@code dockerfiles/x.Dockerfile:69 COPY ...}; empty where there is no
     * such place. Stands in the summary's first line of a run that fell back.
     */
    default String place() {
        return "";
    }

    /** What rules of the project's files say besides, a line each; {@link #evidence} is what was seen. */
    default List<String> advice() {
        return List.of();
    }

    /** Stages of providing an environment, as {@code --fallback} tells them apart. */
    enum Stage {
        /** An image's build or pull. */
        BUILD,
        /** A service's start: exit, failing health, time-out, a dependency's failure. */
        STARTUP,
        /** The provider itself: absent, forbidden, not configured, unreachable, unhealthy, out of disk or memory. */
        PROVIDER,
        /** A staging system that must not be tested (exit 5): nothing is tried after it. */
        REFUSED
    }

    /** Where a cause lies. */
    enum LiesIn {
        TREE,
        MACHINE
    }

    /** The written form, for events. */
    default DiagnosisText text() {
        return new DiagnosisText(
                kind(),
                liesIn().name().toLowerCase(Locale.ROOT),
                summary(),
                evidence(),
                remedy(),
                stage().name().toLowerCase(Locale.ROOT),
                place(),
                advice());
    }
}
