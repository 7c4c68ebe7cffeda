package ai.netrasystems.runner.event;

import java.util.function.Function;

/** What a line of the event stream turned out to be. */
public sealed interface Decoded {
    /** An event that this version knows. */
    record Known(Stamped stamped) implements Decoded {
        @Override
        public <R> R fold(
                Function<? super Stamped, ? extends R> known,
                Function<? super String, ? extends R> unknown,
                Function<? super String, ? extends R> unreadable) {
            return known.apply(stamped);
        }
    }

    /** An event of a kind that was added later: to be ignored. */
    record Unknown(String kind) implements Decoded {
        @Override
        public <R> R fold(
                Function<? super Stamped, ? extends R> known,
                Function<? super String, ? extends R> unknown,
                Function<? super String, ? extends R> unreadable) {
            return unknown.apply(kind);
        }
    }

    /** Not an event: torn, damaged, or of another schema. {@code why}: one clause, for people. */
    record Unreadable(String why) implements Decoded {
        @Override
        public <R> R fold(
                Function<? super Stamped, ? extends R> known,
                Function<? super String, ? extends R> unknown,
                Function<? super String, ? extends R> unreadable) {
            return unreadable.apply(why);
        }
    }

    /** One function per case. */
    <R> R fold(
            Function<? super Stamped, ? extends R> known,
            Function<? super String, ? extends R> unknown,
            Function<? super String, ? extends R> unreadable);
}
