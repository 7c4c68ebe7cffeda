package ai.netrasystems.runner.execution;

/** Keeps account of the processes of a run, so that what a killed runner leaves behind can be found. Thread-safe. */
@FunctionalInterface
public interface ProcessRegister {
    /** A process was started for this run. */
    void started(long pid);
}
