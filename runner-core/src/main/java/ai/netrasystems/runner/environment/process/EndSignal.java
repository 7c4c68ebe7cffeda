package ai.netrasystems.runner.environment.process;

/** How a process is asked to end before it is killed. */
public enum EndSignal {
    /** SIGTERM to the process and all that descends from it. */
    TERM,
    /**
     * SIGQUIT to the process alone. PostgreSQL's "immediate shutdown": it ends its children itself and frees its shared
     * memory, where SIGTERM would wait for clients and SIGKILL would leave the memory behind (PostgreSQL manual, 18.5
     * "Shutting Down the Server").
     */
    QUIT
}
