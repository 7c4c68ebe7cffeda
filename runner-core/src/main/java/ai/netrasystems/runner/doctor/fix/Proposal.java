package ai.netrasystems.runner.doctor.fix;

import java.nio.file.Path;

/**
 * Something that a person may write and a fix does not.
 *
 * @param file where
 * @param line the line to change; 0 for a line to add at the end
 * @param text the line to add, or the path to write
 * @param reason why it is not done here: a sentence without a full stop
 */
public record Proposal(Path file, int line, String text, String reason) {}
