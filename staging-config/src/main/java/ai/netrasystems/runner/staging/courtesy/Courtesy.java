package ai.netrasystems.runner.staging.courtesy;

import ai.netrasystems.runner.staging.CallLimits;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.InvalidVariableException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Deals out turns to our clients so that no host is asked more than {@link CallLimits} allow: all clients of a process
 * that read the same limits share them. First come, first served. Has no thread. Thread-safe.
 */
public final class Courtesy {
    /** The variable that holds the limits of this process, as {@code concurrency=8,rate=50}. */
    public static final String VARIABLE = "RUNNER_STAGING_LIMITS";

    private static final Pattern TEXT = Pattern.compile("concurrency=([1-9]\\d{0,5}),rate=([1-9]\\d{0,5})");
    private static final Courtesy UNLIMITED = new Courtesy(Optional.empty(), Ticker.SYSTEM);
    private static final Map<CallLimits, Courtesy> OF_PROCESS = new ConcurrentHashMap<>();

    private final Optional<CallLimits> limits;
    private final Ticker ticker;
    private final Map<String, HostTurns> hosts = new ConcurrentHashMap<>();

    Courtesy(Optional<CallLimits> limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
    }

    /**
     * The one that {@value #VARIABLE} asks for; without it there is no limit.
     *
     * @throws InvalidVariableException where its value cannot be used
     */
    public static Courtesy from(EnvironmentVariables variables) {
        return variables.find(VARIABLE).map(Courtesy::parse).map(Courtesy::of).orElse(UNLIMITED);
    }

    /** The one of this process with these limits. */
    public static Courtesy of(CallLimits limits) {
        return OF_PROCESS.computeIfAbsent(limits, key -> new Courtesy(Optional.of(key), Ticker.SYSTEM));
    }

    /** The limits of one process where so many share those of a run: its part of each, at least 1. */
    public static CallLimits shared(CallLimits limits, int processes) {
        return new CallLimits(Math.max(1, limits.concurrency() / processes), Math.max(1, limits.rate() / processes));
    }

    /** What {@link #from} reads. */
    public static String text(CallLimits limits) {
        return "concurrency=" + limits.concurrency() + ",rate=" + limits.rate();
    }

    private static CallLimits parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidVariableException(VARIABLE, "must be as concurrency=8,rate=50");
        }
        return new CallLimits(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /**
     * Waits for a turn at that host. Closing it ends the turn.
     *
     * @return empty where there is none within that time
     * @throws InterruptedException where the thread is interrupted while it waits
     */
    public Optional<Turn> await(String host, Duration patience) throws InterruptedException {
        if (limits.isEmpty()) {
            return Optional.of(Turn.FREE);
        }
        return hosts.computeIfAbsent(host.toLowerCase(Locale.ROOT), name -> new HostTurns(limits.get(), ticker))
                .await(patience);
    }

    /** The limits, for people. */
    @Override
    public String toString() {
        return limits.map(Courtesy::text).orElse("no limit");
    }
}
