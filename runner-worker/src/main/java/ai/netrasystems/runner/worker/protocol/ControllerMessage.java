package ai.netrasystems.runner.worker.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the controller tells a worker. */
public sealed interface ControllerMessage {

    /**
     * Find tests. Sent first, and again after each {@code ExecutionEnded} as long as there is more to do; all of it
     * happens in one session of the launcher.
     *
     * @param systemProperties set before anything of JUnit is loaded; those of the first request hold
     * @param configurationParameters of the request
     * @param classes selected in this order, unless there are unique ids
     * @param uniqueIds selected instead of classes where not empty
     * @param tagFilter a tag expression
     */
    record Discover(
            Map<String, String> systemProperties,
            Map<String, String> configurationParameters,
            List<String> classes,
            List<String> uniqueIds,
            Optional<String> tagFilter,
            NameFilter names)
            implements ControllerMessage {
        @Override
        public <R> R fold(
                Function<Discover, R> discover,
                Function<Execute, R> execute,
                Function<Cancel, R> cancel,
                Function<DumpThreads, R> dump,
                Function<Finish, R> finish) {
            return discover.apply(this);
        }
    }

    /**
     * Run what was found.
     *
     * @param excluded unique ids that must not reach the engine again
     * @param failures after so many failures stop by yourself: asking the controller would let the next test begin. 0
     *     for never
     * @param excused unique ids of nodes whose failures, and those of all below them, are not counted
     */
    record Execute(List<String> excluded, int failures, Set<String> excused) implements ControllerMessage {
        /** Copies the collections. */
        public Execute {
            excluded = List.copyOf(excluded);
            excused = Set.copyOf(excused);
        }

        @Override
        public <R> R fold(
                Function<Discover, R> discover,
                Function<Execute, R> execute,
                Function<Cancel, R> cancel,
                Function<DumpThreads, R> dump,
                Function<Finish, R> finish) {
            return execute.apply(this);
        }
    }

    /** Begin no further test. */
    record Cancel() implements ControllerMessage {
        @Override
        public <R> R fold(
                Function<Discover, R> discover,
                Function<Execute, R> execute,
                Function<Cancel, R> cancel,
                Function<DumpThreads, R> dump,
                Function<Finish, R> finish) {
            return cancel.apply(this);
        }
    }

    /** Say what every thread does. */
    record DumpThreads() implements ControllerMessage {
        @Override
        public <R> R fold(
                Function<Discover, R> discover,
                Function<Execute, R> execute,
                Function<Cancel, R> cancel,
                Function<DumpThreads, R> dump,
                Function<Finish, R> finish) {
            return dump.apply(this);
        }
    }

    /** There is no more to do: close the session and end. */
    record Finish() implements ControllerMessage {
        @Override
        public <R> R fold(
                Function<Discover, R> discover,
                Function<Execute, R> execute,
                Function<Cancel, R> cancel,
                Function<DumpThreads, R> dump,
                Function<Finish, R> finish) {
            return finish.apply(this);
        }
    }

    /** One function per case. */
    <R> R fold(
            Function<Discover, R> discover,
            Function<Execute, R> execute,
            Function<Cancel, R> cancel,
            Function<DumpThreads, R> dump,
            Function<Finish, R> finish);
}
