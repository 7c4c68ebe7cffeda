package ai.netrasystems.runner.environment.image;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Why a COPY or ADD does not find its source in what is sent. */
public sealed interface CopyTrouble {
    /** Nothing of that name is on the disk; {@code near} is the path that was likely meant. */
    record Missing(CopySource source, Optional<String> near) implements CopyTrouble {
        @Override
        public <R> R fold(
                Function<? super Missing, ? extends R> missing,
                Function<? super Excluded, ? extends R> excluded,
                Function<? super Outside, ? extends R> outside) {
            return missing.apply(this);
        }

        @Override
        public String sentence() {
            return "`" + source.pattern() + "` does not exist in the build context"
                    + near.map(it -> "; did you mean `" + it + "`?").orElse("");
        }
    }

    /** It is on the disk as {@code path}, and {@code line} of {@code ignoreFile} leaves it out. */
    record Excluded(CopySource source, String path, Path ignoreFile, IgnoreLine line) implements CopyTrouble {
        @Override
        public <R> R fold(
                Function<? super Missing, ? extends R> missing,
                Function<? super Excluded, ? extends R> excluded,
                Function<? super Outside, ? extends R> outside) {
            return excluded.apply(this);
        }

        @Override
        public String sentence() {
            return "`" + path + "` is excluded by `" + ignoreFile.getFileName() + "` line " + line.number() + " (`"
                    + line.text() + "`)";
        }
    }

    /** The path leads out of the context. */
    record Outside(CopySource source) implements CopyTrouble {
        @Override
        public <R> R fold(
                Function<? super Missing, ? extends R> missing,
                Function<? super Excluded, ? extends R> excluded,
                Function<? super Outside, ? extends R> outside) {
            return outside.apply(this);
        }

        @Override
        public String sentence() {
            return "`" + source.pattern() + "` leads out of the build context";
        }
    }

    /** What the instruction asked for. */
    CopySource source();

    /** One sentence for people, without a full stop. */
    String sentence();

    /** One function per case. */
    <R> R fold(
            Function<? super Missing, ? extends R> missing,
            Function<? super Excluded, ? extends R> excluded,
            Function<? super Outside, ? extends R> outside);
}
