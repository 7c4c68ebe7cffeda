package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.TestId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The progress line: elapsed time, counts, what is under way. */
final class StatusLine {
    private static final int MOST_NAMES = 3;

    private StatusLine() {}

    /** Without colours and line break; as long as it gets. */
    static String of(RunState state, Instant now) {
        long seconds = Math.max(0, Duration.between(state.began(), now).toSeconds());
        return String.format(Locale.ROOT, "[%d:%02d] ", seconds / 60, seconds % 60)
                + state.stopped().map(stopped -> "stopping; ").orElse("")
                + doing(state, now);
    }

    private static String doing(RunState state, Instant now) {
        return switch (state.phase()) {
            case PLANNING -> "planning";
            case BUILDING -> "building the project";
            case STARTING_SERVICES ->
                state.starting().isEmpty()
                        ? "starting services"
                        : "starting "
                                + state.starting().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "));
            case TESTING -> counts(state) + running(state, now);
            case CLOSING -> counts(state) + "; closing";
        };
    }

    private static String counts(RunState state) {
        long broken = state.brokenCount();
        long skipped = state.count(Outcome.SKIPPED);
        return state.finished().size() + "/" + state.testCount()
                + (broken > 0 ? ", " + broken + " failed" : "")
                + (skipped > 0 ? ", " + skipped + " skipped" : "");
    }

    private static String running(RunState state, Instant now) {
        String names = state.running().entrySet().stream()
                .limit(MOST_NAMES)
                .map(entry -> name(state, entry, now))
                .collect(Collectors.joining(", "));
        int more = state.running().size() - MOST_NAMES;
        return names.isEmpty() ? "" : "; running " + names + (more > 0 ? " and " + more + " more" : "");
    }

    private static String name(RunState state, Map.Entry<TestId, Instant> running, Instant now) {
        Duration time = Duration.between(running.getValue(), now);
        String name = TestLines.name(state.test(running.getKey()), running.getKey());
        return time.toSeconds() < 1 ? name : name + " (" + time.toSeconds() + " s)";
    }
}
