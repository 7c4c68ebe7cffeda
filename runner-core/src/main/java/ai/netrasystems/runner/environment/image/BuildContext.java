package ai.netrasystems.runner.environment.image;

import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the docker CLI would send of a folder to have an image built. The list is made once; the contents are read when the
 * tar is written. Extended attributes (file capabilities) are not sent: the JDK can't read them. Immutable.
 */
public final class BuildContext {
    private static final String IGNORE_FILE = ".dockerignore";

    /** Stands for a Dockerfile that no pattern of an ignore file can mean. */
    private static final String OUTSIDE = "..";

    private final Path directory;
    private final String dockerfileName;
    private final DockerIgnore ignore;
    private final List<ContextEntry> entries;
    private final Map<String, byte[]> generated;
    private final ContextSender sender;
    private final boolean reachesFurther;

    private BuildContext(
            Path directory,
            String dockerfileName,
            DockerIgnore ignore,
            List<ContextEntry> entries,
            Map<String, byte[]> generated,
            ContextSender sender,
            boolean reachesFurther) {
        this.directory = directory;
        this.dockerfileName = dockerfileName;
        this.ignore = ignore;
        this.entries = List.copyOf(entries);
        this.generated = Map.copyOf(generated);
        this.sender = sender;
        this.reachesFurther = reachesFurther;
    }

    /** The context for the classic builder; both paths may be links, and the Dockerfile may lie outside of the folder. */
    public static Checked<BuildContext> of(Path directory, Path dockerfile) {
        return of(directory, dockerfile, ContextSender.CLASSIC);
    }

    /**
     * The context as the sender sends it.
     *
     * @return problems where the folder, the Dockerfile, an ignore file or something that must be sent can't be read; each
     *     names the file
     */
    public static Checked<BuildContext> of(Path directory, Path dockerfile, ContextSender sender) {
        return folder(directory).then(root -> {
            Path file;
            try {
                file = dockerfile.toRealPath();
            } catch (IOException e) {
                return Checked.invalid(Problem.of("the Dockerfile does not exist", Origin.file(dockerfile, 0)));
            }
            return DockerIgnore.read(ignoreFile(root, dockerfile, sender))
                    .then(ignore -> walk(root, file, ignore, sender));
        });
    }

    /**
     * What the sender sends whatever the Dockerfile is, which several may share: one that the rules exclude is not among
     * it.
     *
     * @param ignoreFile need not exist
     * @return problems as those of a context with its Dockerfile
     */
    public static Checked<BuildContext> ofFolder(Path directory, Path ignoreFile, ContextSender sender) {
        return folder(directory)
                .then(root -> DockerIgnore.read(ignoreFile)
                        .then(ignore -> sender == ContextSender.BUILDKIT
                                ? walk(root, "", ignore, sender)
                                : walk(root, "", ignore.keeping(OUTSIDE), sender)
                                        .then(it -> Checked.valid(it.under(ignore)))));
    }

    /**
     * The ignore file in effect: for BuildKit the Dockerfile's own where there is one, else that of the folder, which need
     * not exist.
     */
    public static Path ignoreFile(Path directory, Path dockerfile, ContextSender sender) {
        Path own = Dockerfile.ownIgnoreFile(dockerfile);
        return sender == ContextSender.BUILDKIT && Files.exists(own) ? own : directory.resolve(IGNORE_FILE);
    }

    private static Checked<Path> folder(Path directory) {
        Path root;
        try {
            root = directory.toRealPath();
        } catch (IOException e) {
            return Checked.invalid(Problem.of("the build context does not exist", Origin.file(directory, 0)));
        }
        return Files.isDirectory(root)
                ? Checked.valid(root)
                : Checked.invalid(Problem.of("the build context is no folder", Origin.file(directory, 0)));
    }

    private static Checked<BuildContext> walk(Path root, Path dockerfile, DockerIgnore ignore, ContextSender sender) {
        boolean inside = dockerfile.startsWith(root);
        String name = inside ? path(root.relativize(dockerfile)) : "";
        if (sender == ContextSender.BUILDKIT) {
            return walk(root, name, ignore, sender);
        }
        Checked<BuildContext> sent = walk(root, name, ignore.keeping(inside ? name : OUTSIDE), sender)
                .then(it -> Checked.valid(it.under(ignore)));
        return inside ? sent : sent.then(it -> withDockerfile(root, dockerfile, ignore, it.entries()));
    }

    private static Checked<BuildContext> walk(Path root, String name, DockerIgnore ignore, ContextSender sender) {
        Problems problems = new Problems();
        ContextWalk walk = new ContextWalk(root, ignore, sender, problems);
        List<ContextEntry> entries = walk.entries();
        return problems.check(
                () -> new BuildContext(root, name, ignore, entries, Map.of(), sender, walk.beyondPruned()));
    }

    /** The same with the rules as they are written. */
    private BuildContext under(DockerIgnore written) {
        return new BuildContext(directory, dockerfileName, written, entries, generated, sender, reachesFurther);
    }

    /**
     * Adds a Dockerfile from outside under a name that nobody has, and ignores it, so that COPY does not see it
     * ({@code AddDockerfileToBuildContext}). The name is made of the content, not at random: a repeated build is the same.
     */
    private static Checked<BuildContext> withDockerfile(
            Path root, Path dockerfile, DockerIgnore ignore, List<ContextEntry> entries) {
        return TextFile.read(dockerfile).then(content -> {
            try {
                return withDockerfile(root, content, ignore, entries);
            } catch (IOException e) {
                return Checked.invalid(Problem.of("can't be read: " + e, Origin.file(ignore.file(), 0)));
            }
        });
    }

