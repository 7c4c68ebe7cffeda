package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.environment.Expiry;
import ai.netrasystems.runner.environment.TwoClocks;
import ai.netrasystems.runner.model.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Keeps tokens of a run fresh: one daemon thread renews each at two thirds of its life; after a failure it tries again
 * and says so once. Whoever asks for a token, it or somebody else, the source is asked by one at a time. Thread-safe.
 */
final class TokenKeeper implements AutoCloseable {
    /** The wall's clock may be set, or the machine wake up, while it waits. */
    private static final long LOOK_MILLIS = 1000;

    private final TokenSource source;
    private final Consumer<Secret> secrets;
    private final Consumer<String> warnings;
    private final TwoClocks clocks;
    /** Fair: tests that take many tokens must not keep the renewal waiting. */
    private final Lock oneAtATime = new ReentrantLock(true);

    private final Map<TestUser, KeptToken> kept = new LinkedHashMap<>();
    private boolean running;
    private boolean closed;

    /**
     * Keeps none yet.
     *
     * @param secrets told of each token before anybody else
     * @param warnings told once each time renewal begins to fail, and once when a token ends without a successor
     */
    TokenKeeper(TokenSource source, Consumer<Secret> secrets, Consumer<String> warnings, TwoClocks clocks) {
        this.source = source;
        this.secrets = secrets;
        this.warnings = warnings;
        this.clocks = clocks;
    }

    /** A token of that user, which nobody renews. */
    TokenResult take(TestUser user, Duration within) {
        oneAtATime.lock();
        try {
            TokenResult result = source.take(user, within);
            return result.fold(
                    granted -> {
                        secrets.accept(granted.token());
                        return result;
                    },
                    failed -> result);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Takes a token of that user, writes it to that file (0600) and keeps both fresh from now on. */
    TokenResult keep(TestUser user, Path path, Duration within) {
        oneAtATime.lock();
        try {
            Expiry asked = clocks.now();
            TokenResult result = take(user, within);
            return result.fold(granted -> begin(user, new TokenFile(path), granted, asked), failed -> result);
        } finally {
            oneAtATime.unlock();
        }
    }

    private TokenResult begin(TestUser user, TokenFile file, Granted granted, Expiry asked) {
        try {
            store(KeptToken.of(user, file, granted, asked, !source.isFixed()));
        } catch (IOException unwritable) {
            return new TokenResult.Failure(
                    new TokenDiagnosis.Unwritable(file.path(), String.valueOf(unwritable.getMessage())));
        }
        start();
        return new TokenResult.Success(granted);
    }

    /** That user's token as it is now; empty where none is kept. */
    synchronized Optional<KeptToken> find(TestUser user) {
        return Optional.ofNullable(kept.get(user));
    }

    /** Ends the renewal and removes the files. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        source.close();
        for (KeptToken token : kept.values()) {
            try {
                token.file().remove();
            } catch (IOException stays) {
                warnings.accept("could not remove " + token.file().path() + ": " + stays.getMessage());
            }
        }
    }

    private synchronized void store(KeptToken token) throws IOException {
        if (!closed) {
            token.file().write(token.token());
            kept.put(token.user(), token);
            notifyAll();
        }
    }

    private synchronized void start() {
        if (!running) {
            running = true;
            Thread thread = new Thread(this::run, "e2e-token");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try {
            for (Optional<KeptToken> due = awaitDue(); due.isPresent(); due = awaitDue()) {
                handle(due.get());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next token to do something about, when it is time; empty once closed. */
    private synchronized Optional<KeptToken> awaitDue() throws InterruptedException {
        while (!closed) {
            Optional<KeptToken> first = kept.values().stream()
                    .filter(token -> token.next().isPresent())
                    .min(Comparator.comparing(TokenKeeper::untilNext));
            if (first.filter(token -> untilNext(token).compareTo(Duration.ZERO) <= 0)
                    .isPresent()) {
                return first;
            }
            long millis = first.map(token -> untilNext(token).toMillis() + 1).orElse(LOOK_MILLIS);
            wait(Math.max(1, Math.min(millis, LOOK_MILLIS)));
        }
        return Optional.empty();
    }

    private static Duration untilNext(KeptToken token) {
        return token.next().map(Expiry::left).orElse(Duration.ZERO);
    }

    private void handle(KeptToken token) {
        if (source.isFixed()) {
            warnings.accept("the fixed E2E token has ended: what asks for it from now on is refused");
            put(token.settled());
            return;
        }
        oneAtATime.lock();
        try {
            Expiry asked = clocks.now();
            take(token.user(), RenewalPace.wait(token.left()))
                    .fold(
                            granted -> renewed(token, KeptToken.of(token.user(), token.file(), granted, asked, true)),
                            failure -> failed(token, failure.summary()));
        } catch (RuntimeException defect) {
            // The renewal must not die silently: the token would end under the tests.
            failed(token, String.valueOf(defect));
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean renewed(KeptToken old, KeptToken next) {
        try {
            store(next);
            return true;
        } catch (IOException unwritable) {
            return failed(old, String.valueOf(unwritable.getMessage()));
        }
    }

    private boolean failed(KeptToken token, String why) {
        KeptToken next = token.failed(clocks.now());
        boolean told = put(next);
        if (told && next.failures() == 1) {
            warnings.accept("the E2E token could not be renewed, trying on: " + why);
        } else if (told && next.late() == 1) {
            warnings.accept("the E2E token has ended and could not be renewed, trying on: " + why);
        }
        return false;
    }

    /** Whether it is still of interest. */
    private synchronized boolean put(KeptToken token) {
        if (!closed) {
            kept.put(token.user(), token);
        }
        return !closed;
    }
}
