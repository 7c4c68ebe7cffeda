package ai.netrasystems.runner.environment.process;

/**
 * One process, for good: a pid is given again after its process ended, a pid with its start time is not.
 *
 * @param pid as the operating system numbers it
 * @param start when it started: clock ticks since boot on Linux (field 22 of {@code /proc/PID/stat}, proc(5)),
 *     milliseconds since the epoch elsewhere; only ever compared for equality
 */
public record ProcessIdentity(long pid, long start) {}
