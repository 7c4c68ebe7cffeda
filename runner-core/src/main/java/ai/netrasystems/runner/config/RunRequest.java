package ai.netrasystems.runner.config;

import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.ProfileName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for, as typed values; nothing of it is decided yet. Empty means "not given".
 *
 * @param mode {@code --execution-mode}
 * @param selection which tests
 * @param where what may provide the services
 * @param classpath {@code --classpath}, entries in order; empty where the project's build is asked
 * @param control how tests are run
 * @param reportsDirectory {@code --reports-dir}
 */
public record RunRequest(
        Optional<ModeName> mode,
        Selection selection,
        Where where,
        List<Path> classpath,
        Control control,
        Optional<Path> reportsDirectory) {

    /** Which tests: every non-empty part narrows (they intersect); several values of one part join. */
    public record Selection(
            List<CategoryName> categories,
            List<String> includeTags,
            List<String> excludeTags,
            List<String> tests,
            List<String> classes,
            List<String> methods,
            List<String> packages,
            List<String> uniqueIds,
            Recall recall) {
        /** Without regard to earlier runs. */
        public Selection(
                List<CategoryName> categories,
                List<String> includeTags,
                List<String> excludeTags,
                List<String> tests,
                List<String> classes,
                List<String> methods,
                List<String> packages,
                List<String> uniqueIds) {
            this(
                    categories,
                    includeTags,
                    excludeTags,
                    tests,
                    classes,
                    methods,
                    packages,
                    uniqueIds,
                    new Recall(false, false));
        }

        /** Nothing selected: everything runs. */
        public static Selection everything() {
            return new Selection(
                    List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        }

        /** Whether the command line narrows what runs by anything but categories (PRODUCT.md, "required"). */
        public boolean narrows() {
            return !(includeTags.isEmpty()
                    && excludeTags.isEmpty()
                    && tests.isEmpty()
                    && classes.isEmpty()
                    && methods.isEmpty()
                    && packages.isEmpty()
                    && uniqueIds.isEmpty()
                    && !recall.lastFailed());
        }

        /** The same with that regard to earlier runs. */
        public Selection with(Recall earlier) {
            return new Selection(
                    categories, includeTags, excludeTags, tests, classes, methods, packages, uniqueIds, earlier);
        }

        /**
         * Regard to how the last run ended.
         *
         * @param lastFailed {@code --last-failed}: only tests that were broken
         * @param failedFirst {@code --failed-first}: their classes go first
         */
        public record Recall(boolean lastFailed, boolean failedFirst) {
            /** Whether earlier results are asked for at all. */
            public boolean any() {
                return lastFailed || failedFirst;
            }
        }
    }

    /**
     * What may provide the services.
     *
     * @param environment {@code --environment}
     * @param noDocker {@code --no-docker}: no services at all
     * @param dockerBypass {@code --docker-bypass}: no container engine is touched
     * @param stagingE2e {@code --staging-e2e}: staging, category {@code e2e}
     * @param fallback {@code --fallback}
     * @param staging {@code --staging}
     * @param skipHealthCheck {@code --skip-health-check}
     * @param keepEnvironment {@code --keep-environment}
     * @param compose {@code --compose}
     */
    public record Where(
            Optional<EnvironmentChoice> environment,
            boolean noDocker,
            boolean dockerBypass,
            boolean stagingE2e,
            Optional<Fallback> fallback,
            Optional<ProfileName> staging,
            boolean skipHealthCheck,
            boolean keepEnvironment,
            Optional<Path> compose) {
        /** No such option given. */
        public static Where open() {
            return new Where(
                    Optional.empty(),
                    false,
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false,
                    Optional.empty());
        }

        /** A provider that was asked for by name; empty under {@code auto}. */
        Optional<EnvironmentKind> asked() {
            return environment.flatMap(EnvironmentChoice::kind);
        }

        Where with(EnvironmentChoice choice) {
            return new Where(
                    Optional.of(choice),
                    noDocker,
                    dockerBypass,
                    stagingE2e,
                    fallback,
                    staging,
                    skipHealthCheck,
                    keepEnvironment,
                    compose);
        }

        Where with(Fallback policy) {
            return new Where(
                    environment,
                    noDocker,
                    dockerBypass,
                    stagingE2e,
                    Optional.of(policy),
                    staging,
                    skipHealthCheck,
                    keepEnvironment,
                    compose);
        }
    }

    /**
     * How tests are run.
     *
     * @param failures what becomes of failures
     * @param course how often, in which order, by how many
     * @param testTimeout {@code --test-timeout}
     * @param timeout {@code --timeout}
     * @param noTests {@code --no-tests}
     * @param build {@code --build}
     */
    public record Control(
            Failures failures,
            Course course,
            Optional<Duration> testTimeout,
            Optional<Duration> timeout,
            NoTests noTests,
            BuildChoice build) {
        /** With nothing said about order and repetition, nor about failures but that. */
        public Control(
                boolean failFast,
                Optional<Duration> testTimeout,
                Optional<Duration> timeout,
                NoTests noTests,
                BuildChoice build) {
            this(
                    new Failures(failFast, Optional.empty(), Optional.empty(), Optional.empty()),
                    Course.open(),
                    testTimeout,
                    timeout,
                    noTests,
                    build);
        }

        /** No control option given. */
        public static Control defaults() {
            return new Control(false, Optional.empty(), Optional.empty(), NoTests.FAIL, BuildChoice.AUTO);
        }

        /** The same with other ways with failures. */
        public Control with(Failures others) {
            return new Control(others, course, testTimeout, timeout, noTests, build);
        }

        /** The same with another course. */
        public Control with(Course other) {
            return new Control(failures, other, testTimeout, timeout, noTests, build);
        }
    }

    /**
     * What becomes of failures.
     *
     * @param failFast {@code --fail-fast}
     * @param maxFailures {@code --max-failures}, at least 1
     * @param retries {@code --retries}, at least 0
     * @param flaky {@code --flaky}
     */
    public record Failures(
            boolean failFast, Optional<Integer> maxFailures, Optional<Integer> retries, Optional<Flaky> flaky) {}

    /**
     * The course that tests take.
     *
     * @param workers {@code --workers}, at least 1
     * @param repeat {@code --repeat}, at least 1
     * @param seed {@code --seed}
     * @param debug {@code --debug}
     */
    public record Course(Optional<Integer> workers, Optional<Integer> repeat, Optional<Long> seed, boolean debug) {
        /** No such option given. */
        public static Course open() {
            return new Course(Optional.empty(), Optional.empty(), Optional.empty(), false);
        }
    }

    /** {@code --environment}. */
    public enum EnvironmentChoice {
        AUTO,
        CONTAINERS,
        STAGING,
        LOCAL;

        /** The one provider that is asked for; empty for {@link #AUTO}. */
        public Optional<EnvironmentKind> kind() {
            return switch (this) {
                case AUTO -> Optional.empty();
                case CONTAINERS -> Optional.of(EnvironmentKind.CONTAINERS);
                case STAGING -> Optional.of(EnvironmentKind.STAGING);
                case LOCAL -> Optional.of(EnvironmentKind.LOCAL);
            };
        }
    }

    /** {@code --no-tests}: what a selection that matched nothing means. */
    public enum NoTests {
        FAIL,
        WARN,
        PASS
    }

    /** {@code --build}: whether the project is compiled first. */
    public enum BuildChoice {
        AUTO,
        ALWAYS,
        NEVER
    }

    /** A request with no option at all. */
    public static RunRequest plain() {
        return new RunRequest(
                Optional.empty(),
                Selection.everything(),
                Where.open(),
                List.of(),
                Control.defaults(),
                Optional.empty());
    }
}
