package ai.netrasystems.runner.environment.image;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What COPY and ADD take by its name, part by part of a path. {@code COPY . .} and {@code COPY * .} take everything and
 * name nothing.
 */
public final class CopyNames {
    private final List<List<Part>> sources = new ArrayList<>();

    /** Of some sources; one whose variables are not known counts as it is written. */
    public CopyNames(List<CopySource> copied) {
        for (CopySource source : copied) {
            List<Part> parts = new ArrayList<>();
            for (String part : CopyLookup.rooted(source.pattern()).split("/", -1)) {
                parts.add(Part.of(part));
            }
            sources.add(parts);
        }
    }

    /**
     * Whether a source names the folder or something in it; one that names only what is above it does not.
     *
     * @param folder relative to the context, parts separated by {@code /}
     */
    public boolean nameFolder(String folder) {
        String[] parts = folder.split("/", -1);
        return sources.stream()
                .anyMatch(it -> it.size() >= parts.length
                        && agree(it, parts, parts.length)
                        && it.get(parts.length - 1).names());
    }

    /** Whether a source names the file, or a folder that it lies in. */
    public boolean takeFile(String file) {
        String[] parts = file.split("/", -1);
        return sources.stream()
                .anyMatch(it -> it.size() <= parts.length
                        && agree(it, parts, it.size())
                        && it.stream().anyMatch(Part::names));
    }

    private static boolean agree(List<Part> source, String[] parts, int count) {
        for (int i = 0; i < count; i++) {
            if (!source.get(i).matches().test(parts[i])) {
                return false;
            }
        }
        return true;
    }

    /** A part of a source between two slashes; whether it says more than "anything". */
    private record Part(Predicate<String> matches, boolean names) {
        static Part of(String text) {
            if (!GlobPattern.hasWildcards(text)) {
                return new Part(text::equals, true);
            }
            Predicate<String> glob = GlobPattern.of(text)
                    .<Predicate<String>>map(it -> it::matches)
                    .orElse(any -> false);
            return new Part(glob, !text.replace("*", "").isEmpty());
        }
    }
}
