package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.RunRequest.Control;
import ai.netrasystems.runner.config.RunRequest.Selection.Recall;
import ai.netrasystems.runner.config.RunRequest.Where;
import ai.netrasystems.runner.config.text.DurationText;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Options that contradict each other, as one table. A conflict is only ever between two options of the command line: a
 * file's setting gives way to it ({@link ProviderOrder}). Pure.
 */
public final class RequestConflicts {
    /**
     * A row: two options, and when they contradict each other.
     *
     * @param option the one to blame, shown as the problem's place
     * @param other what it is used with
     * @param conflict says what contradicts; empty where nothing does
     * @param <T> what the row looks at
     */
    private record Row<T>(String option, String other, String hint, Function<T, Optional<String>> conflict) {
        Optional<Problem> problem(T asked) {
            return conflict.apply(asked)
                    .map(what -> Problem.of(
                            "`" + option + "` and `" + other + "` contradict each other: " + what,
                            Origin.commandLine(option),
                            hint));
        }
    }

    /** Two options that contradict each other. */
    record Clash(String option, String other) {
        /** The one that is not this one. */
        String besides(String mine) {
            return option.equals(mine) ? other : option;
        }
    }

    private static final String ONE = "leave one of them out";

    /** What concerns the question where alone. */
    private static final List<Row<Where>> WHERE = List.of(
            where("--environment", "--no-docker", RequestConflicts::servicesAndNone),
            where(
                    "--fallback",
                    "--no-docker",
                    where -> where.fallback()
                            .filter(policy -> where.noDocker() && policy != Fallback.NEVER)
                            .map(policy -> "without services nothing can fall back")),
            where(
                    "--compose",
                    "--no-docker",
                    where -> where.compose()
                            .filter(file -> where.noDocker())
                            .map(file -> "without services no Compose file is read")),
            where(
                    "--staging",
                    "--no-docker",
                    where -> where.staging()
                            .filter(name -> where.noDocker())
                            .map(name -> "without services no staging system is asked")),
            flags(
                    "--docker-bypass",
                    "--no-docker",
                    Where::dockerBypass,
                    Where::noDocker,
                    "the first needs services from elsewhere, the other has none"),
            where(
                    "--environment",
                    "--docker-bypass",
                    where -> where.asked()
                            .filter(kind -> where.dockerBypass() && kind == EnvironmentKind.CONTAINERS)
                            .map(kind -> "containers can't be had without an engine")),
            flags(
                    "--keep-environment",
                    "--docker-bypass",
                    Where::keepEnvironment,
                    Where::dockerBypass,
                    "only containers can be kept"),
            where(
                    "--fallback",
                    "--docker-bypass",
                    where -> where.fallback()
                            .filter(policy -> where.dockerBypass() && forContainers(policy))
                            .map(policy -> "`" + policy.label() + "` speaks of images and containers")),
            where(
                    "--environment",
                    "--staging-e2e",
                    where -> where.asked()
                            .filter(kind -> where.stagingE2e() && kind != EnvironmentKind.STAGING)
                            .map(kind -> "`" + kind.label() + "` is not staging")),
            flags(
                    "--staging-e2e",
                    "--no-docker",
                    Where::stagingE2e,
                    Where::noDocker,
                    "the first needs staging, the other has no services"),
            where(
                    "--fallback",
                    "--staging-e2e",
                    where -> where.fallback()
                            .filter(policy -> where.stagingE2e() && policy != Fallback.NEVER)
                            .map(policy -> "there is nothing but staging to try")),
            where(
                    "--fallback",
                    "--environment",
                    where -> where.asked()
                            .filter(kind -> where.fallback()
                                            .filter(Fallback.BUILD::equals)
                                            .isPresent()
                                    && kind != EnvironmentKind.CONTAINERS
                                    && !where.dockerBypass())
                            .map(kind -> "`" + kind.label() + "` builds no image")),
            where(
                    "--staging",
                    "--environment",
                    where -> where.staging()
                            .filter(name -> where.asked().isPresent() && neverReaches(where, EnvironmentKind.STAGING))
                            .map(name -> "staging is never tried")),
            where(
                    "--staging",
                    "--fallback",
                    where -> where.staging()
                            .filter(name -> where.asked().isEmpty() && neverReaches(where, EnvironmentKind.STAGING))
                            .map(name -> "staging is never tried")),
            where(
                    "--compose",
                    "--staging-e2e",
                    where -> where.compose()
                            .filter(file -> where.stagingE2e())
                            .map(file -> "staging reads no Compose file")),
            where(
                    "--compose",
                    "--environment",
                    where -> where.compose()
                            .filter(file -> where.asked().isPresent() && !where.stagingE2e() && neverComposed(where))
                            .map(file -> "staging reads no Compose file")),
            where(
                    "--compose",
                    "--fallback",
                    where -> where.compose()
                            .filter(file -> where.asked().isEmpty() && !where.stagingE2e() && neverComposed(where))
                            .map(file -> "only staging is tried, which reads no Compose file")),
            where(
                    "--keep-environment",
                    "--environment",
                    where -> where.asked()
                            .filter(kind -> where.keepEnvironment() && kind != EnvironmentKind.CONTAINERS)
                            .map(kind -> "only containers can be kept")),
            flags(
                    "--keep-environment",
                    "--staging-e2e",
                    Where::keepEnvironment,
                    Where::stagingE2e,
                    "only containers can be kept"),
            flags(
                    "--keep-environment",
                    "--no-docker",
                    Where::keepEnvironment,
                    Where::noDocker,
                    "without services there is nothing to keep"));

