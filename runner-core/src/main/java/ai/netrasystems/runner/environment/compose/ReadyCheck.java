package ai.netrasystems.runner.environment.compose;

import java.util.function.Function;
import java.util.function.Supplier;

/** When a service started by a command is ready ({@code x-runner.local.ready}). */
public sealed interface ReadyCheck {
    /** A GET of the URL answers 2xx. */
    record Http(Template url) implements ReadyCheck {
        @Override
        public <R> R fold(Function<Http, R> http, Function<Tcp, R> tcp, Supplier<R> exit) {
            return http.apply(this);
        }
    }

    /** Its own port {@code number} accepts a connection. */
    record Tcp(int number) implements ReadyCheck {
        @Override
        public <R> R fold(Function<Http, R> http, Function<Tcp, R> tcp, Supplier<R> exit) {
            return tcp.apply(this);
        }
    }

    /** It does its work once and ends with exit code 0. */
    record ExitZero() implements ReadyCheck {
        @Override
        public <R> R fold(Function<Http, R> http, Function<Tcp, R> tcp, Supplier<R> exit) {
            return exit.get();
        }
    }

    /** One function per case. */
    <R> R fold(Function<Http, R> http, Function<Tcp, R> tcp, Supplier<R> exit);
}
