package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.model.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The one token that somebody put down for this run. It belongs to one user, and nobody can renew it. */
public final class FixedToken implements TokenSource {
    private final Secret token;
    private final String place;
    private final InstantSource wall;

    /** {@code place}: where it was put down, for people. */
    public FixedToken(Secret token, String place, InstantSource wall) {
        this.token = token;
        this.place = place;
        this.wall = wall;
    }

    @Override
    public TokenResult take(TestUser user, Duration within) {
        Optional<String> problem = TokenText.problem(token.reveal());
        if (problem.isPresent()) {
            return new TokenResult.Failure(new TokenDiagnosis.UnusableFixed(place, "it is " + problem.get()));
        }
        Optional<Duration> left = TokenText.left(token.reveal(), wall.instant());
        if (left.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
            return new TokenResult.Failure(new TokenDiagnosis.UnusableFixed(
                    place, "it ended at " + TokenText.end(token.reveal()).orElseThrow()));
        }
        return new TokenResult.Success(new Granted(token, left));
    }

    @Override
    public boolean isFixed() {
        return true;
    }

    /** Nothing is ever under way. */
    @Override
    public void cancel() {}
}
