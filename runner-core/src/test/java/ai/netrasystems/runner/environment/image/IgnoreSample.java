package ai.netrasystems.runner.environment.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A little context with an ignore file. The witness of what is sent is an image into which all of it was copied.
 *
 * @param paths files; with a {@code /} at the end empty folders, with {@code link} as the last name symbolic links
 * @param ignore the ignore file's text
 * @param own whether it is the Dockerfile's own ({@code NAME.dockerignore}) instead of the context's
 */
record IgnoreSample(List<String> paths, String ignore, boolean own) {
    /** Builds that run at once. */
    private static final int ABREAST = 2;

    /** How builds are had: by the classic builder, or by a CLI with BuildKit. */
    record Builder(RealEngine engine, Optional<Path> buildKit) {
        private RealEngine.Ran build(Path context) throws Exception {
            return buildKit.isPresent() ? engine.buildKit(buildKit.get(), context) : engine.build(context);
        }

        private String image(RealEngine.Ran ran) {
            return buildKit.isPresent() ? ran.text().strip() : RealEngine.imageOf(ran);
        }

        private ContextSender sender() {
            return buildKit.isPresent() ? ContextSender.BUILDKIT : ContextSender.CLASSIC;
        }
    }

    /** What the samples' contexts hold otherwise than we say, a text each; they are written below the folder. */
    static List<String> differences(List<IgnoreSample> samples, Path folder, Builder builder) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(ABREAST);
        try {
            List<Callable<Optional<String>>> tasks = new ArrayList<>();
            for (IgnoreSample sample : samples) {
                Path context = Files.createDirectory(folder.resolve("sample" + tasks.size()));
                tasks.add(() -> sample.difference(context, builder));
            }
            List<String> differences = new ArrayList<>();
            for (Future<Optional<String>> task : pool.invokeAll(tasks)) {
                task.get().ifPresent(differences::add);
            }
            return differences;
        } finally {
            pool.shutdown();
        }
    }

    private Optional<String> difference(Path context, Builder builder) throws Exception {
        write(context);
        Path dockerfile = Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY . /ctx\n");
        Files.writeString(context.resolve((own ? "Dockerfile" : "") + ".dockerignore"), ignore);
        RealEngine.Ran ran = builder.build(context);
        Optional<BuildContext> ours =
                BuildContext.of(context, dockerfile, builder.sender()).fold(Optional::of, problems -> Optional.empty());
        if (ran.exit() != 0 || ours.isEmpty()) {
            return ran.exit() != 0 && ours.isEmpty() ? Optional.empty() : Optional.of(this + "\n" + ran.all());
        }
        Map<String, RealEngine.Found> received = builder.engine().files(builder.image(ran));
        Map<String, RealEngine.Found> said = RealEngine.expected(ours.get());
        said.replaceAll((path, it) -> it.mode() < 0 ? received.getOrDefault(path, it) : it);
        return received.equals(said) ? Optional.empty() : Optional.of(this + "\n  " + between(received, said));
    }

    private static String between(Map<String, RealEngine.Found> received, Map<String, RealEngine.Found> said) {
        Map<String, RealEngine.Found> missed = new TreeMap<>(received);
        missed.entrySet().removeAll(said.entrySet());
        Map<String, RealEngine.Found> invented = new TreeMap<>(said);
        invented.entrySet().removeAll(received.entrySet());
        return "received only: " + missed + "; said only: " + invented;
    }

    private void write(Path context) throws IOException {
        if (paths.isEmpty()) {
            IgnoreCases.tree(context);
        }
        for (String path : paths) {
            Path file = context.resolve(path);
            // A name that is a file already can't be a folder as well.
            if (isFree(context, path)) {
                Files.createDirectories(context.resolve(path.substring(
                        0, Math.max(0, path.lastIndexOf('/', path.length() - 2)))));
                if (path.endsWith("/")) {
                    Files.createDirectory(file);
                } else if (path.endsWith("link")) {
                    Files.createSymbolicLink(file, Path.of("a/b"));
                } else {
                    Files.writeString(file, path);
                }
            }
        }
    }

    private static boolean isFree(Path context, String path) {
        Path at = context;
        for (Path part : Path.of(path)) {
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                return !Files.exists(at, LinkOption.NOFOLLOW_LINKS);
            }
            at = at.resolve(part);
        }
        return !Files.exists(at, LinkOption.NOFOLLOW_LINKS);
    }
}
