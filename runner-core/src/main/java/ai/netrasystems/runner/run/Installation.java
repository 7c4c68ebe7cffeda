package ai.netrasystems.runner.run;

import ai.netrasystems.runner.worker.protocol.WorkerMessage;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * This runner itself.
 *
 * @param version for people and events
 * @param workerJar the jar, or folder, with the worker's classes
 * @param javaHome JDK that it runs on
 */
public record Installation(String version, Path workerJar, Path javaHome) {
    /** That of this process: the worker's jar is where its classes were found. */
    public static Installation ofThisProcess(String version) {
        try {
            return new Installation(
                    version,
                    Path.of(WorkerMessage.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()),
                    Path.of(System.getProperty("java.home")));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
