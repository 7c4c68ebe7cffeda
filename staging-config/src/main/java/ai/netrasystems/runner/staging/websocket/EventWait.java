package ai.netrasystems.runner.staging.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far a wait for events has come. For one thread. */
final class EventWait {
    private final ExpectedEvents expected;
    private final List<String> messages = new ArrayList<>();
    private int found;

    EventWait(ExpectedEvents expected) {
        this.expected = expected;
    }

    /** Takes the next message; what it is, where it must not come here. */
    Optional<String> take(String message) {
        messages.add(message);
        Optional<String> type = typeOf(message);
        if (type.filter(missing().get(0)::equals).isPresent()) {
            found++;
            return Optional.empty();
        }
        if (expected.onlyThese() || type.filter(expected.never()::contains).isPresent()) {
            return Optional.of(type.orElse("a message without a type"));
        }
        return Optional.empty();
    }

    boolean isOver() {
        return found == expected.types().size();
    }

    /** All messages that were taken. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    /** The expected types that came, in order. */
    List<String> found() {
        return expected.types().subList(0, found);
    }

    /** The expected types that did not come yet, in order. */
    List<String> missing() {
        return expected.types().subList(found, expected.types().size());
    }

    private Optional<String> typeOf(String message) {
        try {
            return expected.reader().apply(message);
        } catch (RuntimeException unreadable) {
            // a test's own parser on what a server sent: the message is in the timeline
            return Optional.empty();
        }
    }
}
