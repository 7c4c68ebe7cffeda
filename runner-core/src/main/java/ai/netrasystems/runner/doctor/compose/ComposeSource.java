package ai.netrasystems.runner.doctor.compose;

import java.nio.file.Path;

/**
 * A Compose file to be looked at.
 *
 * @param file absolute
 * @param alone whether it has to hold by itself; else it is likely given after another one, whose services it changes, and
 *     what it lacks is no mistake
 */
public record ComposeSource(Path file, boolean alone) {}
