package ai.netrasystems.runner.environment.process;

import ai.netrasystems.runner.model.RunId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Removes what runs left behind whose owner is dead, and nothing else: processes that their ledger names (pid and start
 * time) or that carry their run's id, and files below their own directory. A run that lives is never touched.
 */
public final class Leftovers {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final String LOCK = ".sweep.lock";
    private static final String POSTMASTER = "postmaster.pid";

    private final HostProcesses host;

    /** Removes from that machine. */
    public Leftovers(HostProcesses host) {
        this.host = host;
    }

    /**
     * What a sweep did.
     *
     * @param removed what is gone now, for people
     * @param remaining what could not be removed; the next sweep tries again
     */
    public record Swept(List<String> removed, List<String> remaining) {
        /** Copies the lists. */
        public Swept {
            removed = List.copyOf(removed);
            remaining = List.copyOf(remaining);
        }
    }

    /**
     * Looks at every run below the directory ({@code .runner/runs}). Two sweeps at once do not meet: the second leaves
     * it to the first. An unreadable run is left alone.
     */
    public Swept sweep(Path runsDirectory) {
        List<String> removed = new ArrayList<>();
        List<String> remaining = new ArrayList<>();
        if (!Files.isDirectory(runsDirectory)) {
            return new Swept(removed, remaining);
        }
        try (FileChannel channel = FileChannel.open(
                        runsDirectory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                for (Path run : children(runsDirectory)) {
                    try {
                        sweepRun(run, removed, remaining);
                    } catch (IOException unwritable) {
                        // Of this run alone: another user's, say. The others still get their turn.
                        remaining.add(run + ": " + unwritable.getMessage());
                    }
                }
            }
        } catch (OverlappingFileLockException anotherSweepOfThisJvm) {
            return new Swept(removed, remaining);
        } catch (IOException unreadable) {
            remaining.add(runsDirectory + ": " + unreadable.getMessage());
        }
        return new Swept(removed, remaining);
    }

    /** What {@link #sweep} would remove now, in the same words. Removes nothing. */
    public List<String> find(Path runsDirectory) {
        List<String> found = new ArrayList<>();
        if (Files.isDirectory(runsDirectory)) {
            try {
                for (Path run : children(runsDirectory)) {
                    unswept(run).ifPresent(owner -> find(run, owner, found));
                }
            } catch (IOException unreadable) {
                found.add(runsDirectory + ": " + unreadable.getMessage());
            }
        }
        return List.copyOf(found);
    }

    private void find(Path run, Owner owner, List<String> found) {
        switch (owner.stateOn(host)) {
            case ALIVE -> {
                return;
            }
            case DEAD -> {
                Set<ProcessIdentity> untouchable = host.ancestry();
                processesOf(run, owner).keySet().stream()
                        .filter(process -> !untouchable.contains(process) && host.isAlive(process))
                        .forEach(process -> found.add(named(process, owner.run())));
            }
            case BEFORE_BOOT -> {}
        }
        temporaryPaths(run).stream()
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .forEach(path -> found.add(path.toString()));
    }

    private static String named(ProcessIdentity process, RunId run) {
        return "process " + process.pid() + " of run " + run;
    }

    /**
     * Ends what a run of this JVM left behind although all its own processes have ended: whoever left its family, as a
     * daemon does, still carries the run's id. To be called when nothing of the run starts any more.
     */
    public Swept strays(RunId run) {
        List<String> removed = new ArrayList<>();
        List<String> remaining = new ArrayList<>();
        Map<ProcessIdentity, EndSignal> found = new LinkedHashMap<>();
        host.withVariable(ProcessLedger.MARKER, run.value()).forEach(process -> found.put(process, EndSignal.TERM));
        end(found, run, removed, remaining);
        return new Swept(removed, remaining);
    }

    /**
     * Whether the run in that directory belonged to a process of this machine that is no more; not where nobody can tell.
     * For what does not lie in that directory: another boot may be another machine on the same files, such as an engine
     * that several share.
     */
    public static boolean isOwnerDead(Path run, HostProcesses host) {
        return ownerOf(run)
                .filter(owner -> !owner.boot().equals("unknown") && owner.stateOn(host) == Owner.State.DEAD)
                .isPresent();
    }

    /**
     * Whether nobody works on the run in that directory any more: it ended by itself, or its process is gone. Not where
     * nobody can tell. For what lies in that directory.
     */
    public static boolean isOver(Path run, HostProcesses host) {
        return Files.exists(run.resolve(ProcessLedger.FINISHED))
                || Files.exists(run.resolve(ProcessLedger.SWEPT))
                || ownerOf(run)
                        .filter(owner -> owner.stateOn(host) != Owner.State.ALIVE)
                        .isPresent();
    }

