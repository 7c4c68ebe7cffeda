package ai.netrasystems.runner.doctor.compose;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What lies near the top of a project: no hidden folders, no links, nothing that builds and package managers make; and
 * an end after so many folders, so that it takes milliseconds in any project.
 *
 * @param files sorted, absolute
 * @param folders sorted, absolute; the top is not among them
 * @param complete whether all folders up to the depth were seen
 */
record ProjectWalk(List<Path> files, List<Path> folders, boolean complete) {
    private static final Set<String> LEFT_OUT = Set.of("node_modules", "target", "build");
    private static final int MOST_FOLDERS = 2_000;
    private static final int MOST_FILES = 50_000;

    ProjectWalk {
        files = List.copyOf(files);
        folders = List.copyOf(folders);
    }

    /** Folders level by level, so that what is near the top is seen in any case; unreadable ones are passed by. */
    static ProjectWalk of(Path top, int depth) {
        Set<Path> files = new TreeSet<>();
        Set<Path> folders = new TreeSet<>();
        List<Path> level = List.of(top);
        boolean complete = true;
        for (int below = 0; below <= depth && !level.isEmpty(); below++) {
            List<Path> next = new ArrayList<>();
            for (Path folder : level) {
                if (folders.size() + next.size() > MOST_FOLDERS || files.size() > MOST_FILES) {
                    complete = false;
                    break;
                }
                list(folder, files, next);
            }
            folders.addAll(next);
            level = next;
        }
        return new ProjectWalk(List.copyOf(files), List.copyOf(folders), complete);
    }

    private static void list(Path folder, Set<Path> files, List<Path> folders) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(entry);
                } else if (!name.startsWith(".")
                        && !name.contains("{{") // templates of projects, such as Cookiecutter's
                        && !LEFT_OUT.contains(name)
                        && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    folders.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // What can't be listed is not looked at: this only searches.
        }
    }
}
