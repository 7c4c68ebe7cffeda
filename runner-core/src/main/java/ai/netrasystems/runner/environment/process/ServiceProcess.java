package ai.netrasystems.runner.environment.process;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that was started here.
 *
 * @param name what it is, for people
 * @param handle the child; it also waits for it, so that no zombie stays
 * @param identity empty where it had ended before anybody could look
 * @param log where its output goes
 */
public record ServiceProcess(String name, Process handle, Optional<ProcessIdentity> identity, Path log, EndSignal end) {

    /** Its exit code, once it has ended. */
    public Optional<Integer> exit() {
        return handle.isAlive() ? Optional.empty() : Optional.of(handle.exitValue());
    }
}
