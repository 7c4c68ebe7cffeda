package ai.netrasystems.runner.doctor.fix;

import java.util.Set;
import java.util.function.Function;

/** What git says of a folder. */
sealed interface GitAnswer {
    /** It tracks these, relative to the folder, parts separated by {@code /}. */
    record Tracked(Set<String> paths) implements GitAnswer {
        /** Copies the set. */
        public Tracked {
            paths = Set.copyOf(paths);
        }

        @Override
        public <R> R fold(Function<? super Set<String>, ? extends R> tracked, Function<String, ? extends R> refused) {
            return tracked.apply(paths);
        }
    }

    /** It says nothing: half a sentence why. */
    record Refused(String reason) implements GitAnswer {
        @Override
        public <R> R fold(Function<? super Set<String>, ? extends R> tracked, Function<String, ? extends R> refused) {
            return refused.apply(reason);
        }
    }

    /** One function per case. */
    <R> R fold(Function<? super Set<String>, ? extends R> tracked, Function<String, ? extends R> refused);
}
