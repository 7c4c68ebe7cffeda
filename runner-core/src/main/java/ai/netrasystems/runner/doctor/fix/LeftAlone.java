package ai.netrasystems.runner.doctor.fix;

import java.nio.file.Path;

/**
 * Something that is not deleted, or not looked into.
 *
 * @param path absolute; a folder where the reason holds for what is in it
 * @param reason a sentence without a full stop
 */
public record LeftAlone(Path path, String reason) {}
