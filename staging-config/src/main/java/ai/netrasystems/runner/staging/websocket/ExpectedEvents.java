package ai.netrasystems.runner.staging.websocket;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which events a test expects, in which order, and within what time. Immutable.
 *
 * @param types the types of the events, in the order in which they must come
 * @param onlyThese whether nothing else may come before the last of them
 * @param never the types that must not come before the last of them
 * @param deadline how long all of them together may take; empty for the settings' time to receive
 * @param reader what the type of a message is, empty where it has none
 */
public record ExpectedEvents(
        List<String> types,
        boolean onlyThese,
        Set<String> never,
        Optional<Duration> deadline,
        Function<String, Optional<String>> reader) {

    /**
     * Copies, and checks.
     *
     * @throws IllegalArgumentException where nothing is expected, a type is expected and must never come, or the time is
     *     not positive
     */
    public ExpectedEvents {
        types = List.copyOf(types);
        never = Set.copyOf(never);
        if (types.isEmpty()) {
            throw new IllegalArgumentException("name at least one event to expect");
        }
        Optional<String> both = types.stream().filter(never::contains).findFirst();
        if (both.isPresent()) {
            throw new IllegalArgumentException("'" + both.get() + "' is expected and must never come");
        }
        if (deadline.isPresent()
                && (deadline.get().isNegative() || deadline.get().isZero())) {
            throw new IllegalArgumentException("the time to wait must be positive");
        }
    }

    /**
     * Events of these types in this order, with any others between. The type of a message is the string "type" of
     * its JSON object; a message that is none has no type.
     */
    public static ExpectedEvents inOrder(String... types) {
        return new ExpectedEvents(List.of(types), false, Set.of(), Optional.empty(), EventType::of);
    }

    /** The same, with nothing else before the last of them: the first other message ends the wait as a failure. */
    public ExpectedEvents andNoOthers() {
        return new ExpectedEvents(types, true, never, deadline, reader);
    }

    /** The same, but an event of one of these types ends the wait as a failure, at once. */
    public ExpectedEvents never(String... forbidden) {
        Set<String> all = new HashSet<>(never);
        all.addAll(Arrays.asList(forbidden));
        return new ExpectedEvents(types, onlyThese, all, deadline, reader);
    }

    /** The same, all of them within this time. */
    public ExpectedEvents within(Duration time) {
        return new ExpectedEvents(types, onlyThese, never, Optional.of(time), reader);
    }

    /** The same for messages that say their type in another way. A reader that throws means: no type. */
    public ExpectedEvents readBy(Function<String, Optional<String>> other) {
        return new ExpectedEvents(types, onlyThese, never, deadline, other);
    }
}
