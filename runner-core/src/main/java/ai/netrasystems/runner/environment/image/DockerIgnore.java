package ai.netrasystems.runner.environment.image;

import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code .dockerignore} excludes, exactly as the docker CLI decides it (moby/patternmatcher and its use in
 * {@code archive.TarWithOptions}). Two rules surprise: below an excluded folder the CLI looks only if the folder is the
 * literal beginning of a {@code !} pattern, so {@code !**}{@code /x} brings nothing back from there; and a {@code !} pattern
 * that matches only a parent folder counts only if that folder was excluded when it was met. Immutable.
 */
public final class DockerIgnore {
    private static final Pattern ALL_IN_A_FOLDER = Pattern.compile("(?:.*/)?\\*{1,2}");

    private final Path file;
    private final List<IgnorePattern> patterns;

    private DockerIgnore(Path file, List<IgnorePattern> patterns) {
        this.file = file;
        this.patterns = List.copyOf(patterns);
    }

    /** Reads the file; one that does not exist excludes nothing. A pattern that Go refuses is a problem with its line. */
    public static Checked<DockerIgnore> read(Path file) {
        return Files.notExists(file)
                ? Checked.valid(new DockerIgnore(file, List.of()))
                : TextFile.read(file).then(bytes -> parse(file, bytes));
    }

    /** Reads a text; {@code file} is what problems name. */
    public static Checked<DockerIgnore> parse(Path file, byte[] content) {
        Problems problems = new Problems();
        List<IgnorePattern> patterns = new ArrayList<>();
        String[] lines = new String(content, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String raw = i == 0 && lines[i].startsWith("\uFEFF") ? lines[i].substring(1) : lines[i];
            String text = GoText.trim(raw);
            // Only a "#" in the first column makes a comment; after a blank it begins a pattern.
            if (raw.startsWith("#") || text.isEmpty()) {
                continue;
            }
            Origin where = Origin.file(file, i + 1);
            String written = asRead(text);
            if (written.equals("!")) {
                problems.add(
                        "`" + text + "` brings nothing back: docker refuses it", where, "write the path after `!`");
                continue;
            }
            boolean inclusion = written.startsWith("!");
            IgnorePattern.of(new IgnoreLine(i + 1, text), inclusion ? written.substring(1) : written, inclusion)
                    .ifPresentOrElse(
                            patterns::add,
                            () -> problems.add("`" + text + "` is no pattern that docker can read", where));
        }
        return problems.check(() -> new DockerIgnore(file, patterns));
    }

    /** The pattern as two passes of the CLI leave it: {@code ignorefile.ReadAll}, then {@code patternmatcher.New}. */
    private static String asRead(String trimmed) {
        boolean inclusion = trimmed.startsWith("!");
        String pattern = inclusion ? GoText.trim(trimmed.substring(1)) : trimmed;
        if (!pattern.isEmpty()) {
            pattern = GoText.clean(pattern);
            pattern = pattern.length() > 1 && pattern.startsWith("/") ? pattern.substring(1) : pattern;
        }
        return GoText.clean(GoText.trim(inclusion ? "!" + pattern : pattern));
    }

    /** The file that this was read from; it need not exist. */
    public Path file() {
        return file;
    }

    /** The lines that bring something back: they begin with {@code !}. */
    public List<IgnoreLine> inclusions() {
        return written()
                .filter(IgnorePattern::inclusion)
                .map(IgnorePattern::line)
                .toList();
    }

    /**
     * The {@code !} line that names the path: its own pattern matches it, not a folder above it alone, and it is more than a
     * folder with all that is in it ({@code !src/**}, {@code !src/*}).
     */
    public Optional<IgnoreLine> inclusionNaming(String path) {
        return written()
                .filter(it ->
                        it.inclusion() && !ALL_IN_A_FOLDER.matcher(it.text()).matches() && it.matches(path))
                .map(IgnorePattern::line)
                .findFirst();
    }

    /** The same with the lines of another behind what is written here. */
    DockerIgnore and(DockerIgnore further) {
        Stream<IgnorePattern> added = patterns.stream().filter(it -> it.line().number() == 0);
        return new DockerIgnore(
                file,
                Stream.of(written(), further.patterns.stream(), added)
                        .flatMap(it -> it)
                        .toList());
    }

    /** Without what the CLI adds itself. */
    private Stream<IgnorePattern> written() {
        return patterns.stream().filter(it -> it.line().number() > 0);
    }