    /** What concerns the question how alone. */
    private static final List<Row<Control>> HOW = List.of(
            how(
                    "--fail-fast",
                    "--max-failures",
                    how -> how.failures().failFast()
                            && how.failures().maxFailures().isPresent(),
                    "the first stops at one failure, the other at a number of them"),
            how(
                    "--repeat",
                    "--retries",
                    how -> how.course().repeat().isPresent()
                            && how.failures().retries().isPresent(),
                    "who counts how often a test fails does not hide it behind another attempt"),
            how(
                    "--debug",
                    "--workers",
                    how -> how.course().debug()
                            && how.course()
                                    .workers()
                                    .filter(workers -> workers > 1)
                                    .isPresent(),
                    "a debugger is attached to one JVM"),
            how(
                    "--debug",
                    "--timeout",
                    how -> how.course().debug() && how.timeout().isPresent(),
                    "a run that is looked at has no limit"),
            how(
                    "--debug",
                    "--test-timeout",
                    how -> how.course().debug() && how.testTimeout().isPresent(),
                    "a test that is looked at has no limit"));

    private static final List<Row<Asked>> REST = List.of(
            new Row<>(
                    "--last-failed",
                    "--failed-first",
                    ONE,
                    asked -> both(asked.request().selection().recall())),
            new Row<>(
                    "--test-timeout",
                    "--timeout",
                    "budgets nest: test <= layer <= run",
                    asked -> longer(asked.request().control())),
            new Row<>(
                    "--category",
                    "--execution-mode",
                    "`runner list` shows a mode's layers and categories",
                    asked -> outside(asked.request(), asked.config())));

    private record Asked(RunRequest request, RunnerConfig config) {}

    private RequestConflicts() {}

    /** The conflicts of the request; empty where there is none. */
    public static List<Problem> of(RunRequest request, RunnerConfig config) {
        Asked asked = new Asked(request, config);
        return Stream.concat(
                        WHERE.stream().flatMap(row -> row.problem(request.where()).stream()),
                        Stream.concat(
                                HOW.stream().flatMap(row -> row.problem(request.control()).stream()),
                                REST.stream().flatMap(row -> row.problem(asked).stream())))
                .toList();
    }

    /** The first contradiction that further options bring; empty where they bring none. */
    static Optional<Clash> addedBy(Where without, Where with) {
        return WHERE.stream()
                .filter(row -> row.conflict().apply(without).isEmpty()
                        && row.conflict().apply(with).isPresent())
                .findFirst()
                .map(row -> new Clash(row.option(), row.other()));
    }

    private static Row<Where> where(String option, String other, Function<Where, Optional<String>> conflict) {
        return new Row<>(option, other, ONE, conflict);
    }

    private static Row<Where> flags(
            String option, String other, Predicate<Where> first, Predicate<Where> second, String what) {
        return where(
                option, other, where -> first.test(where) && second.test(where) ? Optional.of(what) : Optional.empty());
    }

    private static Row<Control> how(String option, String other, Predicate<Control> conflict, String what) {
        return new Row<>(option, other, ONE, how -> conflict.test(how) ? Optional.of(what) : Optional.empty());
    }

    private static Optional<String> both(Recall recall) {
        return recall.lastFailed() && recall.failedFirst()
                ? Optional.of("the first runs nothing but those tests, the other all")
                : Optional.empty();
    }

    private static Optional<String> servicesAndNone(Where where) {
        return where.asked()
                .filter(kind -> where.noDocker())
                .map(kind -> "`" + kind.label() + "` asks for services, the other for none");
    }

    private static boolean forContainers(Fallback policy) {
        return policy == Fallback.BUILD || policy == Fallback.STARTUP;
    }

    private static boolean neverReaches(Where where, EnvironmentKind kind) {
        return !where.noDocker() && !ProviderOrder.order(where).contains(kind);
    }

    /** Containers and local processes are what a Compose file defines. */
    private static boolean neverComposed(Where where) {
        return neverReaches(where, EnvironmentKind.CONTAINERS) && neverReaches(where, EnvironmentKind.LOCAL);
    }

    private static Optional<String> longer(Control control) {
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
                .filter(config::hasCategory)
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
