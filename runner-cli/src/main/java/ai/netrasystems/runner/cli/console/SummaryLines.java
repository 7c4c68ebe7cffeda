package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.cli.console.Palette.Tone;
import ai.netrasystems.runner.event.RunEvent.RunFinished;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Mark;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.TestId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The end of a run: first what was tested and where, and what was not; last the exit code and its reason. */
final class SummaryLines {
    private static final int WRONG_USAGE = 2;
    private static final int MOST_REASONS = 15;

    /** Outcomes that are summed up by their reason. */
    private static final List<Outcome> BY_REASON = List.of(
            Outcome.SKIPPED,
            Outcome.ABORTED,
            Outcome.NOT_RUN,
            Outcome.INTERRUPTED,
            Outcome.INFRASTRUCTURE,
            Outcome.LOST);

    private final RunState state;
    private final Palette palette;
    private final boolean repeats;
    private final ReportsPlace reports;

    SummaryLines(RunState state, Palette palette, boolean repeats, ReportsPlace reports) {
        this.state = state;
        this.palette = palette;
        this.repeats = repeats;
        this.reports = reports;
    }

    /** Lines; none where nothing was begun: what was wrong with the usage has been said. */
    List<Line> of(RunFinished event) {
        if (event.exitCode() == WRONG_USAGE) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>();
        lines.add(Line.course(""));
        tested().forEach(text -> lines.add(Line.course(text)));
        lines.add(Line.course(counts(event.counts()) + " in " + Elapsed.text(event.took())));
        broken().forEach(name -> lines.add(Line.course("  " + name)));
        flaky().forEach(name -> lines.add(Line.course("  " + name)));
        retried().ifPresent(text -> lines.add(Line.course("  " + text)));
        noContact().ifPresent(text -> lines.add(Line.course("  " + text)));
        reasons().forEach(reason -> lines.add(Line.course("  " + reason)));
        event.unmet()
                .forEach(text -> lines.add(Line.course(
                        palette.paint(Tone.BAD, "required category not run:") + " " + SafeText.line(text))));
        if (!state.finished().isEmpty()) {
            lines.add(Line.course("reports: " + SafeText.line(reports.of(state.run(), state.project()))));
        }
        lines.add(Line.course(exit(event)));
        return lines;
    }

    /** The one line of {@code quiet}. */
    List<Line> shortly(RunFinished event) {
        return event.exitCode() == WRONG_USAGE
                ? List.of()
                : List.of(Line.failure(exit(event) + "; " + counts(event.counts()) + " in " + Elapsed.text(event.took())
                        + "; " + String.join("; ", tested())));
    }

    /** What was tested and what was not; of a run that fell back the short form first, then where each test ran. */
    private List<String> tested() {
        Optional<String> fallen = state.notTested();
        String not = notTested();
        if (fallen.isEmpty()) {
            return List.of(strong("tested: " + where(Where::text) + not));
        }
        String what = state.executedBy().keySet().stream()
                .filter(Provenance::degraded)
                .map(Where::tested)
                .distinct()
                .collect(Collectors.joining(", "));
        return List.of(
                strong("tested: " + (what.isEmpty() ? "nothing" : what) + "; " + fallen.get()),
                "that is " + where(Where::withoutCause) + not);
    }

