package ai.netrasystems.runner.cli.command;

import ai.netrasystems.runner.cli.command.Asked.Color;
import ai.netrasystems.runner.cli.command.Asked.Format;
import ai.netrasystems.runner.cli.command.Asked.Mending;
import ai.netrasystems.runner.cli.command.Asked.Output;
import ai.netrasystems.runner.cli.command.Asked.Removal;
import ai.netrasystems.runner.cli.command.Asked.Wants;
import ai.netrasystems.runner.config.Fallback;
import ai.netrasystems.runner.config.Flaky;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunRequest.BuildChoice;
import ai.netrasystems.runner.config.RunRequest.Control;
import ai.netrasystems.runner.config.RunRequest.Course;
import ai.netrasystems.runner.config.RunRequest.EnvironmentChoice;
import ai.netrasystems.runner.config.RunRequest.Failures;
import ai.netrasystems.runner.config.RunRequest.NoTests;
import ai.netrasystems.runner.config.RunRequest.Selection;
import ai.netrasystems.runner.config.RunRequest.Selection.Recall;
import ai.netrasystems.runner.config.RunRequest.Where;
import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.config.text.DurationText;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ProfileName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Turns the words of one command line into typed values; collects every problem. Used once. */
final class RequestReader {
    private static final List<Option> REPEATED = List.of(
            Option.CONFIG,
            Option.CLASSPATH,
            Option.ENVIRONMENT,
            Option.DOCKER_BYPASS,
            Option.STAGING_E2E,
            Option.FALLBACK,
            Option.STAGING,
            Option.SKIP_HEALTH_CHECK,
            Option.NO_DOCKER,
            Option.COMPOSE,
            Option.EXECUTION_MODE,
            Option.CATEGORY);

    private final Command command;
    private final Given given;
    private final Path workingDirectory;
    private final List<Problem> problems = new ArrayList<>();

    RequestReader(Command command, Given given, Path workingDirectory) {
        this.command = command;
        this.given = given;
        this.workingDirectory = workingDirectory;
    }

    /** Somebody who asks for help gets it, whatever else is wrong with the values on the line. */
    Checked<Asked> read() {
        if (given.has(Option.HELP)) {
            return Checked.valid(words(Wants.HELP));
        }
        if (given.has(Option.VERSION)) {
            return Checked.valid(words(Wants.VERSION));
        }
        Asked asked = new Asked(
                command, Wants.WORK, request(), path(Option.CONFIG), output(), removal(), mending(), repeated());
        return problems.isEmpty() ? Checked.valid(asked) : new Checked.Invalid<>(problems);
    }

    private Asked words(Wants wants) {
        return new Asked(
                command,
                wants,
                RunRequest.plain(),
                Optional.empty(),
                new Output(Format.RICH, Color.AUTO, false),
                new Removal(false, false),
                Mending.none(),
                List.of());
    }

    /** The words that a command must repeat to find and run the same test in the same way. */
    private List<String> repeated() {
        List<String> words = new ArrayList<>();
        for (Option option : REPEATED) {
            if (given.has(option)) {
                words.add(option.text());
                words.addAll(given.all(option));
            }
        }
        return words;
    }

    private RunRequest request() {
        return new RunRequest(
                texts(Option.EXECUTION_MODE).stream().findFirst().map(ModeName::new),
                selection(),
                where(),
                classpath(),
                new Control(
                        failures(),
                        course(),
                        duration(Option.TEST_TIMEOUT),
                        duration(Option.TIMEOUT),
                        choice(Option.NO_TESTS, NoTests.values()).orElse(NoTests.FAIL),
                        choice(Option.BUILD, BuildChoice.values()).orElse(BuildChoice.AUTO)),
                path(Option.REPORTS_DIR));
    }

    private Failures failures() {
        return new Failures(
                given.has(Option.FAIL_FAST),
                count(Option.MAX_FAILURES, 1),
                count(Option.RETRIES, 0),
                choice(Option.FLAKY, Flaky.values()));
    }

    private Course course() {
        return new Course(count(Option.WORKERS, 1), count(Option.REPEAT, 1), seed(), given.has(Option.DEBUG));
    }

    private Where where() {
        return new Where(
                choice(Option.ENVIRONMENT, EnvironmentChoice.values()),
                given.has(Option.NO_DOCKER),
                given.has(Option.DOCKER_BYPASS),
                given.has(Option.STAGING_E2E),
                choice(Option.FALLBACK, Fallback.values()),
                texts(Option.STAGING).stream().findFirst().map(ProfileName::new),
                given.has(Option.SKIP_HEALTH_CHECK),
                given.has(Option.KEEP_ENVIRONMENT),
                path(Option.COMPOSE));
    }

