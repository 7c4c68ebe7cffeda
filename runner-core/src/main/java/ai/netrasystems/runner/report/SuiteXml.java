package ai.netrasystems.runner.report;

import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured.Stream;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.history.JournalLines;
import ai.netrasystems.runner.model.Mark;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.report.ReportCase.Ending;
import ai.netrasystems.runner.report.ReportCase.XmlResult;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes one suite as Surefire does (its schema surefire-test-report.xsd), with where the results came from in its
 * properties, and in those of each case where the cases differ. Never writes environment variables or system
 * properties: those may hold secrets.
 */
final class SuiteXml {
    private final RunId run;
    private final ReportIndex index;
    private final JournalLines journal;
    private final XmlElements xml;

    SuiteXml(RunId run, ReportIndex index, JournalLines journal, Writer out) throws IOException {
        this.run = run;
        this.index = index;
        this.journal = journal;
        this.xml = new XmlElements(out);
    }

    /** @param notRun tests without a case of their own, as in Surefire's reports: their class failed or was skipped */
    void write(String className, List<ReportCase> cases, long notRun) throws IOException {
        List<Provenance> provenances =
                cases.stream().map(ReportCase::provenance).distinct().toList();
        xml.start("testsuite")
                .attribute("name", className)
                .attribute("time", seconds(cases.stream().map(SuiteXml::took).reduce(Duration.ZERO, Duration::plus)))
                .attribute("tests", Integer.toString(cases.size()))
                .attribute("errors", count(cases, XmlResult.ERROR))
                .attribute("skipped", count(cases, XmlResult.SKIPPED))
                .attribute("failures", count(cases, XmlResult.FAILURE))
                .attribute("flakes", count(cases, XmlResult.FLAKY));
        xml.start("properties");
        property("runner.run-id", run.value());
        property("runner.not-run", notRun == 0 ? "" : Long.toString(notRun));
        provenance(provenances);
        xml.end();
        for (ReportCase reportCase : cases) {
            testCase(reportCase, provenances.size() > 1);
        }
        xml.end();
    }

    private void testCase(ReportCase reportCase, boolean mixed) throws IOException {
        xml.start("testcase")
                .attribute("name", reportCase.xmlName())
                .attribute("classname", reportCase.className())
                .attribute("time", seconds(took(reportCase)));
        String marks = reportCase.ending().map(Ending::marks).orElse(Set.of()).stream()
                .map(Mark::label)
                .sorted()
                .collect(Collectors.joining(", "));
        if (mixed || !marks.isEmpty()) {
            xml.start("properties");
            if (mixed) {
                provenance(List.of(reportCase.provenance()));
            }
            property("runner.marks", marks);
            xml.end();
        }
        if (reportCase.isContainerFailure()) {
            containerFailure(reportCase);
        } else {
            for (Ending broken : reportCase.brokenBefore()) {
                flaky(broken);
            }
            outcome(reportCase);
        }
        Optional<OutputPlaces> output = index.output(reportCase.id());
        if (output.isPresent()) {
            output("system-out", output.get().read(journal, Stream.OUT));
            output("system-err", output.get().read(journal, Stream.ERR));
        }
        xml.end();
    }

    private void containerFailure(ReportCase reportCase) throws IOException {
        Optional<Ending> ending = reportCase.ending();
        Optional<ContainerFailed> failed = ending.isPresent()
                ? journal.read(ending.get().offset(), ending.get().length(), ContainerFailed.class)
                : Optional.empty();
        Optional<Failure> failure = failed.map(ContainerFailed::failure);
        problem(tag(reportCase.result()), "container-failed", Optional.empty(), failure);
    }