    private static Checked<BuildContext> withDockerfile(
            Path root, byte[] content, DockerIgnore ignore, List<ContextEntry> entries) throws IOException {
        String name = ".dockerfile." + digest(content).substring(0, 20);
        Path ignoreFile = root.resolve(IGNORE_FILE);
        String before = Files.exists(ignoreFile)
                ? new String(Files.readAllBytes(ignoreFile), StandardCharsets.ISO_8859_1)
                : IGNORE_FILE;
        byte[] ignoring = (before + "\n" + name + "\n").getBytes(StandardCharsets.ISO_8859_1);
        Map<String, byte[]> generated = new LinkedHashMap<>();
        generated.put(name, content);
        generated.put(IGNORE_FILE, ignoring);
        List<ContextEntry> all = new ArrayList<>();
        boolean present = false;
        for (ContextEntry entry : entries) {
            boolean replaced = entry.path().equals(IGNORE_FILE);
            present |= replaced;
            all.add(replaced ? file(IGNORE_FILE, entry.mode(), ignoring.length, entry.modified()) : entry);
        }
        FileTime now = FileTime.from(Instant.now());
        if (!present) {
            all.add(file(IGNORE_FILE, 0600, ignoring.length, now));
        }
        all.add(file(name, 0600, content.length, now));
        return DockerIgnore.parse(ignore.file(), ignoring)
                .then(seen -> Checked.valid(
                        new BuildContext(root, name, seen, all, generated, ContextSender.CLASSIC, false)));
    }

    private static ContextEntry file(String path, int mode, long size, FileTime modified) {
        return new ContextEntry(path, ContextEntry.Kind.FILE, mode, size, modified, "", 0);
    }

    /** The folder, links resolved. */
    public Path directory() {
        return directory;
    }

    /** What the engine is told as name of the Dockerfile: a path within what is sent. */
    public String dockerfileName() {
        return dockerfileName;
    }

    /** The ignore rules that apply. */
    public DockerIgnore ignore() {
        return ignore;
    }

    /** Who sends this. */
    public ContextSender sender() {
        return sender;
    }

    /** The same where the other sends it too: how builders look sources up differs between them. */
    public BuildContext as(ContextSender other) {
        return other == sender
                ? this
                : new BuildContext(directory, dockerfileName, ignore, entries, generated, other, reachesFurther);
    }

    /**
     * For {@link ContextSender#BUILDKIT}: whether a {@code !} brings back what the classic builder's sender would leave
     * out. If not, both send the same, but for the Dockerfile and {@code .dockerignore}, which the latter sends always.
     */
    public boolean reachesFurther() {
        return reachesFurther;
    }

    /** Everything that is sent, a folder before what is in it. */
    public List<ContextEntry> entries() {
        return entries;
    }

    /** What COPY can see: without the Dockerfile and {@code .dockerignore} where the rules exclude them. */
    public List<ContextEntry> visibleEntries() {
        if (sender == ContextSender.BUILDKIT) {
            return entries;
        }
        return entries.stream()
                .filter(it -> !isKept(it.path()) || !ignore.hidesFromCopy(it.path()))
                .toList();
    }

    /** Bytes of all files that are sent. */
    public long bytes() {
        return entries.stream().mapToLong(ContextEntry::size).sum();
    }

    /**
     * The same as it would be with further lines at the end of its ignore file.
     *
     * @param lines none of which begins with {@code !}
     */
    public Checked<BuildContext> excluding(List<String> lines) {
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return DockerIgnore.parse(ignore.file(), text).then(further -> {
            DockerIgnore all = ignore.and(further);
            // What the further lines do not match alone, they do not match behind others; and a folder that is left out
            // already is sent for what is in it.
            List<ContextEntry> left = entries.stream()
                    .filter(it -> isKept(it.path())
                            || !further.excludes(it.path())
                            || !all.excludes(it.path(), sender)
                            || ignore.excludes(it.path(), sender))
                    .toList();
            return Checked.valid(
                    new BuildContext(directory, dockerfileName, all, left, generated, sender, reachesFurther));
        });
    }

    private boolean isKept(String path) {
        return path.equals(IGNORE_FILE) || path.equals(dockerfileName);
    }

    /**
     * Writes what is sent as a tar, streaming. Files that have vanished since are left out, as the CLI does.
     *
     * @throws ContextUnreadable where a file can't be read; any other IOException is the stream's
     */
    public void writeTar(OutputStream out) throws IOException {
        new ContextTar(directory, generated).write(entries, out);
    }

    /** Why COPY or ADD would not find this source; empty where it would, or where that can't be known from here. */
    public Optional<CopyTrouble> explain(CopySource source) {
        return explain(List.of(source)).stream().findFirst();
    }

    /** The same for many sources, in their order. */
    public List<CopyTrouble> explain(List<CopySource> sources) {
        return new CopyLookup(this).explain(sources);
    }

    private static String path(Path relative) {
        List<String> parts = new ArrayList<>();
        relative.forEach(part -> parts.add(part.toString()));
        return String.join("/", parts);
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
