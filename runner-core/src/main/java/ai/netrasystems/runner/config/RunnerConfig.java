package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.RunRequest.EnvironmentChoice;
import ai.netrasystems.runner.config.rule.DoctorSettings;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the files say, checked; names that refer to nothing were refused on reading. Maps keep the file's order.
 *
 * @param file the project's {@code runner.yml}; empty where there is none
 * @param project directory that relative paths start from: the file's, else the working directory's
 * @param categories by name
 * @param layers by name
 * @param modes by name
 * @param defaultMode mode without {@code --execution-mode}
 * @param compose the Compose file
 * @param environment how the environment is chosen and how long it may take
 * @param fallback after which failure of one provider the next is tried
 * @param degraded what a green run means that fell back
 * @param control how tests are run
 * @param staging what is said about staging
 * @param testTimeout deadline of a test that has none from its category
 * @param timeout budget of the run
 * @param quarantine tests whose failure does not count
 * @param doctor how the rules of {@code runner doctor} are set
 */
public record RunnerConfig(
        Optional<Path> file,
        Path project,
        Map<CategoryName, Category> categories,
        Map<LayerName, Layer> layers,
        Map<ModeName, Mode> modes,
        Optional<Setting<ModeName>> defaultMode,
        Optional<Setting<Path>> compose,
        EnvironmentSettings environment,
        Optional<Setting<Fallback>> fallback,
        Setting<Degraded> degraded,
        ControlSettings control,
        StagingSettings staging,
        Optional<Setting<Duration>> testTimeout,
        Optional<Setting<Duration>> timeout,
        List<Quarantine> quarantine,
        DoctorSettings doctor) {

    /** Failsafe's tests: built in, off where neither the command line nor a file names it. */
    public static final CategoryName IT = new CategoryName("it");

    /** A category of the file, else the built-in one of that name. */
    public Optional<Category> category(CategoryName name) {
        return Optional.ofNullable(categories.get(name))
                .or(() -> name.equals(IT) ? Optional.of(Category.ofFailsafe()) : Optional.empty());
    }

    /** Whether there is a category of that name. */
    public boolean hasCategory(CategoryName name) {
        return category(name).isPresent();
    }

    /**
     * How tests are run.
     *
     * @param workers workers side by side; empty where the module's build says
     * @param flaky what a flaky test means
     * @param order of classes and methods
     */
    public record ControlSettings(
            Optional<Setting<Integer>> workers, RetrySettings retries, Setting<Flaky> flaky, Setting<Order> order) {}

    /**
     * What becomes of failed tests.
     *
     * @param times further attempts of one test
     * @param backoff pause before the first of them
     * @param brake with more failed tests than this none is tried again
     */
    public record RetrySettings(Setting<Integer> times, Setting<Duration> backoff, Setting<Integer> brake) {}

    /** In which order tests run. */
    public enum Order {
        /** As the build has them. */
        BUILD,
        /** Another one each time, of which the run tells the seed. */
        RANDOM
    }

    /**
     * Settings of the environment.
     *
     * @param provider what provides the services, where the command line does not say
     * @param startTimeout budget for all services together
     * @param serviceTimeout budget for one service, from its start until it is ready
     */
    public record EnvironmentSettings(
            Setting<EnvironmentChoice> provider, Setting<Duration> startTimeout, Setting<Duration> serviceTimeout) {}

    /**
     * A category.
     *
     * @param tags tag expression in JUnit's grammar
     * @param timeout deadline of each of its tests that has none of its own
     * @param priority smaller runs first within a layer
     * @param impact why it matters, shown beside its failures; may be empty
     * @param integration whether it is of Failsafe's tests, and not of Surefire's
     */
    public record Category(
            CategoryName name,
            String tags,
            Optional<Duration> timeout,
            Priority priority,
            Set<ServiceName> services,
            boolean required,
            String impact,
            boolean integration,
            Origin origin) {
        /** Matches every test. */
        static final String EVERYTHING = "any() | none()";

        private static Category ofFailsafe() {
            return new Category(
                    IT, EVERYTHING, Optional.empty(), Priority.MEDIUM, Set.of(), false, "", true, Origin.builtIn());
        }
    }

    /** How early a category runs within its layer. */
    public enum Priority {
        CRITICAL,
        HIGH,
        MEDIUM,
        LOW
    }

    /**
     * A layer.
     *
     * @param categories in the file's order
     * @param failFast when a failure stops the layer
     * @param passRate share of executed tests, 0 to 1, that must pass for the next layer to start; 0 for no rule
     * @param maxFailures failures after which the next layer does not start; empty for no rule
     */
    public record Layer(
            LayerName name,
            List<CategoryName> categories,
            Optional<Duration> budget,
            FailFast failFast,
            double passRate,
            Optional<Integer> maxFailures,
            Origin origin) {}

    /** When a failure stops a layer. */
    public enum FailFast {
        /** At the first failed test. */
        IMMEDIATE,
        /** At the end of the category: the next of the layer does not start, nor the next layer. */
        CATEGORY,
        /** At the end of the layer: the next does not start. */
        LAYER,
        OFF
    }

    /** An execution mode. */
    public record Mode(ModeName name, List<LayerName> layers, Optional<Duration> budget, Origin origin) {}

    /** A test whose failure does not count until a day. */
    public record Quarantine(String test, String reason, LocalDate until, Origin origin) {}
}
