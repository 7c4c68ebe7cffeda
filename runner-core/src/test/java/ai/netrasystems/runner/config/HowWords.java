package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.RunRequest.Control;
import ai.netrasystems.runner.config.RunRequest.Course;
import ai.netrasystems.runner.config.RunRequest.Failures;
import ai.netrasystems.runner.config.RunRequest.Selection.Recall;
import ai.netrasystems.runner.config.text.DurationText;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Options that say how, as words: for tables of tests. */
public final class HowWords {
    private boolean failFast;
    private Optional<Integer> maxFailures = Optional.empty();
    private Optional<Integer> retries = Optional.empty();
    private Optional<Flaky> flaky = Optional.empty();
    private Optional<Integer> workers = Optional.empty();
    private Optional<Integer> repeat = Optional.empty();
    private Optional<Long> seed = Optional.empty();
    private boolean debug;
    private Optional<Duration> testTimeout = Optional.empty();
    private Optional<Duration> timeout = Optional.empty();
    private boolean lastFailed;
    private boolean failedFirst;

    private HowWords() {}

    /** {@code --workers 2 --debug}; null and empty are none. */
    public static RunRequest request(String options) {
        return requests(options).build();
    }

    /** The same, to go on with. */
    public static Requests requests(String options) {
        HowWords words = new HowWords();
        if (options != null && !options.isBlank()) {
            words.take(List.of(options.strip().split(" +")).iterator());
        }
        return words.taken();
    }

    private void take(Iterator<String> words) {
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--fail-fast" -> failFast = true;
                case "--max-failures" -> maxFailures = number(words);
                case "--retries" -> retries = number(words);
                case "--flaky" -> flaky = Optional.of(Flaky.valueOf(words.next().toUpperCase(Locale.ROOT)));
                case "--workers" -> workers = number(words);
                case "--repeat" -> repeat = number(words);
                case "--seed" -> seed = Optional.of(Long.valueOf(words.next()));
                case "--debug" -> debug = true;
                case "--test-timeout" -> testTimeout = DurationText.parse(words.next());
                case "--timeout" -> timeout = DurationText.parse(words.next());
                case "--last-failed" -> lastFailed = true;
                case "--failed-first" -> failedFirst = true;
                default -> throw new IllegalArgumentException(word);
            }
        }
    }

    private static Optional<Integer> number(Iterator<String> words) {
        return Optional.of(Integer.valueOf(words.next()));
    }

    private Requests taken() {
        Control control = new Control(
                new Failures(failFast, maxFailures, retries, flaky),
                new Course(workers, repeat, seed, debug),
                testTimeout,
                timeout,
                RunRequest.NoTests.FAIL,
                RunRequest.BuildChoice.AUTO);
        return Requests.plain()
                .control(control)
                .selection(RunRequest.Selection.everything().with(new Recall(lastFailed, failedFirst)));
    }
}
