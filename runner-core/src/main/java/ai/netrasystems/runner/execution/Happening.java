package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.worker.protocol.WorkerMessage;
import java.util.function.Function;

/** What a dispatcher is told about its worker: everything that happens, in one queue. */
sealed interface Happening {
    /** The worker sent a message. */
    record Said(WorkerMessage message) implements Happening {
        @Override
        public <R> R fold(
                Function<Said, R> said,
                Function<Printed, R> printed,
                Function<Hurry, R> hurry,
                Function<Ended, R> ended) {
            return said.apply(this);
        }
    }

    /** Its process wrote to a standard stream by itself, past the streams that tests see. */
    record Printed(boolean error, String text) implements Happening {
        @Override
        public <R> R fold(
                Function<Said, R> said,
                Function<Printed, R> printed,
                Function<Hurry, R> hurry,
                Function<Ended, R> ended) {
            return printed.apply(this);
        }
    }

    /** Look at the clock, the stop signal and the connection now. {@code disconnected}: the connection has ended. */
    record Hurry(boolean disconnected) implements Happening {
        @Override
        public <R> R fold(
                Function<Said, R> said,
                Function<Printed, R> printed,
                Function<Hurry, R> hurry,
                Function<Ended, R> ended) {
            return hurry.apply(this);
        }
    }

    /** Its process has ended; nothing comes after it. */
    record Ended(int exitCode) implements Happening {
        @Override
        public <R> R fold(
                Function<Said, R> said,
                Function<Printed, R> printed,
                Function<Hurry, R> hurry,
                Function<Ended, R> ended) {
            return ended.apply(this);
        }
    }

    /** One function per case. */
    <R> R fold(
            Function<Said, R> said, Function<Printed, R> printed, Function<Hurry, R> hurry, Function<Ended, R> ended);
}
