package ai.netrasystems.runner.discovery.maven;

import ai.netrasystems.runner.model.Problem;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a Maven project says about its modules. */
public sealed interface MavenAnswer {
    /** The reactor, classes up to date (or as they are, where no build was wanted). */
    record Told(MavenBuild build) implements MavenAnswer {
        @Override
        public <R> R fold(
                Function<? super MavenBuild, ? extends R> told,
                Function<? super List<String>, ? extends R> failed,
                Function<? super List<Problem>, ? extends R> refused,
                Supplier<? extends R> stopped) {
            return told.apply(build);
        }
    }

    /** The build failed. {@code output}: its last error lines. */
    record Failed(List<String> output) implements MavenAnswer {
        @Override
        public <R> R fold(
                Function<? super MavenBuild, ? extends R> told,
                Function<? super List<String>, ? extends R> failed,
                Function<? super List<Problem>, ? extends R> refused,
                Supplier<? extends R> stopped) {
            return failed.apply(output);
        }
    }

    /** Maven cannot be asked. */
    record Refused(List<Problem> problems) implements MavenAnswer {
        @Override
        public <R> R fold(
                Function<? super MavenBuild, ? extends R> told,
                Function<? super List<String>, ? extends R> failed,
                Function<? super List<Problem>, ? extends R> refused,
                Supplier<? extends R> stopped) {
            return refused.apply(problems);
        }
    }

    /** The stop signal came first. */
    record Stopped() implements MavenAnswer {
        @Override
        public <R> R fold(
                Function<? super MavenBuild, ? extends R> told,
                Function<? super List<String>, ? extends R> failed,
                Function<? super List<Problem>, ? extends R> refused,
                Supplier<? extends R> stopped) {
            return stopped.get();
        }
    }

    /** One function per case. */
    <R> R fold(
            Function<? super MavenBuild, ? extends R> told,
            Function<? super List<String>, ? extends R> failed,
            Function<? super List<Problem>, ? extends R> refused,
            Supplier<? extends R> stopped);
}
