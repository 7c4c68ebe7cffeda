package ai.netrasystems.runner.report;

import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.model.Mark;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.TestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the report needs to know of one test case before it is written; its texts stay in the journal. Mutable. */
final class ReportCase {
    /** Where an event stands in the journal, and what of it the suite's totals need. */
    record Ending(
            long offset, int length, int attempt, Outcome outcome, Duration took, boolean assertion, Set<Mark> marks) {}

    private final TestId id;
    private String className;
    private String topLevelClass = "";
    private String xmlName;
    private boolean container;
    private Provenance provenance;
    private int startedAttempt;
    private Optional<Ending> ending = Optional.empty();
    private final List<Ending> brokenBefore = new ArrayList<>(0);
    private boolean containerFailure;
    private boolean template;
    private boolean leftOut;

    ReportCase(TestId id, String className, String xmlName, boolean container, Provenance provenance) {
        this.id = id;
        this.className = className;
        this.xmlName = xmlName;
        this.container = container;
        this.template = container;
        this.provenance = provenance;
    }

    /** The case of a container that failed. */
    static ReportCase of(ContainerFailed failed, String xmlName, long offset, int length) {
        String xmlClass = failed.xmlClass().orElseGet(failed::className);
        ReportCase result = new ReportCase(failed.container(), xmlClass, xmlName, false, failed.provenance());
        result.containerFailure = true;
        result.ending = Optional.of(new Ending(
                offset,
                length,
                1,
                Outcome.FAILED,
                Duration.ZERO,
                failed.failure().assertion(),
                Set.of()));
        return result;
    }

    /** The engines describe the test anew. */
    void described(String newClassName, String newXmlName, boolean newContainer, Provenance newProvenance) {
        className = newClassName;
        xmlName = newXmlName;
        container = newContainer;
        template |= newContainer;
        provenance = newProvenance;
    }

    /** Takes the name of the class whose file it is in. */
    void belongsTo(String newTopLevelClass) {
        // One string for both: there may be very many cases.
        topLevelClass = newTopLevelClass.equals(className) ? className : newTopLevelClass;
    }

    void started(int attempt) {
        startedAttempt = Math.max(startedAttempt, attempt);
    }

    void finished(TestFinished finished, long offset, int length) {
        Ending latest = new Ending(
                offset,
                length,
                finished.attempt(),
                finished.outcome(),
                finished.took(),
                finished.failure().map(failure -> failure.assertion()).orElse(false),
                finished.marks());
        if (finished.outcome().broken() || finished.outcome() == Outcome.INFRASTRUCTURE) {
            brokenBefore.add(latest);
        }
        if (ending.isEmpty()
                || LastAttempt.replaces(
                        finished, ending.get().attempt(), ending.get().outcome())) {
            ending = Optional.of(latest);
            // Thousands of results came from one place: the one that is known already is enough.
            provenance = provenance.equals(finished.provenance()) ? provenance : finished.provenance();
        }
    }

    TestId id() {
        return id;
    }

    String topLevelClass() {
        return topLevelClass;
    }

    String className() {
        return className;
    }

    String xmlName() {
        return xmlName;
    }

    Provenance provenance() {
        return provenance;
    }

    /** It is told by another case, as in Surefire's reports. */
    void leaveOut() {
        leftOut = true;
    }

    /**
     * Whether it is a test case at all: a template is one only where it got an outcome itself, and none where it was
     * aborted before its first invocation.
     */
    boolean counts() {
        return isTest() && !isLeftOut();
    }

    /** Whether it was to be run and is told by another case, if at all. */
    boolean isLeftOut() {
        return isTest() && (leftOut || (template && outcomeIs(Outcome.ABORTED)));
    }

    private boolean isTest() {
        return !container || ending.isPresent();
    }

    /** Whether its last word is this one. */
    boolean outcomeIs(Outcome outcome) {
        return ending().filter(last -> last.outcome() == outcome).isPresent();
    }

    boolean isContainerFailure() {
        return containerFailure;
    }

    boolean isStarted() {
        return startedAttempt > 0;
    }

    /** The ending that counts; empty where its last attempt has none: the journal ends before. */
    Optional<Ending> ending() {
        return ending.filter(last -> last.attempt() >= startedAttempt);
    }

    /** Attempts that failed, by the environment or by themselves, before a flaky test passed. */
    List<Ending> brokenBefore() {
        return outcomeIs(Outcome.FLAKY) ? brokenBefore : List.of();
    }

    /** How the XML sees it. */
    XmlResult result() {
        return ending().map(last -> XmlResult.of(last.outcome(), last.assertion()))
                .orElse(isStarted() ? XmlResult.ERROR : XmlResult.SKIPPED);
    }

    /** The kinds of results that JUnit XML knows. */
    enum XmlResult {
        PASSED,
        FLAKY,
        FAILURE,
        ERROR,
        SKIPPED;

        /** Nothing that did not run to a judgement looks passed. */
        static XmlResult of(Outcome outcome, boolean assertion) {
            return switch (outcome) {
                case PASSED -> PASSED;
                case FLAKY -> FLAKY;
                case FAILED -> assertion ? FAILURE : ERROR;
                case CRASHED, TIMED_OUT, INFRASTRUCTURE, INTERRUPTED, LOST -> ERROR;
                case SKIPPED, ABORTED, NOT_RUN -> SKIPPED;
            };
        }
    }
}
