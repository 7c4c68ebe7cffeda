package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.doctor.fix.SentCaches.Place;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Decides what of the caches is deleted. Used once. */
final class DeletionPlan {
    private final SentCaches caches;
    private final Repositories repositories;
    private final boolean noGit;
    private final Map<Path, Deletion> deletions = new LinkedHashMap<>();
    private final Map<Path, String> leftAlone = new LinkedHashMap<>();
    private final Map<LeftAlone, Long> counted = new LinkedHashMap<>();
    private final Map<String, Integer> namesSeen = new HashMap<>();
    private final List<Path> closed = new ArrayList<>();

    DeletionPlan(SentCaches caches, Repositories repositories, boolean noGit) {
        this.caches = caches;
        this.repositories = repositories;
        this.noGit = noGit;
    }

    /** What is deleted; what is in a folder before the folder. */
    List<Deletion> deletions() {
        for (Place place : caches.pytest()) {
            if (closed.stream().noneMatch(place.absolute()::startsWith)) {
                closed.add(place.absolute());
                pytest(place);
            }
        }
        for (Place place : caches.bytecode()) {
            if (!isClosed(place)) {
                bytecode(place);
            }
        }
        List<Place> folders = new ArrayList<>(caches.folders());
        folders.sort(
                Comparator.comparing((Place it) -> it.absolute().getNameCount()).reversed());
        for (Place place : folders) {
            if (!isClosed(place)) {
                folder(place);
            }
        }
        return List.copyOf(deletions.values());
    }

    /** What is not, and why. */
    List<LeftAlone> leftAlone() {
        List<LeftAlone> all = new ArrayList<>();
        counted.forEach((it, count) ->
                all.add(new LeftAlone(it.path(), it.reason() + (count == 1 ? " (1 file)" : " (" + count + " files)"))));
        leftAlone.forEach((path, reason) -> all.add(new LeftAlone(path, reason)));
        return all;
    }

    private boolean isClosed(Place place) {
        return !closed.isEmpty() && closed.stream().anyMatch(place.absolute()::startsWith);
    }

    private void bytecode(Place place) {
        if (!mayGo(place, true)) {
            return;
        }
        look(place.absolute()).filter(it -> it.is(Deletion.Kind.FILE)).ifPresent(facts -> add(place, facts));
    }

    /** Goes where all that is in it goes. */
    private void folder(Place place) {
        Path folder = place.absolute();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (deletions.containsKey(child)) {
                    continue;
                }
                if (!PythonCaches.BYTECODE.isName(child.getFileName().toString())) {
                    leftAlone.put(folder, "it holds `" + child.getFileName() + "` too");
                }
                return;
            }
        } catch (NoSuchFileException vanished) {
            return;
        } catch (IOException | DirectoryIteratorException unreadable) {
            leftAlone.put(folder, "it can't be read");
            return;
        }
        if (mayGo(place, false)) {
            look(folder).filter(it -> it.is(Deletion.Kind.FOLDER)).ifPresent(facts -> add(place, facts));
        }
    }

    /** Goes with all that is in it, or not at all. */
    private void pytest(Place place) {
        PytestFolder walked = PytestFolder.walk(place);
        Optional<String> obstacle = walked.obstacle();
        for (Place part : walked.parts()) {
            obstacle = obstacle.or(() -> caches.sends(part.absolute())
                    ? Optional.empty()
                    : Optional.of("`" + place.path().relativize(part.path())
                            + "` in it is left out of the build context already"));
            obstacle = obstacle.or(() -> caches.naming(part.absolute()));
        }
        if (obstacle.isPresent()) {
            leftAlone.put(place.absolute(), obstacle.get());
            return;
        }
        if (walked.parts().stream().allMatch(part -> mayGo(part, false))) {
            walked.facts().forEach(this::add);
        } else {
            walked.parts().stream()
                    .filter(part -> !mayGo(part, false))
                    .findFirst()
                    .ifPresent(part -> mayGo(part, true));
        }
    }

    /** Whether nobody needs it and git, where it must be asked, does not track it. */
    private boolean mayGo(Place place, boolean tell) {
        Path path = place.absolute();
        // A cache lies in a context, and never is the root of the file system.
        Path folder = Objects.requireNonNull(path.getParent());
        Optional<Path> gits = repositories.gitFolder(folder);
        if (gits.isPresent()) {
            count(gits.get(), "it holds git's own files", tell);
            return false;
        }
        Optional<LeftAlone> unknown = caches.unknown(path);
        if (unknown.isPresent()) {
            unknown.ifPresent(it -> count(it.path(), it.reason(), tell));
            return false;
        }
        Optional<String> needed = caches.naming(path);
        if (needed.isPresent()) {
            needed.filter(it -> tell).ifPresent(it -> leftAlone.put(path, it + " names it"));
            return false;
        }
        List<Path> tops = repositories.tops(folder);
        // Where the disk shows none, git says why it knows nothing.
        return (tops.isEmpty() ? List.of(place.root()) : tops).stream().allMatch(top -> letsGo(top, path, tell));
    }

    private boolean letsGo(Path top, Path path, boolean tell) {
        return repositories
                .answer(top)
                .<Boolean>fold(
                        tracked -> {
                            Optional<String> how = repositories.tracking(top, tracked, path);
                            how.filter(it -> tell).ifPresent(it -> leftAlone.put(path, it));
                            return how.isEmpty();
                        },
                        refused -> {
                            if (!noGit) {
                                count(top, "whether git tracks what is in it is not known: " + refused, tell);
                            }
                            return noGit;
                        });
    }

    private void count(Path path, String reason, boolean tell) {
        if (tell) {
            counted.merge(new LeftAlone(path, reason), 1L, Long::sum);
        }
    }

    private void add(Place place, FileFacts facts) {
        facts.kind().ifPresent(kind -> {
            long bytes = kind == Deletion.Kind.FILE && isLastName(place.absolute(), facts) ? facts.size() : 0;
            deletions.put(place.absolute(), new Deletion(place.root(), place.path(), kind, bytes, facts.identity()));
        });
    }

    /** A file's space comes back when the last of its names goes. */
    private boolean isLastName(Path file, FileFacts facts) {
        try {
            Object names = Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
            int seen = namesSeen.merge(facts.identity(), 1, Integer::sum);
            return names instanceof Number count && seen >= count.intValue();
        } catch (IOException | UnsupportedOperationException unknown) {
            return true;
        }
    }

    private static Optional<FileFacts> look(Path path) {
        try {
            return Optional.of(FileFacts.of(path));
        } catch (IOException vanished) {
            return Optional.empty();
        }
    }
}
