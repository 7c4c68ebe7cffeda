package ai.netrasystems.runner.staging;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A token that is replaced when it is used late in its life. Thread-safe. */
final class LiveToken {
    private final Supplier<NewUsers.Given> next;
    private NewUsers.Given now;
    private long since;

    /** Begins with that one; {@code next} asks for another. */
    LiveToken(NewUsers.Given first, Supplier<NewUsers.Given> next) {
        this.next = next;
        this.now = first;
        this.since = System.nanoTime();
    }

    synchronized String value() {
        long old = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        if (now.lifeMillis() > 0 && old >= now.lifeMillis() * 2 / 3) {
            renew(old);
        }
        return now.token();
    }

    /** One that still lives is good enough where no other is to be had. */
    private void renew(long old) {
        long asked = System.nanoTime();
        try {
            now = next.get();
            since = asked;
        } catch (AccessTokenUnavailableException noOther) {
            if (old >= now.lifeMillis()) {
                throw noOther;
            }
        }
    }
}
