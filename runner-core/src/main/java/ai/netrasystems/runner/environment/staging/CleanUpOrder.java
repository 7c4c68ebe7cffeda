package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.staging.cleanup.CleanUpAction;
import ai.netrasystems.runner.staging.journal.JsonLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.jr.ob.JSON;

/**
 * What a test asked to be removed, as a line of a file that any process may have written: nothing in it is believed that
 * was not checked. Holds no token.
 *
 * @param id the same each time it is carried out
 * @param at when it was asked for
 * @param test who asked
 * @param attempts how many runs have tried it already
 */
record CleanUpOrder(String id, Instant at, String test, CleanUpAction action, int attempts) {
    /** Runs that try before it is given up. */
    static final int MOST_ATTEMPTS = 5;
    /** After that long what it names is somebody else's by now. */
    static final Duration OLDEST = Duration.ofDays(7);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final int LONGEST_TEST = 1_024;

    /**
     * Reads a line.
     *
     * @param now a moment that lies after that is not believed
     * @return empty where it is no order, or none of this kind
     */
    static Optional<CleanUpOrder> parse(String line, Instant now) {
        try (JsonParser parser = JSON.std.createParser(line)) {
            Map<String, Object> fields = JSON.std.mapFrom(parser);
            if (fields == null
                    || parser.nextToken() != null
                    || !Integer.valueOf(1).equals(fields.get("schema"))) {
                return Optional.empty();
            }
            String id = text(fields, "id").orElse("");
            Optional<String> contentType = text(fields, "contentType");
            Optional<CleanUpAction.Body> body = contentType.isPresent()
                    ? Optional.of(new CleanUpAction.Body(
                            contentType.get(), text(fields, "body").orElse("")))
                    : Optional.empty();
            CleanUpAction action = new CleanUpAction(
                    text(fields, "service").orElse(""),
                    text(fields, "method").orElse(""),
                    text(fields, "path").orElse(""),
                    body);
            if (!ID.matcher(id).matches()) {
                return Optional.empty();
            }
            String test = text(fields, "test").orElse("");
            return Optional.of(new CleanUpOrder(
                    id,
                    moment(fields.get("at"), now),
                    test.length() > LONGEST_TEST ? test.substring(0, LONGEST_TEST) : test,
                    action,
                    fields.get("attempts") instanceof Integer count && count > 0 ? count : 0));
        } catch (JacksonException | IllegalArgumentException noOrder) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Instant moment(@Nullable Object at, Instant now) {
        if (at instanceof Long millis && millis > 0 && millis <= now.toEpochMilli()) {
            return Instant.ofEpochMilli(millis);
        }
        return now;
    }

    /** One run more has tried it. */
    CleanUpOrder tried() {
        return new CleanUpOrder(id, at, test, action, attempts + 1);
    }

    /** Whether no further run should try it. */
    boolean isOver(Instant now) {
        return attempts >= MOST_ATTEMPTS || at.plus(OLDEST).isBefore(now);
    }

    /** What {@link #parse} reads. */
    String line() {
        JsonLine line = new JsonLine()
                .with("schema", 1)
                .with("id", id)
                .with("at", at.toEpochMilli())
                .with("test", test)
                .with("service", action.service())
                .with("method", action.method())
                .with("path", action.path())
                .with("attempts", attempts);
        action.body()
                .ifPresent(body -> line.with("contentType", body.contentType()).with("body", body.text()));
        return line.toString();
    }
}
