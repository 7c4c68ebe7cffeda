package ai.netrasystems.runner.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What a program and all that it started asked of the kernel: programs to run and addresses to connect to. */
final class SystemCalls {
    /** A program that is a container engine's, started from anywhere, whether it was there or not. */
    private static final Pattern PROGRAM = Pattern.compile(
            "execve\\(\"([^\"]*/)?(docker|docker-[^\"/]+|dockerd|podman|podman-[^\"/]+|nerdctl|buildah)\"");

    private static final Pattern ENGINE = Pattern.compile("docker|podman|containerd|buildkit");

    private final List<String> lines;

    private SystemCalls(List<String> lines) {
        this.lines = lines;
    }

    /** Where there is no {@code strace} the case is skipped. */
    static List<String> tracingTo(Path file) {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "strace")));
        Requirement.of(there, "strace is not installed");
        // The filter in the kernel (seccomp) leaves all other calls at full speed.
        return List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-qq",
                "-s",
                "256",
                "-e",
                "trace=connect,execve",
                "-o",
                file.toString());
    }

    static SystemCalls read(Path file) {
        return new SystemCalls(Journals.text(file).lines().toList());
    }

    /** Programs of an engine that were started, and connections to one, also at that socket. */
    List<String> toAnEngine(Path socket) {
        return lines.stream()
                .filter(line -> PROGRAM.matcher(line).find() || connects(line, socket))
                .toList();
    }

    private static boolean connects(String line, Path socket) {
        return line.contains("connect(") && (ENGINE.matcher(line).find() || line.contains(socket.toString()));
    }

    /** Connections over TCP or UDP. */
    List<String> toTheNetwork() {
        return lines.stream()
                .filter(line -> line.contains("{sa_family=AF_INET"))
                .toList();
    }
}
