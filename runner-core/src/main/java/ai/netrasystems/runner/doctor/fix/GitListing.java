package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.environment.process.SearchPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks git what it tracks: one process, no shell, bounded in time, which writes nothing and starts no hook and no monitor.
 * Of the environment nothing reaches it that would point it to another repository or configure it.
 */
final class GitListing {
    /** Far above the lists of the largest repositories; who writes more is no git. */
    private static final int MOST = 512 * 1024 * 1024;

    private static final String BROKE_OFF = "the list of `git ls-files` broke off";

    /** As the JDK reads names of files: git's list is compared with such names. */
    private static final Charset FILE_NAMES =
            Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()));

    private final Map<String, String> environment;
    private final Optional<Path> git;
    private final Duration within;

    GitListing(Map<String, String> environment, Duration within) {
        this.git = new SearchPath(
                        List.of(environment.getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1)).stream()
                                .filter(it -> !it.isBlank())
                                .map(Path::of)
                                .filter(Path::isAbsolute)
                                .toList())
                .find("git");
        this.environment = new HashMap<>(environment);
        this.environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        this.environment.putAll(
                Map.of("GIT_OPTIONAL_LOCKS", "0", "GIT_TERMINAL_PROMPT", "0", "GIT_NO_LAZY_FETCH", "1", "LC_ALL", "C"));
        this.within = within;
    }

    /** Why there is no answer: half a sentence. */
    private static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        NoAnswer(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** What is tracked below the folder, which must be the top of a work tree. */
    GitAnswer below(Path top) {
        try {
            Path program = git.orElseThrow(() -> new NoAnswer("there is no `git` on `PATH`"));
            Set<String> tracked = names(run(program, top, "ls-files", "-z"));
            checkTop(top, new String(run(program, top, "rev-parse", "--show-toplevel"), FILE_NAMES));
            return new GitAnswer.Tracked(tracked);
        } catch (NoAnswer none) {
            return new GitAnswer.Refused(none.reason);
        }
    }

    /** A repository may have its files elsewhere ({@code core.worktree}): then its names are not of this folder. */
    private static void checkTop(Path top, String said) throws NoAnswer {
        String root = said.replaceFirst("\r?\n\\z", "");
        try {
            if (!Path.of(root).equals(top.toRealPath())) {
                throw new NoAnswer("the files of its repository are in `" + root + "`");
            }
        } catch (IOException | InvalidPathException unreadable) {
            throw new NoAnswer("where the files of its repository are can't be told");
        }
    }

    private static Set<String> names(byte[] list) throws NoAnswer {
        if (list.length > 0 && list[list.length - 1] != 0) {
            throw new NoAnswer(BROKE_OFF);
        }
        String text = new String(list, FILE_NAMES);
        return text.isEmpty() ? Set.of() : new HashSet<>(Arrays.asList(text.split("\0")));
    }

    private byte[] run(Path program, Path folder, String command, String argument) throws NoAnswer {
        ProcessBuilder builder = new ProcessBuilder(
                program.toString(),
                "-c",
                "core.fsmonitor=false",
                "-c",
                "core.quotePath=false",
                "-C",
                folder.toString(),
                command,
                argument);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException notStarted) {
            throw new NoAnswer("`git` can't be started: " + notStarted.getMessage());
        }
        try {
            return answer(process, command);
        } catch (TimeoutException slow) {
            throw new NoAnswer("`git " + command + "` did not answer within " + within.toSeconds() + " s");
        } catch (IOException | ExecutionException broken) {
            throw new NoAnswer(BROKE_OFF);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("`git " + command + "` was interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private byte[] answer(Process process, String command)
            throws IOException, ExecutionException, InterruptedException, TimeoutException, NoAnswer {
        long deadline = System.nanoTime() + within.toNanos();
        process.getOutputStream().close();
        FutureTask<byte[]> output = inBackground(() -> process.getInputStream().readNBytes(MOST + 1));
        FutureTask<byte[]> errors = inBackground(() -> beginning(process.getErrorStream()));
        byte[] said = output.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        String error = new String(
                        errors.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS), StandardCharsets.UTF_8)
                .strip();
        if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException();
        }
        if (process.exitValue() != 0) {
            String reason = error.lines().findFirst().orElse("it ended with " + process.exitValue());
            throw new NoAnswer("`git " + command + "` says: " + reason);
        }
        if (said.length > MOST) {
            throw new NoAnswer(BROKE_OFF);
        }
        return said;
    }

    /** The first of it is kept; all is read, so that git never waits for us. */
    private static byte[] beginning(InputStream stream) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            kept.write(buffer, 0, Math.min(count, buffer.length - Math.min(kept.size(), buffer.length)));
        }
        return kept.toByteArray();
    }

    private static FutureTask<byte[]> inBackground(Callable<byte[]> read) {
        FutureTask<byte[]> task = new FutureTask<>(read);
        Thread thread = new Thread(task, "git-ls-files");
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
