package ai.netrasystems.runner.environment.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The processes of this machine. Reads {@code /proc} where there is one (exact start times, sessions, environments),
 * and asks the JDK elsewhere. Immutable; every answer is of the moment it is given.
 */
public final class HostProcesses {
    /** Seconds that {@code kill} itself may take; it takes milliseconds. */
    private static final int KILL_COMMAND_SECONDS = 2;

    private final Path proc;
    private final boolean linux;

    private HostProcesses(Path proc) {
        this.proc = proc;
        this.linux = Files.isReadable(proc.resolve("self/stat"));
    }

    /** This machine's. */
    public static HostProcesses ofThisMachine() {
        return new HostProcesses(Path.of("/proc"));
    }

    /**
     * A process in the table.
     *
     * @param session id of its session; 0 where that can't be told
     */
    record Entry(ProcessIdentity identity, long parent, long session) {}

    /** Who has this pid now; empty where nobody has, or only a zombie that nobody waited for. */
    public Optional<ProcessIdentity> identify(long pid) {
        return entry(pid).map(Entry::identity);
    }

    /** This JVM. */
    public ProcessIdentity self() {
        long pid = ProcessHandle.current().pid();
        return identify(pid).orElseGet(() -> new ProcessIdentity(pid, 0));
    }

    /** Whether exactly this process still runs. */
    public boolean isAlive(ProcessIdentity process) {
        return identify(process.pid()).filter(process::equals).isPresent();
    }

    /**
     * The process, everything that descends from it and everything in the session that it leads. The second finds no
     * child that was re-parented, the third does.
     */
    public Set<ProcessIdentity> family(ProcessIdentity root) {
        List<Entry> all = table();
        Set<ProcessIdentity> family = new HashSet<>();
        Set<Long> parents = new HashSet<>(Set.of(root.pid()));
        boolean rootIsSomebodyElse = all.stream()
                .anyMatch(entry -> entry.identity().pid() == root.pid()
                        && !entry.identity().equals(root));
        if (rootIsSomebodyElse) {
            return family;
        }
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Entry entry : all) {
                boolean belongs = entry.identity().equals(root)
                        || parents.contains(entry.parent())
                        || entry.session() == root.pid();
                if (belongs && family.add(entry.identity())) {
                    parents.add(entry.identity().pid());
                    grew = true;
                }
            }
        }
        family.remove(self());
        return family;
    }

    /** Processes of this user that were started with that environment variable; none where there is no {@code /proc}. */
    public Set<ProcessIdentity> withVariable(String name, String value) {
        Set<ProcessIdentity> found = new HashSet<>();
        if (!linux) {
            return found;
        }
        String wanted = "\0" + name + "=" + value + "\0";
        for (Entry entry : table()) {
            if (environ(entry.identity().pid()).contains(wanted)) {
                found.add(entry.identity());
            }
        }
        return found;
    }

    /** Whether the process works in that directory; {@code false} where nobody can tell. */
    boolean runsIn(ProcessIdentity process, Path directory) {
        try {
            Path work = Files.readSymbolicLink(
                    proc.resolve(Long.toString(process.pid())).resolve("cwd"));
            return work.equals(directory.toRealPath());
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** This JVM and its ancestors: what a clean-up must never end. */
    public Set<ProcessIdentity> ancestry() {
        Set<ProcessIdentity> line = new HashSet<>();
        Optional<ProcessHandle> at = Optional.of(ProcessHandle.current());
        while (at.isPresent()) {
            identify(at.get().pid()).ifPresent(line::add);
            at = at.get().parent();
        }
        return line;
    }

    /**
     * Names the kernel's current boot; {@code "unknown"} where it has no name. Start times compare within one boot only.
     */
    public String boot() {
        try {
            return Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException none) {
            return "unknown";
        }
    }

    /** Names the space in which pids count (pid_namespaces(7)); {@code "unknown"} where there is none. */
    public String pidNamespace() {
        try {
            return Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException none) {
            return "unknown";
        }
    }

    /** Asks the process to end, if it still is the same one. */
    public void ask(ProcessIdentity process, EndSignal signal) {
        if (!isAlive(process)) {
            return;
        }
        switch (signal) {
            case TERM -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
            case QUIT -> quit(process.pid());
        }
    }

    /** Kills the process, if it still is the same one. */
    public void kill(ProcessIdentity process) {
        if (isAlive(process)) {
            ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** The JDK can send SIGTERM and SIGKILL only. */
    private static void quit(long pid) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(KILL_COMMAND_SECONDS, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException noShell) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** The environment it was started with, a zero byte around each variable; empty where it is not ours to read. */
    private String environ(long pid) {
        try {
            byte[] environ = Files.readAllBytes(proc.resolve(Long.toString(pid)).resolve("environ"));
            // ISO-8859-1 keeps every byte, whatever the environment's encoding.
            return "\0" + new String(environ, StandardCharsets.ISO_8859_1) + "\0";
        } catch (IOException notOursOrGone) {
            return "";
        }
    }

    private List<Entry> table() {
        List<Entry> all = new ArrayList<>();
        if (linux) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(proc, "[0-9]*")) {
                for (Path directory : directories) {
                    entry(Long.parseLong(directory.getFileName().toString())).ifPresent(all::add);
                }
            } catch (IOException unreadable) {
                return all;
            }
        } else {
            ProcessHandle.allProcesses().forEach(handle -> entry(handle.pid()).ifPresent(all::add));
        }
        return all;
    }

    private Optional<Entry> entry(long pid) {
        if (!linux) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .map(handle -> new Entry(
                            new ProcessIdentity(
                                    pid,
                                    handle.info()
                                            .startInstant()
                                            .map(Instant::toEpochMilli)
                                            .orElse(0L)),
                            handle.parent().map(ProcessHandle::pid).orElse(0L),
                            0));
        }
        try {
            String stat =
                    Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
            // The command's name may hold anything, a closing parenthesis too, so the last one ends it (proc(5)).
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean ended = fields[0].equals("Z") || fields[0].equals("X");
            return ended
                    ? Optional.empty()
                    : Optional.of(new Entry(
                            new ProcessIdentity(pid, Long.parseLong(fields[19])),
                            Long.parseLong(fields[1]),
                            Long.parseLong(fields[3])));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
