package ai.netrasystems.runner.environment.image;

import java.util.Optional;
import java.util.Set;

/**
 * A place where a Dockerfile names an image or one of its stages: FROM, {@code COPY --from}, {@code RUN --mount=from=}.
 *
 * @param kind which of them
 * @param instruction the instruction
 * @param user the index of the stage that it stands in
 * @param written the name as it is written
 * @param name the name with variables replaced
 * @param sure whether every variable in it has a value
 * @param stage the index of the stage that it names; empty for an image
 * @param candidates indexes of stages that it can name with other values for its variables; {@code stage} is among them
 */
public record ImageUse(
        Kind kind,
        Instruction instruction,
        int user,
        String written,
        String name,
        boolean sure,
        Optional<Integer> stage,
        Set<Integer> candidates) {
    /** Kinds of places. */
    public enum Kind {
        FROM,
        COPY,
        MOUNT
    }

    /** Copies the set. */
    public ImageUse {
        candidates = Set.copyOf(candidates);
    }

    /** The line where the instruction begins. */
    public int line() {
        return instruction.line();
    }

    /** As a person finds it in the file: {@code COPY --from=x}. */
    public String shown() {
        return switch (kind) {
            case FROM -> "FROM " + written;
            case COPY -> "COPY --from=" + written;
            case MOUNT -> "RUN --mount=from=" + written;
        };
    }

    /** Whether it names an image whose name is known: neither a stage, nor nothing at all ({@code scratch}). */
    public boolean isImage() {
        return sure && stage.isEmpty() && !name.equals("scratch");
    }
}
