package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.doctor.fix.FixResult.Failed;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries a plan out: first what is deleted, then what is written, since nobody looks at what the lines leave out: where
 * a fix is cut off, the next one deletes the rest. A context whose caches were gone by then gets its lines from the fix
 * that sees the next cache in it. What can't be done stops nothing else; what has changed since the plan was made is left
 * alone. Used once, by one thread.
 */
public final class FixApplication {
    private final StopSignal stop;
    private final List<IgnoreAddition> additions = new ArrayList<>();
    private final List<Correction> corrections = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();
    private final List<LeftAlone> leftAlone = new ArrayList<>();
    private long files;
    private long folders;
    private long freed;
    private boolean stopped;

    /** With a signal that ends it between two steps. */
    public FixApplication(StopSignal stop) {
        this.stop = stop;
    }

    /** Does what the plan says and tells what was done. */
    public FixResult carryOut(FixPlan plan) {
        leftAlone.addAll(plan.leftAlone());
        byFolder(plan.deletions()).forEach((folder, some) -> {
            if (goesOn()) {
                delete(folder, some);
            }
        });
        for (IgnoreAddition addition : plan.additions()) {
            if (goesOn()) {
                write(addition.target(), () -> add(addition));
            }
        }
        byFile(plan.corrections()).forEach((target, some) -> {
            if (goesOn()) {
                write(target, () -> correct(target, some));
            }
        });
        return new FixResult(files, folders, freed, additions, corrections, failed, leftAlone, stopped);
    }

    private boolean goesOn() {
        stopped |= stop.isRequested();
        return !stopped;
    }

    /** Something that is written. */
    private interface Writing {
        void now() throws IOException;
    }

    private void write(Path target, Writing writing) {
        try {
            writing.now();
        } catch (IOException broken) {
            failed.add(new Failed(target, reason(broken)));
        }
    }

    private void add(IgnoreAddition addition) throws IOException {
        byte[] before = Files.exists(addition.target()) ? Files.readAllBytes(addition.target()) : new byte[0];
        String digest = Files.exists(addition.target()) ? IgnoreText.digest(before) : "";
        if (!digest.equals(addition.digest())) {
            failed.add(new Failed(addition.target(), "it was changed meanwhile"));
            return;
        }
        WholeFile.write(addition.target(), IgnoreText.appended(before, addition.lines()));
        additions.add(addition);
    }

    private void correct(Path target, List<Correction> some) throws IOException {
        Checked<String> text = ComposeText.read(target);
        List<Correction> done = new ArrayList<>();
        for (Correction correction : some) {
            Checked<String> next = text.then(it -> ComposeText.corrected(it, correction));
            boolean took = next.fold(it -> true, problems -> {
                failed.add(new Failed(target, problems.get(0).message()));
                return false;
            });
            if (took) {
                text = next;
                done.add(correction);
            }
        }
        if (!done.isEmpty()) {
            WholeFile.write(target, text.<String>fold(it -> it, problems -> "").getBytes(StandardCharsets.UTF_8));
            corrections.addAll(done);
        }
    }

    private void delete(Folder where, List<Deletion> some) {
        try (OpenFolder folder = OpenFolder.of(where.root(), where.path())) {
            for (Deletion deletion : some) {
                if (!goesOn()) {
                    return;
                }
                delete(folder, deletion);
            }
        } catch (NoSuchFileException vanished) {
            return;
        } catch (IOException broken) {
            Path folder = where.root().resolve(where.path());
            if (OpenFolder.isReachedByLink(folder)) {
                leftAlone.add(new LeftAlone(folder, "a link leads there meanwhile"));
            } else {
                failed.add(new Failed(folder, reason(broken)));
            }
        }
    }

    private void delete(OpenFolder folder, Deletion deletion) {
        Path name = deletion.path().getFileName();
        try {
            FileFacts facts = folder.facts(name);
            if (!facts.is(deletion.kind()) || !facts.identity().equals(deletion.identity())) {
                leftAlone.add(new LeftAlone(deletion.absolute(), "something else stands there meanwhile"));
                return;
            }
            folder.delete(name, deletion.kind());
            folders += deletion.kind() == Deletion.Kind.FOLDER ? 1 : 0;
            files += deletion.kind() == Deletion.Kind.FOLDER ? 0 : 1;
            freed += deletion.bytes();
        } catch (NoSuchFileException vanished) {
            return;
        } catch (DirectoryNotEmptyException filled) {
            leftAlone.add(new LeftAlone(deletion.absolute(), "something is in it that was not to be deleted"));
        } catch (IOException broken) {
            failed.add(new Failed(deletion.absolute(), reason(broken)));
        }
    }

    private static String reason(IOException broken) {
        String reason = broken instanceof FileSystemException failure ? failure.getReason() : broken.getMessage();
        return reason == null ? broken.toString() : reason;
    }

    /** A folder of deletions, as it is reached. */
    private record Folder(Path root, Path path) {}

    /** The deepest first: what is in a folder goes before the folder. */
    private static Map<Folder, List<Deletion>> byFolder(List<Deletion> deletions) {
        Map<Folder, List<Deletion>> grouped = new LinkedHashMap<>();
        for (Deletion deletion : deletions) {
            Path parent = deletion.path().getParent();
            Path folder = parent == null ? deletion.path().getFileSystem().getPath("") : parent;
            grouped.computeIfAbsent(new Folder(deletion.root(), folder), any -> new ArrayList<>())
                    .add(deletion);
        }
        Map<Folder, List<Deletion>> sorted = new LinkedHashMap<>();
        grouped.keySet().stream()
                .sorted(Comparator.comparing(
                                (Folder it) -> it.root().resolve(it.path()).getNameCount())
                        .reversed())
                .forEach(it -> sorted.put(it, grouped.getOrDefault(it, List.of())));
        return sorted;
    }

    private static Map<Path, List<Correction>> byFile(List<Correction> corrections) {
        Map<Path, List<Correction>> grouped = new LinkedHashMap<>();
        corrections.forEach(it ->
                grouped.computeIfAbsent(it.target(), any -> new ArrayList<>()).add(it));
        return grouped;
    }
}
