package ai.netrasystems.runner.environment.containers;

import java.util.function.Function;

/** What came of a build. */
sealed interface BuildResult {
    /** An image, by its id or a part of it. */
    record Built(String image) implements BuildResult {
        @Override
        public <R> R fold(Function<String, R> built, Function<ContainersDiagnosis, R> failed) {
            return built.apply(image);
        }
    }

    /** None. */
    record Failed(ContainersDiagnosis diagnosis) implements BuildResult {
        @Override
        public <R> R fold(Function<String, R> built, Function<ContainersDiagnosis, R> failed) {
            return failed.apply(diagnosis);
        }
    }

    /** One function per case. */
    <R> R fold(Function<String, R> built, Function<ContainersDiagnosis, R> failed);
}
