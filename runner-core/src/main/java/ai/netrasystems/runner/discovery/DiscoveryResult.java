package ai.netrasystems.runner.discovery;

import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.plan.TestModule;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What discovery came to. */
public sealed interface DiscoveryResult {
    /** The modules that hold test classes, in the build's order; may be empty. */
    record Found(List<TestModule> modules) implements DiscoveryResult {
        /** Copies the list. */
        public Found {
            modules = List.copyOf(modules);
        }

        @Override
        public <R> R fold(
                Function<? super List<TestModule>, ? extends R> found,
                Function<? super List<String>, ? extends R> didNotCompile,
                Function<? super List<Problem>, ? extends R> refused,
                Supplier<? extends R> stopped) {
            return found.apply(modules);
        }
    }

    /** The build failed before its tests. {@code output}: its last error lines. */
    record DidNotCompile(List<String> output) implements DiscoveryResult {
        /** Copies the list. */
        public DidNotCompile {
            output = List.copyOf(output);
        }

        @Override
        public <R> R fold(
                Function<? super List<TestModule>, ? extends R> found,
                Function<? super List<String>, ? extends R> didNotCompile,
                Function<? super List<Problem>, ? extends R> refused,
                Supplier<? extends R> stopped) {
            return didNotCompile.apply(output);
        }
    }

    /** Wrong usage or configuration (exit 2); never empty. */
    record Refused(List<Problem> problems) implements DiscoveryResult {
        /** Copies the list. */
        public Refused {
            problems = List.copyOf(problems);
        }

        @Override
        public <R> R fold(
                Function<? super List<TestModule>, ? extends R> found,
                Function<? super List<String>, ? extends R> didNotCompile,
                Function<? super List<Problem>, ? extends R> refused,
                Supplier<? extends R> stopped) {
            return refused.apply(problems);
        }
    }

    /** The stop signal came first; nothing of the build is left running. */
    record Stopped() implements DiscoveryResult {
        @Override
        public <R> R fold(
                Function<? super List<TestModule>, ? extends R> found,
                Function<? super List<String>, ? extends R> didNotCompile,
                Function<? super List<Problem>, ? extends R> refused,
                Supplier<? extends R> stopped) {
            return stopped.get();
        }
    }

    /** One function per case. */
    <R> R fold(
            Function<? super List<TestModule>, ? extends R> found,
            Function<? super List<String>, ? extends R> didNotCompile,
            Function<? super List<Problem>, ? extends R> refused,
            Supplier<? extends R> stopped);
}
