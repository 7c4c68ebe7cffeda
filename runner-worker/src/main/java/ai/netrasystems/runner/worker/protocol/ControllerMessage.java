package ai.netrasystems.runner.worker.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the controller tells a worker. */
public sealed interface ControllerMessage {

    /**
     * Find tests; the first message, sent once.
     *
     * @param systemProperties set before anything of JUnit is loaded
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
                Function<DumpThreads, R> dump) {
            return discover.apply(this);
        }
    }

    /**
     * Run what was found.
     *
     * @param excluded unique ids that must not reach the engine again
     * @param failFast stop by yourself at the first failure: asking the controller would let the next test begin
     */
    record Execute(List<String> excluded, boolean failFast) implements ControllerMessage {
        @Override
        public <R> R fold(
                Function<Discover, R> discover,
                Function<Execute, R> execute,
                Function<Cancel, R> cancel,
                Function<DumpThreads, R> dump) {
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
                Function<DumpThreads, R> dump) {
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
                Function<DumpThreads, R> dump) {
            return dump.apply(this);
        }
    }

    /** One function per case. */
    <R> R fold(
            Function<Discover, R> discover,
            Function<Execute, R> execute,
            Function<Cancel, R> cancel,
            Function<DumpThreads, R> dump);
}
