package ai.netrasystems.runner.config;

import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.ModeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for, as typed values; nothing of it is decided yet. Empty means "not given".
 *
 * @param mode {@code --execution-mode}
 * @param selection which tests
 * @param environment {@code --environment}
 * @param noDocker {@code --no-docker}
 * @param compose {@code --compose}
 * @param classpath {@code --classpath}, entries in order; empty where the project's build is asked
 * @param control how tests are run
 * @param reportsDirectory {@code --reports-dir}
 */
public record RunRequest(
        Optional<ModeName> mode,
        Selection selection,
        Optional<EnvironmentChoice> environment,
        boolean noDocker,
        Optional<Path> compose,
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
            List<String> uniqueIds) {
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
                    && uniqueIds.isEmpty());
        }
    }

    /** How tests are run. */
    public record Control(
            boolean failFast,
            Optional<Duration> testTimeout,
            Optional<Duration> timeout,
            NoTests noTests,
            BuildChoice build) {
        /** No control option given. */
        public static Control defaults() {
            return new Control(false, Optional.empty(), Optional.empty(), NoTests.FAIL, BuildChoice.AUTO);
        }
    }

    /** {@code --environment}. */
    public enum EnvironmentChoice {
        AUTO,
        LOCAL
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
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                Control.defaults(),
                Optional.empty());
    }
}
