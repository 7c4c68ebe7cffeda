package ai.netrasystems.goldenpath.service;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The edge between a service and its process: the environment in, exit codes and lines out. Called by {@code main} and
 * nothing else.
 */
public final class ServiceProcess {

    private ServiceProcess() {}

    /** How a service is started: environment variables and a sink for its request log, to a service or a reason. */
    public interface Starter extends BiFunction<Map<String, String>, Consumer<String>, Checked<RunningService>> {}

    /**
     * Starts the service {@code name} and returns while it runs; SIGTERM and SIGINT close it. A service that can't be
     * started is one line on standard error and exit code 1.
     */
    public static void run(String name, Starter starter) {
        startLean();
        starter.apply(System.getenv(), ServiceProcess::printLine)
                .fold(service -> keep(name, service), reason -> refuse(name, reason));
    }

    /** Says why {@code name} does not go on, and ends the process with exit code 1. */
    public static Void refuse(String name, String reason) {
        System.err.println(name + ": cannot start: " + reason.replaceAll("\\s+", " "));
        // Not exit: there is nothing to close, and threads of libraries must not hold a process that has given up.
        System.err.flush();
        Runtime.getRuntime().halt(1);
        throw new AssertionError("halted");
    }

    /**
     * Saves a quarter of a second of every start. Jetty asks the JVM's management beans for the size of a cache line,
     * and lists all locales to guess content types by language; neither matters here, and both load hundreds of classes.
     */
    private static void startLean() {
        setUnlessSet("org.eclipse.jetty.util.referencesPerCacheLine", "16");
        setUnlessSet("java.locale.providers", "SPI");
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void printLine(String line) {
        System.out.println(line);
    }

    private static Void keep(String name, RunningService service) {
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, name + "-shutdown"));
        System.err.println(name + ": listening on port " + service.port());
        return null;
    }
}
