package ai.netrasystems.runner.environment.containers.engine;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;

/** Starts and stops a container from the image that its argument names, and prints which hooks the JVM has then. */
final class StartsOneContainer {
    private StartsOneContainer() {}

    /** Runs. */
    public static void main(String[] arguments) throws Exception {
        EngineContainer container =
                new EngineContainer(RealEngine.required(), arguments[0]).withCommand("/bin/busybox", "sleep", "60");
        try {
            container.start();
            System.out.println("started");
        } finally {
            container.stop();
            System.out.println("stopped");
        }
        System.out.println("hooks " + hooks());
    }

    /** Those that Testcontainers registered: its threads stand in a group of its own. */
    private static List<String> hooks() throws ReflectiveOperationException {
        Field field = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
        field.setAccessible(true);
        return ((Map<?, ?>) field.get(null))
                .keySet().stream()
                        .map(Thread.class::cast)
                        .filter(thread -> thread.getThreadGroup() != null
                                && thread.getThreadGroup().getName().contains("testcontainers"))
                        .map(Thread::getName)
                        .toList();
    }
}