    /** Whether anything is excluded at all. */
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /**
     * Whether the path is left out of what is sent.
     *
     * @param path relative to the context, parts separated by {@code /}
     */
    public boolean excludes(String path) {
        return decidingLine(path).isPresent();
    }

    /** The same for one sender: BuildKit looks below each folder that is left out, if a {@code !} may reach there. */
    boolean excludes(String path, ContextSender sender) {
        if (sender == ContextSender.CLASSIC) {
            return excludes(path);
        }
        State state = null;
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            state = step(state, path.substring(0, end));
        }
        return step(state, path).excluded();
    }

    /** The line that leaves the path, or a folder above it, out; empty where it is sent. */
    public Optional<IgnoreLine> decidingLine(String path) {
        State state = null;
        int end = -1;
        do {
            end = path.indexOf('/', end + 1);
            String part = end < 0 ? path : path.substring(0, end);
            state = step(state, part);
            if (state.excluded() && (end < 0 || prunes(part))) {
                return state.by();
            }
        } while (end >= 0);
        return Optional.empty();
    }

    /**
     * What the CLI sends regardless, because the engine needs it: {@code .dockerignore} and the Dockerfile
     * ({@code TrimBuildFilesFromExcludes}). The engine takes them away again before the first COPY.
     */
    DockerIgnore keeping(String dockerfile) {
        List<IgnorePattern> all = new ArrayList<>(patterns);
        for (String kept : List.of(".dockerignore", dockerfile)) {
            if (new DockerIgnore(file, all).excludesLoosely(kept)) {
                all.add(new IgnorePattern(new IgnoreLine(0, "!" + kept), kept, true, kept::equals));
            }
        }
        return new DockerIgnore(file, all);
    }

    /** Whether the engine takes the file away before COPY sees it ({@code MatchesOrParentMatches}). */
    boolean hidesFromCopy(String path) {
        boolean matched = false;
        for (IgnorePattern pattern : patterns) {
            if (pattern.inclusion() == matched && matchesItOrParent(pattern, path)) {
                matched = !pattern.inclusion();
            }
        }
        return matched;
    }

    /** Whether nothing below an excluded folder can come back, so that it need not be read. */
    boolean prunes(String folder) {
        return patterns.stream().noneMatch(it -> it.inclusion() && (it.text() + "/").startsWith(folder + "/"));
    }

    /** Whether any line begins with {@code !}. */
    boolean bringsBack() {
        return patterns.stream().anyMatch(IgnorePattern::inclusion);
    }

    /** What was found for a path: per pattern whether it matched, for the paths below; and the line that excludes it. */
    static final class State {
        private final boolean[] matched;
        private final @Nullable IgnoreLine by;

        private State(boolean[] matched, @Nullable IgnoreLine by) {
            this.matched = matched;
            this.by = by;
        }

        boolean excluded() {
            return by != null;
        }

        /** Empty where the path is sent. */
        Optional<IgnoreLine> by() {
            return Optional.ofNullable(by);
        }
    }

    /** Go's {@code MatchesUsingParentResults}, for a path whose folder has the given state (null: the context itself). */
    State step(@Nullable State parent, String path) {
        boolean[] matches = new boolean[patterns.size()];
        IgnoreLine by = null;
        for (int i = 0; i < matches.length; i++) {
            IgnorePattern pattern = patterns.get(i);
            boolean match = parent != null && parent.matched[i];
            if (!match && pattern.inclusion() == (by != null)) {
                match = pattern.matches(path);
            }
            matches[i] = match;
            if (match) {
                by = pattern.inclusion() ? null : by == null ? pattern.line() : by;
            }
        }
        return new State(matches, by);
    }

    /** Go's deprecated {@code Matches}, which the CLI still uses here: of the parents, only one of the pattern's depth. */
    private boolean excludesLoosely(String path) {
        boolean matched = false;
        String[] parts = path.split("/", -1);
        for (IgnorePattern pattern : patterns) {
            if (pattern.inclusion() != matched) {
                continue;
            }
            boolean parent = pattern.depth() < parts.length
                    && pattern.matches(String.join("/", List.of(parts).subList(0, pattern.depth())));
            if (pattern.matches(path) || parent) {
                matched = !pattern.inclusion();
            }
        }
        return matched;
    }

    private static boolean matchesItOrParent(IgnorePattern pattern, String path) {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (pattern.matches(path.substring(0, end))) {
                return true;
            }
        }
        return pattern.matches(path);
    }
}
