package ai.netrasystems.runner.worker.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a worker tells the controller, in the order in which it happened. */
public sealed interface WorkerMessage {

    /**
     * First message: who speaks.
     *
     * @param version {@link Frames#VERSION} of the worker
     * @param secret what was given on standard input
     * @param launcher version of the JUnit Platform launcher
     * @param cancellable whether that launcher can be cancelled
     */
    record Hello(int version, String secret, long pid, String launcher, boolean cancellable) implements WorkerMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.hello(this);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Hello[version=" + version + ", pid=" + pid + ", launcher=" + launcher + "]";
        }
    }

    /** Part of what was found; parents come before children. */
    record Found(List<Descriptor> descriptors) implements WorkerMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.found(this);
        }
    }

    /** A finding of discovery. */
    record Issue(boolean error, String message, Optional<Thrown> thrown) implements WorkerMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.issue(this);
        }
    }

    /** Discovery is complete. */
    record DiscoveryEnded() implements WorkerMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.discoveryEnded(this);
        }
    }

    /** A node that was registered while tests run. */
    record Registered(Descriptor descriptor) implements WorkerMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.registered(this);
        }
    }

    /** A node begins. */
    record Started(String uniqueId) implements WorkerMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.started(this);
        }
    }

    /** A node ended after {@code nanos} nanoseconds. */
    record Finished(String uniqueId, Status status, Optional<Thrown> thrown, long nanos) implements WorkerMessage {
        /** As JUnit knows it. */
        public enum Status {
            SUCCESSFUL,
            ABORTED,
            FAILED
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.finished(this);
        }
    }

    /** A node and everything below it is skipped. */
    record Skipped(String uniqueId, String reason) implements WorkerMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.skipped(this);
        }
    }

    /** A test published entries. */
    record Entries(String uniqueId, Map<String, String> entries) implements WorkerMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.entries(this);
        }
    }

    /** Text was written; {@code uniqueId} is empty where the thread belongs to no test. */
    record Output(Optional<String> uniqueId, boolean error, String text) implements WorkerMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.output(this);
        }
    }

    /** The answer to {@link ControllerMessage.DumpThreads}. */
    record ThreadDump(String text) implements WorkerMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.threadDump(this);
        }
    }

    /** The engines are done. {@code cancelled}: what has no outcome was not to be run. */
    record ExecutionEnded(boolean cancelled) implements WorkerMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.executionEnded(this);
        }
    }

    /** The worker can't go on: an engine threw, the platform does not fit. Its process ends after it. */
    record Fault(String message, Thrown thrown) implements WorkerMessage {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fault(this);
        }
    }

    /** Calls the visitor's method for this case. */
    <R> R accept(Visitor<R> visitor);

    /** One method per case. */
    interface Visitor<R> {
        R hello(Hello message);

        R found(Found message);

        R issue(Issue message);

        R discoveryEnded(DiscoveryEnded message);

        R registered(Registered message);

        R started(Started message);

        R finished(Finished message);

        R skipped(Skipped message);

        R entries(Entries message);

        R output(Output message);

        R threadDump(ThreadDump message);

        R executionEnded(ExecutionEnded message);

        R fault(Fault message);
    }
}
