package ai.netrasystems.runner.environment.image;

/**
 * Something that COPY or ADD takes from the build context.
 *
 * @param instruction the COPY or ADD
 * @param pattern path or pattern as the engine gets it, variables replaced
 * @param sure whether every variable in it is known; one that may come from the base image's environment is not
 */
public record CopySource(Instruction instruction, String pattern, boolean sure) {
    /** The line where the instruction begins. */
    public int line() {
        return instruction.line();
    }
}
