package ai.netrasystems.runner.doctor.machine;

import ai.netrasystems.runner.doctor.machine.MachineFacts.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads the kernel's files on memory: {@code /proc/meminfo} (proc(5)), and the limits of the control groups that this
 * process is in (kernel documentation, {@code admin-guide/cgroup-v2} and {@code cgroup-v1/memory}).
 */
final class MemoryReading {
    private static final long KIB = 1024;

    private final Path root;

    private MemoryReading(Path root) {
        this.root = root;
    }

    /** Of the system whose files are below that root. */
    static MemoryReading under(Path root) {
        return new MemoryReading(root);
    }

    /** What of a version of control groups stands in which file. */
    private record Names(String mount, String limit, String usage, String reclaimable) {
        static final Names V2 = new Names("sys/fs/cgroup", "memory.max", "memory.current", "inactive_file");
        static final Names V1 = new Names(
                "sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
    }

    /** The tightest limit counts; empty where the system has no such files. */
    Optional<Memory> memory() {
        List<String> lines = lines(root.resolve("proc/meminfo"));
        OptionalLong total = field(lines, "MemTotal:");
        OptionalLong available = field(lines, "MemAvailable:");
        if (total.isEmpty() || available.isEmpty()) {
            return Optional.empty();
        }
        Memory machine = new Memory(available.getAsLong() * KIB, total.getAsLong() * KIB);
        return Optional.of(groups().reduce(machine, MemoryReading::tighter, MemoryReading::tighter));
    }

    private static Memory tighter(Memory one, Memory other) {
        return new Memory(
                Math.min(one.availableBytes(), other.availableBytes()), Math.min(one.totalBytes(), other.totalBytes()));
    }

    /** Every group that this process is in, from its own up to the root, as far as a limit is set. */
    private Stream<Memory> groups() {
        List<Memory> limits = new ArrayList<>();
        for (String line : lines(root.resolve("proc/self/cgroup"))) {
            String[] fields = line.split(":", 3);
            if (fields.length < 3) {
                continue;
            }
            if (fields[0].equals("0") && fields[1].isEmpty()) {
                collect(Names.V2, fields[2], limits);
            } else if (List.of(fields[1].split(",")).contains("memory")) {
                collect(Names.V1, fields[2], limits);
            }
        }
        return limits.stream();
    }

    /** In a container the path may be the host's, which is not seen there: then the mount itself is its group. */
    private void collect(Names names, String group, List<Memory> into) {
        Path mount = root.resolve(names.mount());
        Path inside = mount.resolve(group.startsWith("/") ? group.substring(1) : group)
                .normalize();
        for (Path at = inside; at != null && at.startsWith(mount); at = at.getParent()) {
            limit(names, at).ifPresent(into::add);
        }
    }

    private static Optional<Memory> limit(Names names, Path group) {
        OptionalLong limit = number(group.resolve(names.limit()));
        OptionalLong usage = number(group.resolve(names.usage()));
        if (limit.isEmpty() || usage.isEmpty()) {
            return Optional.empty();
        }
        // Pages of files that nobody uses count as used and are given back at once.
        long reclaimable =
                field(lines(group.resolve("memory.stat")), names.reclaimable()).orElse(0);
        long used = Math.max(0, usage.getAsLong() - reclaimable);
        return Optional.of(new Memory(Math.max(0, limit.getAsLong() - used), limit.getAsLong()));
    }

    /** {@code NAME value}, whatever stands behind it. */
    private static OptionalLong field(List<String> lines, String name) {
        return lines.stream()
                .map(line -> line.split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals(name))
                .map(words -> parse(words[1]))
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong number(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? OptionalLong.empty() : parse(lines.get(0));
    }

    /** {@code max} is no limit. */
    private static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException noNumber) {
            return OptionalLong.empty();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException none) {
            return List.of();
        }
    }
}
