package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentProvider.Request;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The E2E token of a run for as long as its environment lasts: taken, kept in a file, renewed. Thread-safe. */
public final class RunToken implements AutoCloseable {
    private static final String FILE = "e2e-auth-token";

    private final TokenKeeper keeper;
    private final Map<String, Secret> secrets;

    private RunToken(TokenKeeper keeper, Map<String, Secret> secrets) {
        this.keeper = keeper;
        this.secrets = secrets;
    }

    /** How taking a token ended. */
    public sealed interface Taken {
        /** There is one; to be closed with the environment. */
        record Given(RunToken token) implements Taken {
            @Override
            public <R> R fold(Function<RunToken, R> given, Function<Diagnosis, R> failed, Supplier<R> stopped) {
                return given.apply(token);
            }
        }

        /** There is none. */
        record Failed(Diagnosis diagnosis) implements Taken {
            @Override
            public <R> R fold(Function<RunToken, R> given, Function<Diagnosis, R> failed, Supplier<R> stopped) {
                return failed.apply(diagnosis);
            }
        }

        /** The run was told to stop meanwhile. */
        record Stopped() implements Taken {
            @Override
            public <R> R fold(Function<RunToken, R> given, Function<Diagnosis, R> failed, Supplier<R> stopped) {
                return stopped.get();
            }
        }

        /** One function per case. */
        <R> R fold(Function<RunToken, R> given, Function<Diagnosis, R> failed, Supplier<R> stopped);
    }

    /**
     * Logs in and begins to renew.
     *
     * @param directory for the token's file; created where missing, and named as temporary in the run's ledger before
     */
    public static Taken take(TokenLogin login, Path directory, Request request) {
        return take(login, directory, request, login::logIn);
    }

    /** The same, the first login within that time. */
    public static Taken take(TokenLogin login, Path directory, Request request, Duration within) {
        return take(login, directory, request, () -> login.logIn(within));
    }

    private static Taken take(TokenLogin login, Path directory, Request request, Supplier<TokenResult> first) {
        Runnable deaf = request.stop().onRequest(login::cancel);
        try {
            return first.get()
                    .fold(
                            granted -> kept(granted, directory, request),
                            refused -> request.stop().isRequested() ? new Taken.Stopped() : new Taken.Failed(refused));
        } finally {
            deaf.run();
        }
    }

    private static Taken kept(TokenLogin.Granted first, Path directory, Request request) {
        if (request.stop().isRequested()) {
            return new Taken.Stopped();
        }
        Path file = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
            TokenKeeper keeper = TokenKeeper.start(
                    first,
                    file,
                    request.secrets(),
                    warning -> request.events().publish(new Noted(Noted.Level.WARNING, warning)));
            return new Taken.Given(new RunToken(
                    keeper,
                    Map.of(TestVariables.TOKEN, first.token(), TestVariables.TOKEN_FILE, new Secret(file.toString()))));
        } catch (IOException unwritable) {
            return new Taken.Failed(new TokenDiagnosis.Unwritable(file, String.valueOf(unwritable.getMessage())));
        }
    }

    /** What workers get, as environment variables only. */
    public Map<String, Secret> secrets() {
        return secrets;
    }

    /** Ends the renewal and removes the file. Idempotent. */
    @Override
    public void close() {
        keeper.close();
    }
}