    private static Optional<Owner> ownerOf(Path run) {
        return lines(run.resolve(ProcessLedger.OWNER)).stream().findFirst().flatMap(Owner::parse);
    }

    private void sweepRun(Path run, List<String> removed, List<String> remaining) throws IOException {
        Optional<Owner> owner = unswept(run);
        if (owner.isEmpty()) {
            return;
        }
        List<String> left = new ArrayList<>();
        switch (owner.get().stateOn(host)) {
            case ALIVE -> {
                return;
            }
            case DEAD -> endProcesses(run, owner.get(), removed, left);
            case BEFORE_BOOT -> {}
        }
        // Files go only after their processes: a server would write them again.
        if (left.isEmpty()) {
            removeFiles(run, removed, left);
        }
        if (left.isEmpty()) {
            Files.writeString(
                    run.resolve(ProcessLedger.SWEPT),
                    "swept\n",
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        }
        remaining.addAll(left);
    }

    /** The owner of a run that neither ended by itself nor was swept. */
    private static Optional<Owner> unswept(Path run) {
        return Files.exists(run.resolve(ProcessLedger.FINISHED)) || Files.exists(run.resolve(ProcessLedger.SWEPT))
                ? Optional.empty()
                : ownerOf(run);
    }

    private void endProcesses(Path run, Owner owner, List<String> removed, List<String> left) {
        end(processesOf(run, owner), owner.run(), removed, left);
    }

    private Map<ProcessIdentity, EndSignal> processesOf(Path run, Owner owner) {
        Map<ProcessIdentity, EndSignal> found = new LinkedHashMap<>();
        lines(run.resolve(ProcessLedger.PROCESSES)).forEach(line -> parseProcess(line, found));
        temporaryPaths(run).forEach(path -> postmasterOf(path).ifPresent(it -> found.put(it, EndSignal.QUIT)));
        host.withVariable(ProcessLedger.MARKER, owner.run().value())
                .forEach(process -> found.putIfAbsent(process, EndSignal.TERM));
        return found;
    }

    private void end(Map<ProcessIdentity, EndSignal> found, RunId run, List<String> removed, List<String> left) {
        Set<ProcessIdentity> untouchable = host.ancestry();
        found.keySet().removeIf(process -> untouchable.contains(process) || !host.isAlive(process));
        List<ProcessIdentity> survivors = new ProcessEnding(host).end(found, GRACE);
        found.keySet().stream()
                .filter(process -> !survivors.contains(process))
                .forEach(process -> removed.add(named(process, run)));
        survivors.forEach(process -> left.add(named(process, run)));
    }

    private static void parseProcess(String line, Map<ProcessIdentity, EndSignal> into) {
        String[] fields = line.split(" ", -1);
        try {
            if (fields.length == 3) {
                into.put(
                        new ProcessIdentity(Long.parseLong(fields[0]), Long.parseLong(fields[1])),
                        EndSignal.valueOf(fields[2]));
            }
        } catch (IllegalArgumentException tornLine) {
            // The owner was killed while it wrote: the marker in the process's environment covers it.
            return;
        }
    }

    /**
     * A PostgreSQL server overwrites the memory that {@code /proc/PID/environ} shows, so its own pid file must name it.
     * Its pid may have been given again: only a process that was started from that data directory counts.
     */
    private Optional<ProcessIdentity> postmasterOf(Path directory) {
        return lines(directory.resolve(POSTMASTER)).stream().findFirst().flatMap(pid -> {
            try {
                return host.identify(Long.parseLong(pid.strip())).filter(process -> host.runsIn(process, directory));
            } catch (NumberFormatException torn) {
                return Optional.empty();
            }
        });
    }

    private static void removeFiles(Path run, List<String> removed, List<String> left) {
        for (Path path : temporaryPaths(run)) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                (FileTree.remove(path) ? removed : left).add(path.toString());
            }
        }
    }

    private static List<Path> temporaryPaths(Path run) {
        Path inside = run.toAbsolutePath().normalize();
        return lines(run.resolve(ProcessLedger.TEMPORARY)).stream()
                .filter(line -> !line.isBlank())
                .map(line -> inside.resolve(line).normalize())
                .filter(path -> path.startsWith(inside) && !path.equals(inside))
                .filter(path -> !leadsElsewhere(inside, path))
                .toList();
    }

    /** Whether a link on the way leads out of the run's directory. The last name may be a link: it goes as one. */
    private static boolean leadsElsewhere(Path inside, Path path) {
        for (Path at = path.getParent(); at != null && !at.equals(inside); at = at.getParent()) {
            if (Files.isSymbolicLink(at)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException none) {
            return List.of();
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            // A link is no run of ours: what it leads to lies elsewhere.
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }
}
