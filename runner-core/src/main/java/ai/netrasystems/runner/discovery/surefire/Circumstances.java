package ai.netrasystems.runner.discovery.surefire;

import java.nio.file.Path;

/**
 * What the reading depends on beside the build.
 *
 * @param javaHome JDK that Maven runs on, and tests where the build names none
 * @param processors of this machine
 * @param seed of a random order that has none of its own
 * @param hour of the day, 0 to 23
 * @param allClasses whether classes beyond the build's patterns are looked at too, since the user names some
 */
public record Circumstances(Path javaHome, int processors, long seed, int hour, boolean allClasses) {}
