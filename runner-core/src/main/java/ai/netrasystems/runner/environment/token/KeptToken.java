package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.environment.Expiry;
import ai.netrasystems.runner.model.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * A user's token as it is now, and when something is to be done about it.
 *
 * @param lifetime of the token; empty where it does not end
 * @param end of its life
 * @param next attempt to renew it; of one that nobody can renew, its end; empty where there is nothing left to do
 * @param failures attempts to renew it that failed
 * @param late those of them after its end
 */
record KeptToken(
        TestUser user,
        TokenFile file,
        Secret token,
        Optional<Duration> lifetime,
        Optional<Expiry> end,
        Optional<Expiry> next,
        int failures,
        int late) {
    private static final Duration ENDLESS = Duration.ofDays(3650);

    /** One that was just given. */
    static KeptToken of(TestUser user, TokenFile file, Granted granted, Expiry asked, boolean renewed) {
        Optional<Duration> lifetime = granted.lifetime().map(life -> life.compareTo(ENDLESS) > 0 ? ENDLESS : life);
        Optional<Expiry> end = lifetime.map(asked::plus);
        Optional<Expiry> next =
                renewed ? lifetime.map(RenewalPace::afterSuccess).map(asked::plus) : end;
        return new KeptToken(user, file, granted.token(), lifetime, end, next, 0, 0);
    }

    /** What is left of its life; negative once it has ended. */
    Duration left() {
        return end.map(Expiry::left).orElse(ENDLESS);
    }

    /** The same after an attempt that failed. */
    KeptToken failed(Expiry now) {
        Duration left = left();
        Optional<Expiry> again = Optional.of(now.plus(RenewalPace.afterFailure(left, late)));
        return new KeptToken(
                user, file, token, lifetime, end, again, failures + 1, left.isNegative() ? late + 1 : late);
    }

    /** The same with nothing left to do. */
    KeptToken settled() {
        return new KeptToken(user, file, token, lifetime, end, Optional.empty(), failures, late);
    }

    @Override
    public String toString() {
        return "KeptToken[" + user.email() + "]";
    }
}
