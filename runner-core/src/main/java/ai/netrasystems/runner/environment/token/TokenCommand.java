package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.environment.token.CommandRun.Ended;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.TokenRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A command that prints a token: bare, or as JSON with {@code access_token} and {@code expires_in}. It gets the runner's
 * environment variables. What it prints is never shown; of what it writes to standard error only the end is, without
 * what looks like a token.
 */
public final class TokenCommand implements TokenSource {
    /** For a token that says nothing of its own end, where the rule does not either. */
    static final Duration UNKNOWN_LIFETIME = Duration.ofMinutes(10);

    /** At least 20 letters and digits in a row: a token or a key, and no word of a language. */
    private static final Pattern LIKE_A_TOKEN =
            Pattern.compile("(?=[A-Za-z0-9_~+=.-]*[0-9])(?=[A-Za-z0-9_~+=.-]*[A-Za-z])[A-Za-z0-9_~+=.-]{20,}");

    private static final Pattern SECRET_NAME =
            Pattern.compile("KEY|TOKEN|SECRET|PASSW|CREDENTIAL", Pattern.CASE_INSENSITIVE);
    private static final int SHOWN_LINES = 10;

    private final TokenRule.Command rule;
    private final Map<String, String> environment;
    private final Path directory;
    private final InstantSource wall;
    private final CommandRun.Running running = new CommandRun.Running();

    /** {@code environment} of the command; it works in {@code directory}. */
    public TokenCommand(TokenRule.Command rule, Map<String, String> environment, Path directory, InstantSource wall) {
        this.rule = rule;
        this.environment = Map.copyOf(environment);
        this.directory = directory;
        this.wall = wall;
    }

    @Override
    public TokenResult take(TestUser user, Duration within) {
        return CommandRun.of(rule.argv(), environment, directory, within, running)
                .fold(
                        this::judge,
                        failed -> failure(new TokenDiagnosis.CommandNotStarted(program(), failed)),
                        () -> failure(new TokenDiagnosis.CommandTooSlow(program(), within)));
    }

    private TokenResult judge(Ended ended) {
        if (ended.tooMuch()) {
            return unreadable("more than 64 KiB"); // and so it was ended
        }
        if (ended.exitCode() != 0) {
            return failure(new TokenDiagnosis.CommandFailed(program(), ended.exitCode(), evidence(ended)));
        }
        String text = ended.output().strip();
        if (text.isEmpty()) {
            return unreadable("nothing");
        }
        if (text.startsWith("{")) {
            return TokenAnswer.read(text, this::granted, this::unreadable);
        }
        return TokenText.problem(text)
                .map(this::unreadable)
                .orElseGet(() -> granted(new Granted(new Secret(text), Optional.empty())));
    }

    private TokenResult granted(Granted said) {
        String token = said.token().reveal();
        Duration lifetime = said.lifetime()
                .or(() -> TokenText.left(token, wall.instant()))
                .or(rule::lifetime)
                .orElse(UNKNOWN_LIFETIME);
        return lifetime.isNegative() || lifetime.isZero()
                ? unreadable("a token that has ended already")
                : new TokenResult.Success(new Granted(said.token(), Optional.of(lifetime)));
    }

    private TokenResult unreadable(String what) {
        return failure(new TokenDiagnosis.CommandUnreadable(program(), what));
    }

    private static TokenResult failure(TokenDiagnosis diagnosis) {
        return new TokenResult.Failure(diagnosis);
    }

    private String program() {
        return rule.argv().get(0);
    }

    /** The end of its standard error, without what it printed, its secret variables' values, and what looks like one. */
    private List<String> evidence(Ended ended) {
        List<Secret> secrets = new ArrayList<>();
        secrets.add(new Secret(ended.output().strip()));
        environment.forEach((name, value) -> {
            if (SECRET_NAME.matcher(name).find()) {
                secrets.add(new Secret(value));
            }
        });
        secrets.removeIf(Secret::isTooShort); // the runner's own secrets are never so short
        String safe = LIKE_A_TOKEN
                .matcher(Redactor.of(secrets).redact(ended.errors()))
                .replaceAll(Redactor.MASK);
        List<String> lines = safe.strip().lines().toList();
        return lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
    }

    /** Nobody can tell it whose token is wanted. */
    @Override
    public boolean hasOneUser() {
        return true;
    }

    @Override
    public void cancel() {
        running.cancel();
    }
}