    private Selection selection() {
        return new Selection(
                names(Option.CATEGORY).stream()
                        .map(CategoryName::new)
                        .distinct()
                        .toList(),
                texts(Option.INCLUDE_TAG),
                texts(Option.EXCLUDE_TAG),
                texts(Option.TEST),
                texts(Option.SELECT_CLASS),
                texts(Option.SELECT_METHOD),
                texts(Option.SELECT_PACKAGE),
                texts(Option.SELECT_UID),
                new Recall(given.has(Option.LAST_FAILED), given.has(Option.FAILED_FIRST)));
    }

    private Removal removal() {
        return new Removal(given.has(Option.DRY_RUN), given.has(Option.KEPT));
    }

    private Mending mending() {
        if (command == Command.DOCTOR) {
            onlyWithFix(Option.DRY_RUN);
            onlyWithFix(Option.NO_GIT);
            if (given.has(Option.JSON) && given.has(Option.SARIF)) {
                problem(Option.SARIF, "not together with --json", "call doctor once for each");
            }
        }
        return new Mending(given.has(Option.FIX), given.has(Option.NO_GIT), path(Option.SARIF));
    }

    private void onlyWithFix(Option option) {
        if (given.has(option) && !given.has(Option.FIX)) {
            problem(option, "it means nothing without --fix", "doctor changes nothing unless it is told to");
        }
    }

    private Output output() {
        return new Output(
                given.has(Option.JSON)
                        ? Format.JSON
                        : choice(Option.OUTPUT, Format.values()).orElse(Format.RICH),
                choice(Option.COLOR, Color.values()).orElse(Color.AUTO),
                given.has(Option.VERBOSE));
    }

    private List<Path> classpath() {
        ClasspathWords words = new ClasspathWords(workingDirectory);
        return texts(Option.CLASSPATH).stream()
                .flatMap(text -> checked(words.entries(text)).orElse(List.of()).stream())
                .toList();
    }

    private Optional<Path> path(Option option) {
        return texts(option).stream().findFirst().flatMap(text -> {
            try {
                return Optional.of(workingDirectory.resolve(text).normalize());
            } catch (InvalidPathException invalid) {
                problem(option, "`" + text + "` is no path", invalid.getReason());
                return Optional.empty();
            }
        });
    }

    private Optional<Duration> duration(Option option) {
        return given.one(option).flatMap(text -> {
            Optional<Duration> duration = DurationText.parse(text).filter(parsed -> !parsed.isZero());
            if (duration.isEmpty()) {
                boolean bare = text.matches("[0-9]{1,6}") && !text.matches("0+");
                problem(
                        option,
                        "`" + text + "` is no duration",
                        bare ? "did you mean `" + text + "s`?" : DurationText.EXAMPLES);
            }
            return duration;
        });
    }

    private Optional<Integer> count(Option option, int least) {
        return given.one(option).flatMap(text -> {
            Optional<Integer> count = Optional.of(text)
                    .filter(digits -> digits.matches("[0-9]{1,9}"))
                    .map(Integer::valueOf)
                    .filter(number -> number >= least);
            if (count.isEmpty()) {
                problem(option, "`" + text + "` is no whole number from " + least + " upwards", "");
            }
            return count;
        });
    }

    private Optional<Long> seed() {
        return given.one(Option.SEED).flatMap(text -> {
            try {
                return Optional.of(Long.valueOf(text));
            } catch (NumberFormatException notANumber) {
                problem(Option.SEED, "`" + text + "` is no whole number", "");
                return Optional.empty();
            }
        });
    }

    private <E extends Enum<E>> Optional<E> choice(Option option, E[] values) {
        Function<E, String> word = value -> value.name().toLowerCase(Locale.ROOT);
        return given.one(option).flatMap(text -> {
            Optional<E> chosen = Arrays.stream(values)
                    .filter(value -> word.apply(value).equals(text))
                    .findFirst();
            if (chosen.isEmpty()) {
                List<String> known = Arrays.stream(values).map(word).toList();
                problem(
                        option,
                        "unknown value `" + text + "`",
                        DidYouMean.hint(text, known).orElse(""));
            }
            return chosen;
        });
    }

    /** {@code a b}, {@code a,b} and {@code a, b} are the same. */
    private List<String> names(Option option) {
        List<String> names = texts(option).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty() && given.has(option) && problems.isEmpty()) {
            problem(option, "no name in `" + String.join(" ", given.all(option)) + "`", "write it like a,b");
        }
        return names;
    }

    /** Values that are not blank: a blank one is most often a variable of a script that was not set. */
    private List<String> texts(Option option) {
        List<String> values = given.all(option);
        if (values.stream().anyMatch(String::isBlank)) {
            problem(option, "an empty value", "is a variable of the calling script not set?");
        }
        return values.stream().filter(value -> !value.isBlank()).toList();
    }

    private <T> Optional<T> checked(Checked<T> value) {
        return value.fold(Optional::of, wrong -> {
            problems.addAll(wrong);
            return Optional.empty();
        });
    }

    private void problem(Option option, String message, String hint) {
        problems.add(Problem.of(option.text() + ": " + message, Origin.commandLine(option.text()), hint));
    }
}
