package ai.netrasystems.runner.environment.containers;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of getting an image. */
sealed interface ImageResult {
    /**
     * It is there.
     *
     * @param id {@code sha256:...}
     * @param name for people
     * @param built whether this run built it
     * @param revision what version of the source it says it was built of (label of the OCI image specification)
     */
    record Present(String id, String name, boolean built, Optional<String> revision) implements ImageResult {
        private static final int SHORT = 12;

        /** The first digits of its id, as the docker CLI shows them. */
        String shortId() {
            String digits = id.substring(id.indexOf(':') + 1);
            return digits.substring(0, Math.min(SHORT, digits.length()));
        }

        @Override
        public <R> R fold(
                Function<Present, R> present, Function<ContainersDiagnosis, R> missing, Supplier<R> cancelled) {
            return present.apply(this);
        }
    }

    /** It is not. */
    record Missing(ContainersDiagnosis diagnosis) implements ImageResult {
        @Override
        public <R> R fold(
                Function<Present, R> present, Function<ContainersDiagnosis, R> missing, Supplier<R> cancelled) {
            return missing.apply(diagnosis);
        }
    }

    /** It was not waited for any longer. */
    record Cancelled() implements ImageResult {
        @Override
        public <R> R fold(
                Function<Present, R> present, Function<ContainersDiagnosis, R> missing, Supplier<R> cancelled) {
            return cancelled.get();
        }
    }

    /** One function per case. */
    <R> R fold(Function<Present, R> present, Function<ContainersDiagnosis, R> missing, Supplier<R> cancelled);
}
