package ai.netrasystems.runner.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is on the machine that a run could leave behind. Linux: read from {@code /proc}.
 *
 * @param processes {@code pid command} of every process that works in the project, or carries a run's id
 * @param ports listening TCP ports
 * @param temporary entries of the temporary folder
 * @param data data directories, sockets and secrets below {@code .runner/runs}
 */
record Machine(Set<String> processes, Set<String> ports, Set<String> temporary, Set<String> data) {

    /** What JVMs, shells and these tests themselves keep there. */
    private static final Pattern OTHERS = Pattern.compile("hsperfdata|acceptance|bash|junit-|jansi");

    static Machine snapshot() {
        return new Machine(runningProcesses(), listeningPorts(), names(Path.of("/tmp")), runData());
    }

    private static Set<String> runningProcesses() {
        String root = Workspace.root().toString();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path -> path.getFileName().toString().chars().allMatch(Character::isDigit))
                    .filter(path -> !path.getFileName()
                            .toString()
                            .equals(Long.toString(ProcessHandle.current().pid())))
                    .filter(path -> text(path, "environ").contains("RUNNER_RUN_ID=")
                            || text(path, "cmdline").contains(root + "/.runner")
                            || text(path, "cmdline").startsWith("postgres:"))
                    .filter(path -> !isSessionOfStaging(path))
                    .map(path ->
                            path.getFileName() + " " + text(path, "cmdline").replace('\0', ' '))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The staging stand-in's Postgres makes a process for each connection: they come and go while it stays. */
    private static boolean isSessionOfStaging(Path process) {
        // proc(5): the parent stands second after the name, which ends at the last parenthesis.
        String[] fields = text(process, "stat").replaceFirst("(?s)^.*\\) ", "").split(" ", 3);
        return text(process, "cmdline").startsWith("postgres:")
                && fields.length == 3
                && text(Path.of("/proc", fields[1]), "cmdline").contains(StagingSystem.DIRECTORY);
    }

    private static Set<String> listeningPorts() {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(file -> text(file).lines().skip(1))
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[3].equals("0A"))
                .map(fields -> fields[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> !OTHERS.matcher(name).lookingAt())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> runData() {
        Path runs = Workspace.root().resolve(".runner/runs");
        if (!Files.exists(runs)) {
            return Set.of();
        }
        Function<Path, String> name = path -> runs.relativize(path).toString();
        try (Stream<Path> files = Files.walk(runs)) {
            return files.filter(path -> !path.equals(runs))
                    .filter(path -> path.getNameCount() > runs.getNameCount() + 1)
                    .map(name)
                    .filter(path -> path.contains("PG_VERSION") || path.contains("token") || path.endsWith(".args"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path directory, String file) {
        return text(directory.resolve(file));
    }

    /** A process may end while it is read: then there is nothing to say of it. */
    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
