package ai.netrasystems.runner.staging;

import java.nio.file.Path;
import java.util.function.Function;

/** Where a secret is to be read, never the secret itself. Pure. */
public sealed interface SecretPlace {

    /** An environment variable of the runner's own process. */
    record Env(String name) implements SecretPlace {
        @Override
        public <R> R fold(Function<? super Env, ? extends R> env, Function<? super File, ? extends R> file) {
            return env.apply(this);
        }

        /** As people are told of it. */
        @Override
        public String toString() {
            return "environment variable " + name;
        }
    }

    /** A file that its owner alone may read; white space around the secret does not count. */
    record File(Path path) implements SecretPlace {
        @Override
        public <R> R fold(Function<? super Env, ? extends R> env, Function<? super File, ? extends R> file) {
            return file.apply(this);
        }

        /** As people are told of it. */
        @Override
        public String toString() {
            return "file " + path;
        }
    }

    /** One function per case. */
    <R> R fold(Function<? super Env, ? extends R> env, Function<? super File, ? extends R> file);
}
