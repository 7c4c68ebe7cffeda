package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.staging.ConnectTarget;
import ai.netrasystems.runner.staging.ConnectTo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A file for the JDK's {@code jdk.net.hosts.file}: it replaces all resolution of names in a JVM, so it holds the system's
 * own entries besides the redirected hosts. Pure but for {@link #ofSystem} and {@link #write}.
 *
 * @param lines of the file: an address and its names
 * @param notes what people have to know
 */
public record WorkerHosts(List<String> lines, List<String> notes) {
    private static final Path SYSTEM = Path.of("/etc/hosts");
    private static final String FILE = "worker-hosts";

    /** Copies the lists. */
    public WorkerHosts {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    /**
     * The redirected hosts, then the others.
     *
     * @param system lines of the system's own file
     * @throws UnknownHostException where the target of a redirected host is a name that cannot be resolved
     */
    public static WorkerHosts of(ConnectTo connectTo, List<String> system) throws UnknownHostException {
        List<String> lines = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        notes.add("staging.hosts-for-worker: in the workers of staging only "
                + String.join(", ", new TreeMap<>(connectTo.targets()).keySet())
                + " and the entries of the system's hosts file can be resolved; no DNS is asked");
        for (Map.Entry<String, ConnectTarget> entry : new TreeMap<>(connectTo.targets()).entrySet()) {
            for (InetAddress address : InetAddress.getAllByName(entry.getValue().host())) {
                lines.add(address.getHostAddress() + " " + entry.getKey());
            }
            entry.getValue()
                    .port()
                    .ifPresent(port -> notes.add("staging.hosts-for-worker: the port " + port + " of " + entry.getKey()
                            + " is not mapped: a hosts file knows addresses only, so clients other than ours use the"
                            + " port of their URL"));
        }
        system.stream()
                .map(line -> without(line, connectTo.targets().keySet()))
                .filter(line -> line.indexOf(' ') > 0)
                .forEach(lines::add);
        return new WorkerHosts(lines, notes);
    }

    /** What the system resolves without asking anybody: its hosts file, and this machine's own name. */
    public static List<String> ofSystem() {
        List<String> lines = new ArrayList<>();
        try {
            lines.addAll(Files.readAllLines(SYSTEM, StandardCharsets.ISO_8859_1));
        } catch (IOException none) {
            lines.add("127.0.0.1 localhost");
        }
        try {
            InetAddress self = InetAddress.getLocalHost();
            lines.add(self.getHostAddress() + " " + self.getHostName());
        } catch (UnknownHostException nameless) {
            return lines;
        }
        return lines;
    }

    /** Without its comment and these names, single spaces between the rest. */
    private static String without(String line, Set<String> names) {
        String plain = line.replaceFirst("#.*", "").strip();
        return Arrays.stream(plain.split("\\s+", -1))
                .filter(word -> !names.contains(word))
                .collect(Collectors.joining(" "));
    }

    /** Writes it there; gives the file. */
    public Path write(Path directory) throws IOException {
        return Files.writeString(
                directory.resolve(FILE),
                lines.stream().map(line -> line + "\n").collect(Collectors.joining()),
                StandardCharsets.ISO_8859_1);
    }
}