    private String where(Function<Provenance, String> text) {
        Map<Provenance, Integer> executed = state.executedBy();
        return executed.isEmpty()
                ? "nothing"
                : executed.entrySet().stream()
                        .map(entry -> Counted.of(entry.getValue(), "test") + " "
                                + (entry.getKey().environment() == EnvironmentKind.NONE ? "with " : "on ")
                                + text.apply(entry.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private String notTested() {
        List<CategoryName> untouched = state.untouched();
        return untouched.isEmpty()
                ? ""
                : SafeText.line("; NOT tested: "
                        + untouched.stream().map(CategoryName::value).collect(Collectors.joining(", ")));
    }

    private String strong(String text) {
        return palette.paint(Tone.STRONG, text);
    }

    private String counts(Map<Outcome, Integer> counts) {
        String text = new TreeMap<>(counts)
                .entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> palette.paint(
                                toneOf(entry.getKey()),
                                entry.getValue() + " " + entry.getKey().label()))
                        .collect(Collectors.joining(", "));
        return text.isEmpty() ? "no tests" : text;
    }

    private List<String> broken() {
        return state.finished().values().stream()
                .filter(test -> test.outcome().broken())
                .map(test -> palette.paint(Tone.BAD, test.outcome().label()) + " "
                        + TestLines.name(state.test(test.test()), test.test()))
                .toList();
    }

    private List<String> flaky() {
        return state.finished().values().stream()
                .filter(test -> test.outcome() == Outcome.FLAKY)
                .map(test -> palette.paint(Tone.WARNING, "FLAKY") + " "
                        + TestLines.name(state.test(test.test()), test.test()) + ": " + TestLines.flaky(test))
                .toList();
    }

    /** Says it also where nothing came of it: who reads only the end must know that the first attempts failed too. */
    private Optional<String> retried() {
        Set<TestId> again = state.triedAgain();
        if (repeats || again.isEmpty()) {
            return Optional.empty();
        }
        long passed = again.stream()
                .filter(test -> Optional.ofNullable(state.finished().get(test))
                        .filter(end -> end.outcome() == Outcome.FLAKY)
                        .isPresent())
                .count();
        return Optional.of(Counted.of(again.size(), "failed test") + " tried again, " + passed + " passed then");
    }

    /** They may have used a client that is none of ours: nothing but a hint. */
    private Optional<String> noContact() {
        int count = (int) state.finished().values().stream()
                .filter(test -> test.marks().contains(Mark.NO_CONTACT))
                .count();
        return count == 0
                ? Optional.empty()
                : Optional.of("no contact: " + Counted.of(count, "test")
                        + " passed that needed a service, without a request that our clients saw");
    }

    private List<String> reasons() {
        List<String> lines = new ArrayList<>();
        for (Outcome outcome : BY_REASON) {
            Map<String, Long> counts = state.finished().values().stream()
                    .filter(test -> test.outcome() == outcome)
                    .collect(Collectors.groupingBy(SummaryLines::reason, TreeMap::new, Collectors.counting()));
            counts.forEach((reason, count) -> lines.add(count + " " + outcome.label() + ": " + reason));
        }
        if (lines.size() > MOST_REASONS) {
            int more = lines.size() - MOST_REASONS;
            lines.subList(MOST_REASONS, lines.size()).clear();
            lines.add("... " + Counted.of(more, "more reason") + ", see the reports");
        }
        return lines;
    }

    private static String reason(TestFinished test) {
        return test.reason()
                .or(() -> test.failure().map(failure -> failure.message()))
                .filter(text -> !text.isBlank())
                .map(SafeText::line)
                .orElse("no reason given");
    }

    private String exit(RunFinished event) {
        Tone tone = event.exitCode() == 0 ? Tone.GOOD : Tone.BAD;
        return palette.paint(tone, event.verdict()) + " (exit " + event.exitCode() + "): " + why(event);
    }

    /** In the words of PRODUCT.md, "Exit codes". */
    private String why(RunFinished event) {
        return switch (event.exitCode()) {
            case 0 ->
                event.counts().values().stream().allMatch(count -> count == 0)
                        ? "nothing matched, which --no-tests allows"
                        : "nothing failed" + flakyToo();
            case 1 -> joined(Outcome.FAILED, Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.FLAKY);
            case 3 -> event.unmet().isEmpty() ? "nothing was executed" : "a required category was not executed";
            case 4 -> joined(Outcome.INFRASTRUCTURE, Outcome.LOST, Outcome.INTERRUPTED);
            case 5 -> "staging was refused";
            case 6 -> "green, but not on the first permitted environment (`degraded` in runner.yml)";
            case 7 -> joined(Outcome.INTERRUPTED, Outcome.NOT_RUN);
            case 70 -> "a defect in the runner";
            case 130 -> "SIGINT; what ran is reported";
            case 143 -> "SIGTERM; what ran is reported";
            default -> joined();
        };
    }

    private String flakyToo() {
        long flaky = state.count(Outcome.FLAKY);
        return flaky == 0 ? "" : ", " + flaky + " flaky";
    }

    private String joined(Outcome... outcomes) {
        Set<String> parts = new LinkedHashSet<>();
        for (Outcome outcome : outcomes) {
            Optional.of(state.count(outcome))
                    .filter(count -> count > 0)
                    .ifPresent(count -> parts.add(count + " " + outcome.label()));
        }
        parts.addAll(state.troubles());
        return parts.isEmpty() ? "see above" : SafeText.line(String.join(", ", parts));
    }

    private static Tone toneOf(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> Tone.GOOD;
            case FAILED, CRASHED, TIMED_OUT, INFRASTRUCTURE, LOST -> Tone.BAD;
            case FLAKY, INTERRUPTED -> Tone.WARNING;
            case SKIPPED, ABORTED, NOT_RUN -> Tone.FAINT;
        };
    }
}
