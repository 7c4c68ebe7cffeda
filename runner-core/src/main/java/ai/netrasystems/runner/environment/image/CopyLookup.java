package ai.netrasystems.runner.environment.image;

import ai.netrasystems.runner.config.text.DidYouMean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks sources of COPY and ADD up in what COPY can see, links followed within the context as the engine does. */
final class CopyLookup {
    /** As many links as Linux follows for one path; a chain that is longer is a circle. */
    private static final int MOST_LINKS = 40;

    /** Paths of the disk that are looked at for a pattern without a match; beyond it, a reason is not searched for. */
    private static final int MOST_PATHS = 200_000;

    private final BuildContext context;
    private final Map<String, ContextEntry> visible = new LinkedHashMap<>();
    private final Map<String, Optional<String>> resolved = new HashMap<>();

    CopyLookup(BuildContext context) {
        this.context = context;
    }

    /** What COPY can see; listed when the first source needs it, since {@code COPY . .} needs none of it. */
    private Map<String, ContextEntry> visible() {
        if (visible.isEmpty()) {
            context.visibleEntries().forEach(entry -> visible.put(entry.path(), entry));
            context.entries().forEach(this::foldersAbove);
        }
        return visible;
    }

    /** A folder that is excluded itself is made for what a {@code !}, or the CLI for its Dockerfile, brought back below it. */
    private void foldersAbove(ContextEntry entry) {
        for (int end = entry.path().lastIndexOf('/');
                end > 0;
                end = entry.path().lastIndexOf('/', end - 1)) {
            String folder = entry.path().substring(0, end);
            if (visible.containsKey(folder)) {
                return;
            }
            visible.put(
                    folder, new ContextEntry(folder, ContextEntry.Kind.DIRECTORY, 0755, 0, entry.modified(), "", 0));
        }
    }

    List<CopyTrouble> explain(List<CopySource> sources) {
        List<CopyTrouble> troubles = new ArrayList<>();
        sources.stream().filter(CopySource::sure).forEach(it -> one(it).ifPresent(troubles::add));
        return troubles;
    }

    private Optional<CopyTrouble> one(CopySource source) {
        boolean buildKit = context.sender() == ContextSender.BUILDKIT;
        String written = relative(source.pattern());
        boolean out = written.equals("..") || written.startsWith("../");
        if (out && !buildKit) {
            return Optional.of(new CopyTrouble.Outside(source));
        }
        // For BuildKit the context is the root, which nothing leads out of.
        String path = buildKit ? rooted(source.pattern()) : written;
        if (path.equals(".")) {
            return Optional.empty();
        }
        Predicate<String> pattern = path::equals;
        if (GlobPattern.hasWildcards(path)) {
            pattern = GlobPattern.of(path)
                    .<Predicate<String>>map(it -> it::matches)
                    .orElse(any -> false);
            if (visible().keySet().stream().anyMatch(pattern) || (buildKit && copiesNothing(path))) {
                return Optional.empty();
            }
        } else if (resolve(path, 0).isPresent()) {
            return Optional.empty();
        }
        if (out) {
            return Optional.of(new CopyTrouble.Outside(source));
        }
        return Optional.of(onDisk(path, pattern)
                .<CopyTrouble>flatMap(found -> excluded(source, found))
                .orElseGet(() -> new CopyTrouble.Missing(
                        source, DidYouMean.closest(path, visible().keySet()).filter(near -> !near.equals(path)))));
    }

    /** BuildKit takes a pattern that matches nothing (AllowEmptyWildcard), if the folder is there where it begins. */
    private boolean copiesNothing(String path) {
        int end = 0;
        for (String part : path.split("/", -1)) {
            if (GlobPattern.hasWildcards(part)) {
                break;
            }
            end += part.length() + 1;
        }
        return GlobPattern.of(path).isPresent()
                && (end == 0 || resolve(path.substring(0, end - 1), 0).isPresent());
    }

    private Optional<CopyTrouble> excluded(CopySource source, String found) {
        return context.ignore()
                .decidingLine(found)
                .map(line ->
                        new CopyTrouble.Excluded(source, found, context.ignore().file(), line));
    }

    /** As the engine reads a source: below the context also with a {@code /} or {@code ./} before it. */
    static String relative(String pattern) {
        // "/../x" stays within the root of what was sent.
        return pattern.startsWith("/") ? rooted(pattern) : GoText.clean(pattern);
    }

    /** As it is read where the context is the root: {@code ..} leads no further up. */
    static String rooted(String pattern) {
        String path = GoText.clean("/" + pattern).substring(1);
        return path.isEmpty() ? "." : path;
    }

    /** The visible path that this one leads to, links followed. */
    private Optional<String> resolve(String path, int links) {
        Optional<String> known = resolved.get(path);
        if (known != null) {
            return known;
        }
        Optional<String> result = follow(path, links);
        resolved.put(path, result);
        return result;
    }

    private Optional<String> follow(String path, int links) {
        String at = "";
        for (String part : path.split("/", -1)) {
            at = at.isEmpty() ? part : at + "/" + part;
            ContextEntry entry = visible().get(at);
            if (entry == null || links > MOST_LINKS) {
                return Optional.empty();
            }
            if (entry.kind() == ContextEntry.Kind.SYMBOLIC_LINK) {
                int slash = at.lastIndexOf('/');
                String target = entry.link().startsWith("/")
                        ? entry.link()
                        : "/" + (slash < 0 ? "" : at.substring(0, slash)) + "/" + entry.link();
                String inside = GoText.clean(target).substring(1);
                if (inside.isEmpty()) {
                    at = "";
                    continue;
                }
                Optional<String> led = resolve(inside, links + 1);
                if (led.isEmpty()) {
                    return Optional.empty();
                }
                at = led.get();
            }
        }
        return Optional.of(at);
    }

    private Optional<String> onDisk(String path, Predicate<String> pattern) {
        Path root = context.directory();
        if (!GlobPattern.hasWildcards(path)) {
            try {
                return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS)
                        ? Optional.of(path)
                        : Optional.empty();
            } catch (java.nio.file.InvalidPathException e) {
                return Optional.empty();
            }
        }
        int depth = (int) path.chars().filter(c -> c == '/').count() + 1;
        try (Stream<Path> all = Files.walk(root, depth)) {
            return all.limit(MOST_PATHS)
                    .filter(it -> !it.equals(root))
                    .map(it -> root.relativize(it).toString().replace(java.io.File.separatorChar, '/'))
                    .filter(pattern)
                    .sorted()
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
