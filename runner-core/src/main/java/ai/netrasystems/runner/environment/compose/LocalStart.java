package ai.netrasystems.runner.environment.compose;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** How a service runs as a process of this machine ({@code x-runner.local}). */
public sealed interface LocalStart {
    /** A server that the runner brings along. */
    enum Server {
        POSTGRES(5432),
        REDIS(6379);

        private final int port;

        Server(int port) {
            this.port = port;
        }

        /** The port by which placeholders name it. */
        public int port() {
            return port;
        }
    }

    /** {@code embedded: postgres|redis}. */
    record Embedded(Server server) implements LocalStart {
        @Override
        public <R> R fold(Function<Embedded, R> embedded, Function<Command, R> command) {
            return embedded.apply(this);
        }
    }

    /**
     * A command.
     *
     * @param words the program and its arguments, never empty
     * @param directory where it works, absolute
     * @param environment its own environment variables
     */
    record Command(List<Template> words, Path directory, Map<String, Template> environment, ReadyCheck ready)
            implements LocalStart {
        /** Copies the collections, in order. */
        public Command {
            words = List.copyOf(words);
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        }

        /** The ports that the command itself is told of. */
        public Set<Template.Part.Port> ports() {
            Set<Template.Part.Port> ports = new LinkedHashSet<>();
            words.forEach(word -> ports.addAll(word.ports()));
            environment.values().forEach(value -> ports.addAll(value.ports()));
            return ports;
        }

        @Override
        public <R> R fold(Function<Embedded, R> embedded, Function<Command, R> command) {
            return command.apply(this);
        }
    }

    /** One function per case. */
    <R> R fold(Function<Embedded, R> embedded, Function<Command, R> command);
}
