package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.doctor.compose.Reference;
import java.nio.file.Path;

/**
 * A path in a Compose file that is written anew.
 *
 * @param file the Compose file, as the reference names it
 * @param target the file that is written: the same, or what a link leads to
 * @param line from 1
 * @param key as {@link Reference#key}
 * @param written what stands there
 * @param replacement what stands there afterwards
 */
public record Correction(Path file, Path target, int line, String key, String written, String replacement) {}
