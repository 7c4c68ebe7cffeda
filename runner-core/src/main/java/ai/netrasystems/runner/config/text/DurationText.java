package ai.netrasystems.runner.config.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 30s}, {@code 2m}, {@code 5 min}, {@code 1h30m}, {@code 1.5s}, {@code 250ms}.
 * Every number has a unit: a bare {@code 30} could be anything. Compose's durations are a part of this.
 */
public final class DurationText {
    /** What to write, for hints. */
    public static final String EXAMPLES = "write it like 30s, 5 min or 1h30m";

    private static final int MAX_LENGTH = 40;
    private static final long MAX_NANOS = Duration.ofDays(10_000).toNanos();
    private static final Pattern PART =
            Pattern.compile("\\s*([0-9]+(?:\\.[0-9]+)?)\\s*(us|µs|ms|s|sec|m|min|h|d)(?![a-z])");

    private DurationText() {}

    /** The duration, never negative; empty where the text is none. */
    public static Optional<Duration> parse(String text) {
        String input = text.strip().toLowerCase(Locale.ROOT);
        if (input.isEmpty() || input.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(input);
        int at = 0;
        while (at < input.length()) {
            if (!part.find(at) || part.start() != at) {
                return Optional.empty();
            }
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unitNanos(part.group(2)))));
            at = part.end();
        }
        return nanos.compareTo(BigDecimal.valueOf(MAX_NANOS)) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.longValue()));
    }

    /** The shortest text that {@link #parse} reads back as the same duration, such as {@code 1h30m}; {@code 0s}. */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toNanosPart() / 1_000_000, "ms");
        append(text, duration.toNanosPart() / 1_000 % 1_000, "us");
        return text.length() == 0 ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }

    private static long unitNanos(String unit) {
        return switch (unit) {
            case "us", "µs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s", "sec" -> 1_000_000_000L;
            case "m", "min" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default -> throw new IllegalArgumentException("not a unit: " + unit);
        };
    }
}
