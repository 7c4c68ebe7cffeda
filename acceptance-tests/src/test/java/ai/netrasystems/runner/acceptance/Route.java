package ai.netrasystems.runner.acceptance;

import java.util.function.IntFunction;

/** What a load balancer does with a request. */
sealed interface Route {
    /** Passes it to what listens on that loopback port. */
    record To(int port) implements Route {
        @Override
        public <R> R fold(IntFunction<R> to, IntFunction<R> answer) {
            return to.apply(port);
        }
    }

    /** Answers it itself, with an empty body. */
    record Answer(int status) implements Route {
        @Override
        public <R> R fold(IntFunction<R> to, IntFunction<R> answer) {
            return answer.apply(status);
        }
    }

    /** One function per case. */
    <R> R fold(IntFunction<R> to, IntFunction<R> answer);
}
