package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.cli.console.Palette.Tone;
import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.TestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the end of a test looks like: a block that says all that is needed where it went wrong, else one line. */
final class TestLines {
    private static final int OUTPUT_LINES = 10;

    private final RunState state;
    private final Palette palette;
    private final boolean verbose;
    private final Rerun rerun;

    TestLines(RunState state, Palette palette, boolean verbose, Rerun rerun) {
        this.state = state;
        this.palette = palette;
        this.verbose = verbose;
        this.rerun = rerun;
    }

    /** Lines for an outcome. */
    List<Line> finished(TestFinished event) {
        List<Line> lines = lines(event);
        state.forgetOutputOf(event.test());
        return lines;
    }

    private List<Line> lines(TestFinished event) {
        if (event.outcome().broken() || (event.failure().isPresent() && event.outcome() != Outcome.ABORTED)) {
            return block(event);
        }
        // With its environment gone, a test that never began is one of many, which are summed up by reason at the end.
        boolean neverBegan =
                event.outcome() == Outcome.INFRASTRUCTURE && event.took().isZero();
        Line line = new Line(neverBegan ? Line.Weight.DETAIL : weight(event.outcome()), oneLine(event));
        List<Line> lines = new ArrayList<>(List.of(line));
        if (verbose) {
            state.outputOf(event.test(), Integer.MAX_VALUE).forEach(text -> lines.add(Line.detail("    | " + text)));
        }
        return lines;
    }

    /** What became of a flaky test; the run's own words where it has some. */
    static String flaky(TestFinished event) {
        return event.reason().map(SafeText::line).orElseGet(() -> {
            int failures = Math.max(1, event.attempt() - 1);
            return "failed " + (failures == 1 ? "once" : failures + " times") + ", then passed (attempt "
                    + event.attempt() + ")";
        });
    }

    /** A container's failure: each test in it that did not run has its own outcome and reason. */
    List<Line> failed(ContainerFailed event) {
        String head = palette.paint(Tone.BAD, "FAILED") + " "
                + palette.paint(Tone.STRONG, SafeText.line(event.displayName())) + " (not a test itself)";
        FailureText text = new FailureText(palette, verbose)
                .field("id", event.container().value())
                .field("where", Where.text(event.provenance()))
                .thrown(event.failure(), event.className())
                .field("rerun", SafeText.line(rerun.of(event.container().value(), "")));
        return block(Line.Weight.FAILURE, head, text);
    }

    /** {@code GoldenPathTest > answers_a_user_message}, from the class down. */
    static String name(Optional<DiscoveredTest> test, TestId id) {
        String name = test.map(DiscoveredTest::names).orElse(List.of()).stream()
                .map(part -> part.endsWith("()") ? part.substring(0, part.length() - 2) : part)
                .collect(Collectors.joining(" > "));
        return SafeText.line(name.isEmpty() ? id.value() : name);
    }

    private List<Line> block(TestFinished event) {
        Optional<DiscoveredTest> test = state.test(event.test());
        String className = test.map(DiscoveredTest::className).orElse("");
        FailureText text =
                new FailureText(palette, verbose).field("id", event.test().value());
        test.flatMap(DiscoveredTest::category)
                .ifPresent(category -> text.field(
                        "category",
                        state.category(category)
                                .map(planned -> planned.impact().isBlank()
                                        ? category.value()
                                        : category + ": " + planned.impact())
                                .orElse(category.value())));
        text.field("where", Where.text(event.provenance()));
        event.reason()
                .filter(reason -> event.failure()
                        .filter(failure -> failure.message().equals(reason))
                        .isEmpty())
                .ifPresent(reason -> text.field("reason", reason));
        event.failure().ifPresent(failure -> text.thrown(failure, className));
        text.field(
                "output",
                state.outputOf(event.test(), verbose ? Integer.MAX_VALUE : OUTPUT_LINES).stream()
                        .map(line -> "| " + line)
                        .toList());
        text.field(
                "left out",
                state.leftOutOf(event.test()).stream()
                        .map(gap -> SafeText.line(gap.bytes() + " bytes of output are only in .runner/runs/"
                                + state.run() + "/" + gap.file()))
                        .toList());
        text.field(
                "rerun",
                SafeText.line(rerun.of(
                        event.test().value(), test.map(DiscoveredTest::uniqueId).orElse(""))));
        return block(weight(event.outcome()), head(event), text);
    }

    private static List<Line> block(Line.Weight weight, String head, FailureText text) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(weight, head));
        text.lines().forEach(line -> lines.add(new Line(weight, line)));
        return lines;
    }

    private String head(TestFinished event) {
        String word = event.outcome().label().toUpperCase(Locale.ROOT);
        Tone tone = event.outcome() == Outcome.FLAKY ? Tone.WARNING : Tone.BAD;
        return palette.paint(tone, word) + " " + palette.paint(Tone.STRONG, nameOf(event)) + " (" + measured(event)
                + ")";
    }

    private String oneLine(TestFinished event) {
        String reason = event.reason()
                .or(() -> event.failure().map(Failure::message))
                .filter(text -> !text.isBlank())
                .map(text -> ": " + SafeText.line(text))
                .orElse("");
        String time = event.outcome().executed() ? " (" + measured(event) + ")" : "";
        return palette.paint(tone(event.outcome()), event.outcome().label()) + " " + nameOf(event) + time + reason;
    }

    private String nameOf(TestFinished event) {
        return name(state.test(event.test()), event.test());
    }

    private static String measured(TestFinished event) {
        return Elapsed.text(event.took()) + (event.attempt() > 1 ? ", attempt " + event.attempt() : "");
    }

    /** A run with a thousand skipped tests must stay readable: those are summed up by reason at the end. */
    private static Line.Weight weight(Outcome outcome) {
        return switch (outcome) {
            case PASSED, SKIPPED, ABORTED, NOT_RUN -> Line.Weight.DETAIL;
            case FLAKY, INTERRUPTED -> Line.Weight.COURSE;
            case FAILED, CRASHED, TIMED_OUT, INFRASTRUCTURE, LOST -> Line.Weight.FAILURE;
        };
    }

    private static Tone tone(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> Tone.GOOD;
            case SKIPPED, ABORTED, NOT_RUN -> Tone.FAINT;
            case FLAKY, INTERRUPTED -> Tone.WARNING;
            case FAILED, CRASHED, TIMED_OUT, INFRASTRUCTURE, LOST -> Tone.BAD;
        };
    }
}
