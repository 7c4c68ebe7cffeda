package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.RunRequest.EnvironmentChoice;
import ai.netrasystems.runner.config.text.DurationText;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Options that contradict each other, as one table. A conflict is only ever between two options of the command line: a
 * file's setting gives way to it. Pure.
 */
public final class RequestConflicts {
    /**
     * A row: two options, and when they contradict each other.
     *
     * @param option the one to blame, shown as the problem's place
     * @param other what it is used with
     * @param conflict says what contradicts; empty where nothing does
     */
    private record Row(String option, String other, String hint, Conflict conflict) {
        Optional<Problem> problem(RunRequest request, RunnerConfig config) {
            return conflict.in(request, config)
                    .map(what -> Problem.of(
                            "`" + option + "` and `" + other + "` contradict each other: " + what,
                            Origin.commandLine(option),
                            hint));
        }
    }

    @FunctionalInterface
    private interface Conflict {
        Optional<String> in(RunRequest request, RunnerConfig config);
    }

    private static final List<Row> TABLE = List.of(
            new Row(
                    "--environment",
                    "--no-docker",
                    "leave one of them out",
                    (request, config) -> request.environment()
                            .filter(choice -> request.noDocker() && choice != EnvironmentChoice.AUTO)
                            .map(choice -> "`" + MapReader.label(choice) + "` asks for services, the other for none")),
            new Row(
                    "--compose",
                    "--no-docker",
                    "leave one of them out",
                    (request, config) -> request.compose()
                            .filter(file -> request.noDocker())
                            .map(file -> "without services no Compose file is read")),
            new Row(
                    "--test-timeout",
                    "--timeout",
                    "budgets nest: test <= layer <= run",
                    (request, config) -> longer(request.control())),
            new Row(
                    "--category",
                    "--execution-mode",
                    "`runner list` shows a mode's layers and categories",
                    RequestConflicts::outside));

    private RequestConflicts() {}

    /** The conflicts of the request; empty where there is none. */
    public static List<Problem> of(RunRequest request, RunnerConfig config) {
        return TABLE.stream()
                .flatMap(row -> row.problem(request, config).stream())
                .toList();
    }

    private static Optional<String> longer(RunRequest.Control control) {
        return control.testTimeout()
                .flatMap(test -> control.timeout()
                        .filter(run -> test.compareTo(run) > 0)
                        .map(run -> "a test's " + DurationText.format(test) + " is longer than the run's "
                                + DurationText.format(run)));
    }

    /** A known category that is in no layer of the mode asked for; unknown names have a problem of their own. */
    private static Optional<String> outside(RunRequest request, RunnerConfig config) {
        Optional<RunnerConfig.Mode> mode = request.mode()
                .flatMap(name -> Optional.ofNullable(config.modes().get(name)));
        return mode.flatMap(known -> request.selection().categories().stream()
                .filter(config.categories()::containsKey)
                .filter(category -> !categoriesOf(known, config).contains(category))
                .findFirst()
                .map(category -> "`" + category + "` is in no layer of `" + known.name() + "`"));
    }

    /** All categories of a mode's layers. */
    public static Set<CategoryName> categoriesOf(RunnerConfig.Mode mode, RunnerConfig config) {
        return mode.layers().stream()
                .flatMap(layer -> Optional.ofNullable(config.layers().get(layer)).stream())
                .flatMap(layer -> layer.categories().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
