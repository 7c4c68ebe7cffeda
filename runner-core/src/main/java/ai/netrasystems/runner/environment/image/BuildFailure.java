package ai.netrasystems.runner.environment.image;

import java.util.List;
import java.util.Optional;

/**
 * A build that failed, as its output tells.
 *
 * @param line 1-based line of the Dockerfile; empty where the output names no instruction
 * @param instruction as the Dockerfile has it, else as the output names it; empty where it names none
 * @param lastOutput the last lines that the failed command wrote, at most 50
 * @param message the builder's own last word
 * @param imageIds images that were made on the way, as the output names them (short for the classic builder)
 * @param containerIds containers of the classic builder that it did not say it removed
 */
public record BuildFailure(
        Optional<Integer> line,
        String instruction,
        List<String> lastOutput,
        String message,
        List<String> imageIds,
        List<String> containerIds) {
    /** Copies the lists. */
    public BuildFailure {
        lastOutput = List.copyOf(lastOutput);
        imageIds = List.copyOf(imageIds);
        containerIds = List.copyOf(containerIds);
    }
}