    private void outcome(ReportCase reportCase) throws IOException {
        Optional<Ending> ending = reportCase.ending();
        if (ending.isEmpty()) {
            boolean started = reportCase.isStarted();
            Outcome outcome = started ? Outcome.INTERRUPTED : Outcome.NOT_RUN;
            String why = started ? "it was running when the journal ends" : "it had not begun when the journal ends";
            problem(tag(reportCase.result()), outcome.label(), Optional.of(why), Optional.empty());
            return;
        }
        XmlResult result = reportCase.result();
        if (result == XmlResult.PASSED || result == XmlResult.FLAKY) {
            return;
        }
        Optional<TestFinished> finished = finished(ending.get());
        // What was skipped on purpose has no type in Surefire's reports; every other kind is told apart by it.
        String type = ending.get().outcome() == Outcome.SKIPPED
                ? ""
                : ending.get().outcome().label();
        if (ending.get().outcome() == Outcome.INFRASTRUCTURE && finished.isPresent()) {
            infrastructure(finished.get());
            return;
        }
        problem(tag(result), type, finished.flatMap(TestFinished::reason), finished.flatMap(TestFinished::failure));
    }

    /** Why the environment is to blame comes first; what it did to the test stands in the trace. */
    private void infrastructure(TestFinished finished) throws IOException {
        xml.start("error");
        message(finished.reason(), finished.failure().map(Failure::message));
        xml.attribute("type", Outcome.INFRASTRUCTURE.label());
        xml.text(finished.failure().map(Failure::stackTrace).orElse(""));
        xml.end();
    }

    private void flaky(Ending broken) throws IOException {
        Optional<Failure> failure = finished(broken).flatMap(TestFinished::failure);
        xml.start(broken.assertion() ? "flakyFailure" : "flakyError");
        message(failure.map(Failure::message), Optional.empty());
        xml.attribute("type", type(failure, broken.outcome().label()));
        xml.start("stackTrace");
        xml.text(failure.map(Failure::stackTrace).orElse(""));
        xml.end();
        xml.end();
    }

    private Optional<TestFinished> finished(Ending ending) throws IOException {
        return journal.read(ending.offset(), ending.length(), TestFinished.class);
    }

    private void problem(String tag, String label, Optional<String> reason, Optional<Failure> failure)
            throws IOException {
        xml.start(tag);
        message(failure.map(Failure::message), reason);
        String type = type(failure, label);
        if (!type.isEmpty()) {
            xml.attribute("type", type);
        }
        xml.text(failure.map(Failure::stackTrace).orElse(""));
        xml.end();
    }

    private void message(Optional<String> message, Optional<String> reason) throws IOException {
        Optional<String> told = message.filter(text -> !text.isEmpty()).or(() -> reason);
        if (told.isPresent()) {
            xml.attribute("message", told.get());
        }
    }

    private static String type(Optional<Failure> failure, String label) {
        return failure.map(Failure::type).filter(type -> !type.isEmpty()).orElse(label);
    }

    private static String tag(XmlResult result) {
        return switch (result) {
            case FAILURE -> "failure";
            case SKIPPED -> "skipped";
            case ERROR, PASSED, FLAKY -> "error";
        };
    }

    private void output(String element, String text) throws IOException {
        if (!text.isEmpty()) {
            xml.start(element).text(text).end();
        }
    }

    private void provenance(List<Provenance> provenances) throws IOException {
        property(
                "runner.environment",
                joined(provenances, one -> Optional.of(one.environment().label())));
        property("runner.provenance", joined(provenances, one -> Optional.of(one.source())));
        property("runner.provenance.build", joined(provenances, Provenance::build));
        property("runner.provenance.fallback-cause", joined(provenances, Provenance::fallbackCause));
    }

    private static String joined(List<Provenance> provenances, Function<Provenance, Optional<String>> part) {
        return provenances.stream()
                .flatMap(one -> part.apply(one).stream())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private void property(String name, String value) throws IOException {
        if (!value.isEmpty()) {
            xml.start("property")
                    .attribute("name", name)
                    .attribute("value", value)
                    .end();
        }
    }

    private static String count(List<ReportCase> cases, XmlResult wanted) {
        return Long.toString(
                cases.stream().filter(one -> one.result() == wanted).count());
    }

    private static Duration took(ReportCase reportCase) {
        return reportCase.ending().map(Ending::took).orElse(Duration.ZERO);
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
    }
}
