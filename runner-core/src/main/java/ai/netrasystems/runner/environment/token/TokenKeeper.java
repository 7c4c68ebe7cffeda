package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.environment.token.TokenLogin.Granted;
import ai.netrasystems.runner.model.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps the token of a run fresh: a new one at two thirds of the old one's life, by one daemon thread; after a failure
 * it tries again, each time later, and says so once. Thread-safe.
 */
public final class TokenKeeper {
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final TokenFile file;
    private final Consumer<Secret> secrets;
    private final Consumer<String> warnings;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final TokenLogin login;

    private TokenKeeper(TokenFile file, TokenLogin login, Consumer<Secret> secrets, Consumer<String> warnings) {
        this.file = file;
        this.login = login;
        this.secrets = secrets;
        this.warnings = warnings;
    }

    /**
     * Writes the first token and begins to renew it.
     *
     * @param path the file (0600); replaced as a whole at each renewal
     * @param secrets told of each token before it is written
     * @param warnings told once each time renewal begins to fail
     */
    public static TokenKeeper start(Granted first, Path path, Consumer<Secret> secrets, Consumer<String> warnings)
            throws IOException {
        TokenKeeper keeper = new TokenKeeper(new TokenFile(path), first.login(), secrets, warnings);
        secrets.accept(first.token());
        keeper.file.write(first.token());
        Thread thread = new Thread(() -> keeper.renew(first.lifetime()), "e2e-token");
        thread.setDaemon(true);
        thread.start();
        return keeper;
    }

    /** Ends the renewal and removes the file. Idempotent. */
    public synchronized void close() {
        closed.countDown();
        login.close();
        try {
            file.remove();
        } catch (IOException stays) {
            warnings.accept("could not remove " + file.path() + ": " + stays.getMessage());
        }
    }

    private void renew(Duration lifetime) {
        Duration next = twoThirds(lifetime);
        Duration retry = FIRST_RETRY;
        while (!closedWithin(next)) {
            Renewal renewal = renewOnce();
            if (renewal.lifetime().isPresent()) {
                next = twoThirds(renewal.lifetime().get());
                retry = FIRST_RETRY;
            } else {
                if (retry.equals(FIRST_RETRY) && closed.getCount() > 0) {
                    warnings.accept("the E2E token could not be renewed, trying on: " + renewal.failure());
                }
                next = retry;
                Duration longer = retry.multipliedBy(2);
                retry = longer.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : longer;
            }
        }
    }

    private record Renewal(Optional<Duration> lifetime, String failure) {}

    private Renewal renewOnce() {
        try {
            return login.logIn().fold(this::keep, failed -> new Renewal(Optional.empty(), failed.summary()));
        } catch (RuntimeException defect) {
            // The renewal must not die silently: the token would expire under the tests.
            return new Renewal(Optional.empty(), String.valueOf(defect));
        }
    }

    private synchronized Renewal keep(Granted granted) {
        try {
            if (closed.getCount() > 0) {
                secrets.accept(granted.token());
                file.write(granted.token());
            }
            return new Renewal(Optional.of(granted.lifetime()), "");
        } catch (IOException unwritable) {
            return new Renewal(Optional.empty(), String.valueOf(unwritable.getMessage()));
        }
    }

    private boolean closedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            return true;
        }
    }

    private static Duration twoThirds(Duration lifetime) {
        return lifetime.multipliedBy(2).dividedBy(3);
    }
}
