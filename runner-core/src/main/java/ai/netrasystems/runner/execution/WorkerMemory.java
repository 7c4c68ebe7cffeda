package ai.netrasystems.runner.execution;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many workers the machine's memory holds side by side. One worker alone has the JVM's own default. Pure.
 *
 * @param machine bytes of memory of the machine or the container that this JVM runs in
 */
record WorkerMemory(long machine) {
    /** What all heaps together may take; the rest is for their other memory, services and the system. */
    private static final double SHARE = 0.75;

    private static final Pattern HEAP = Pattern.compile("-(?:Xmx|XX:MaxHeapSize=)(\\d+)([kKmMgGtT]?)");

    /** Of this machine; the JVM knows the limit of its container. */
    static WorkerMemory ofThisMachine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? new WorkerMemory(system.getTotalMemorySize())
                : new WorkerMemory(Long.MAX_VALUE);
    }

    /** How many of so many fit, at least 1. {@code jvmArguments}: of each of them, the last of two counts. */
    int lanes(int wanted, List<String> jvmArguments) {
        return heap(jvmArguments)
                .map(heap -> (int) Math.max(1, Math.min(wanted, (long) (machine * SHARE / Math.max(1, heap)))))
                .orElse(wanted);
    }

    /** The heap size that each of several gets where the build says none. */
    Optional<String> argument(int lanes, List<String> jvmArguments) {
        boolean said = heap(jvmArguments).isPresent()
                || jvmArguments.stream().anyMatch(argument -> argument.startsWith("-XX:MaxRAM"));
        if (lanes == 1 || said) {
            return Optional.empty();
        }
        double percentage = Math.min(25, SHARE * 100 / lanes);
        return Optional.of(String.format(Locale.ROOT, "-XX:MaxRAMPercentage=%.1f", percentage));
    }

    private static Optional<Long> heap(List<String> jvmArguments) {
        Optional<Long> last = Optional.empty();
        for (String argument : jvmArguments) {
            Matcher matcher = HEAP.matcher(argument);
            if (matcher.matches()) {
                int power = "kmgt".indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
                last = Optional.of(Long.parseLong(matcher.group(1))
                        << (10 * (matcher.group(2).isEmpty() ? 0 : power)));
            }
        }
        return last;
    }
}
