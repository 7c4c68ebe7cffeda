package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentProvider.Request;
import ai.netrasystems.runner.environment.Expiry;
import ai.netrasystems.runner.environment.SecretsUnavailableException;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.TwoClocks;
import ai.netrasystems.runner.environment.WorkerSecrets;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.TestUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The E2E tokens of a run for as long as its environment lasts: taken, kept in files, renewed, and given to workers and
 * to tests that ask for a user of their own. Thread-safe.
 */
public final class RunToken implements AutoCloseable {
    private static final String FILE = "e2e-auth-token";
    private static final Duration TAKE = Duration.ofSeconds(15);
    /** A worker whose snapshot has less than that left takes no further class. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final TokenKeeper keeper;
    private final TokenSource source;
    private final TestUsers users;
    private final Path directory;
    private final Request request;
    /** What is let go of, the latest first. */
    private final Deque<Runnable> held = new ArrayDeque<>();

    private Optional<TestUserDesk> desk = Optional.empty();

    private RunToken(TokenSource source, TestUsers users, Path directory, Request request) {
        this.source = source;
        this.users = users;
        this.directory = directory;
        this.request = request;
        this.keeper = new TokenKeeper(
                source, request.secrets(), warning -> tell(Noted.Level.WARNING, warning), TwoClocks.ofSystem());
        held.push(keeper::close);
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
     * Takes the first token, within 15 s, and begins to renew.
     *
     * @param directory for the tokens' files; created where missing, and named as temporary in the run's ledger before
     */
    public static Taken take(TokenSource source, TestUsers users, Path directory, Request request) {
        return take(source, users, directory, request, TAKE);
    }

    /** The same, the first token within that time. The source is closed with it, or where there is none. */
    public static Taken take(TokenSource source, TestUsers users, Path directory, Request request, Duration within) {
        RunToken token = new RunToken(source, users, directory, request);
        boolean keeps = false;
        try {
            Taken taken = token.begin(within);
            keeps = taken.fold(given -> true, failed -> false, () -> false);
            return taken;
        } finally {
            if (!keeps) {
                token.close();
            }
        }
    }

    private Taken begin(Duration within) {
        if (source.hasOneUser() && users != TestUsers.SHARED) {
            throw new IllegalArgumentException("the reader of profiles refuses " + users + " with a token of one user");
        }
        held.push(request.stop().onRequest(source::cancel));
        try {
            Files.createDirectories(directory);
        } catch (IOException unwritable) {
            return new Taken.Failed(new TokenDiagnosis.Unwritable(directory, String.valueOf(unwritable.getMessage())));
        }
        return keeper.keep(user(1), file(1), within).fold(this::begun, this::failed);
    }

    private Taken begun(Granted first) {
        if (request.stop().isRequested()) {
            return new Taken.Stopped();
        }
        if (source.isFixed()) {
            first.lifetime()
                    .ifPresent(left -> tell(
                            Noted.Level.NOTE,
                            "the E2E token is a fixed one: it ends in " + left.toSeconds()
                                    + " s, and nobody renews it"));
        }
        if (users == TestUsers.PER_TEST) {
            try {
                TestUserDesk opened = TestUserDesk.open(
                        number -> keeper.take(TestUser.ofTest(request.run(), number), TAKE), new SecureRandom());
                held.push(opened::close);
                request.secrets().accept(opened.key());
                desk = Optional.of(opened);
            } catch (IOException noPort) {
                return failed(new TokenDiagnosis.Unwritable(directory, String.valueOf(noPort.getMessage())));
            }
        }
        return new Taken.Given(this);
    }

    private Taken failed(TokenDiagnosis diagnosis) {
        return request.stop().isRequested() ? new Taken.Stopped() : new Taken.Failed(diagnosis);
    }

    /** What workers get, as environment variables only. */
    public WorkerSecrets secrets() {
        return this::forWorker;
    }

    /** The token as it is now: that of the first worker where each has its own. */
    public Secret current() {
        return keeper.find(user(1)).orElseThrow().token();
    }

    private WorkerSecrets.Snapshot forWorker(int lane) throws IOException {
        KeptToken token = kept(lane);
        Map<String, Secret> variables = new HashMap<>();
        variables.put(TestVariables.TOKEN, token.token());
        variables.put(TestVariables.TOKEN_FILE, new Secret(token.file().path().toString()));
        desk.ifPresent(open -> variables.putAll(open.variables()));
        Optional<Expiry> end = source.isFixed() ? Optional.empty() : token.end();
        return new WorkerSecrets.Snapshot(
                variables,
                end.map(moment -> new WorkerSecrets.Ageing(
                        TestVariables.TOKEN, moment, margin(token.lifetime().orElse(MARGIN)))));
    }

    private KeptToken kept(int lane) throws IOException {
        TestUser user = user(lane);
        if (keeper.find(user).isEmpty()) {
            Optional<TokenDiagnosis> failure =
                    keeper.keep(user, file(lane), TAKE).fold(given -> Optional.empty(), Optional::of);
            if (failure.isPresent()) {
                throw new SecretsUnavailableException(failure.get().summary());
            }
        }
        return keeper.find(user)
                .orElseThrow(() -> new SecretsUnavailableException("no E2E token: its environment was closed"));
    }

    /** A new snapshot has at least a third of its life left: with a quarter a new worker is not old at once. */
    private static Duration margin(Duration lifetime) {
        Duration quarter = lifetime.dividedBy(4);
        return quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN;
    }

    private TestUser user(int lane) {
        return users == TestUsers.PER_WORKER ? TestUser.ofWorker(request.run(), lane) : TestUser.shared();
    }

    private Path file(int lane) {
        return directory.resolve(users == TestUsers.PER_WORKER && lane > 1 ? FILE + "-" + lane : FILE);
    }

    private void tell(Noted.Level level, String what) {
        if (!request.stop().isRequested()) {
            request.events().publish(new Noted(level, what));
        }
    }

    /** Ends the renewal and removes the files. Idempotent. */
    @Override
    public synchronized void close() {
        while (!held.isEmpty()) {
            held.pop().run();
        }
    }
}
