package ai.netrasystems.runner.discovery.maven;

import ai.netrasystems.runner.discovery.maven.Parameters.Leaf;
import ai.netrasystems.runner.maven.spy.SpyLine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what the spy wrote. */
final class SpyAnswer {
    /** What Maven's start script gives to its JVM for its own ends. */
    private static final Pattern SCRIPTS_OWN =
            Pattern.compile("-D(classworlds\\.conf|maven\\.home|maven\\.multiModuleProjectDirectory|library\\.jansi"
                    + "\\.path|maven\\.mainClass)=.*|--enable-native-access=ALL-UNNAMED");

    private final Path root;
    private final Set<String> paths = new HashSet<>();

    private SpyAnswer(Path root) {
        this.root = root;
    }

    /**
     * The build of this reactor.
     *
     * @throws NoSuchElementException where a line is missing
     * @throws IllegalArgumentException where a line is not of the known form
     * @throws IndexOutOfBoundsException where a value is missing in a line
     */
    static MavenBuild read(Path root, List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).equals(SpyLine.FORMAT)) {
            throw new NoSuchElementException("not the spy's answer");
        }
        List<Section> sections = Section.split(
                lines.subList(1, lines.size()).stream().map(SpyLine::words).toList(), "module");
        Section session = sections.get(0);
        SpyAnswer answer = new SpyAnswer(root);
        return new MavenBuild(
                session.all("settings").map(Path::of).toList(),
                Path.of(session.one("local-repository")),
                Path.of(session.one("maven-directory")),
                session.all("maven-jvm-argument")
                        .filter(SCRIPTS_OWN.asMatchPredicate().negate())
                        .toList(),
                session.map("user-property"),
                sections.stream().skip(1).map(answer::module).toList());
    }

    private MavenModule module(Section all) {
        List<Section> sections = Section.split(all.lines(), "execution");
        Section facts = sections.get(0);
        Path directory = Path.of(facts.one("module"));
        Path build = Path.of(facts.one("build-directory"));
        return new MavenModule(
                path(directory, facts.words("name").get(2)),
                directory,
                facts.words("name").get(2),
                facts.all("pom").map(Path::of).toList(),
                facts.one("packaging"),
                Path.of(facts.one("output")),
                Path.of(facts.one("test-output")),
                sources(facts, directory, build),
                facts.every("artifact").map(SpyAnswer::artifact).toList(),
                facts.all("bound-to-test").toList(),
                all.all("failed").findFirst(),
                sections.stream().skip(1).map(SpyAnswer::execution).toList());
    }

    /** Two projects may share a directory (a POM beside the other): the second is told by its name too. */
    private String path(Path directory, String name) {
        Path from = directory.startsWith(root) ? root : real(root);
        String relative = from.relativize(directory).toString().replace(File.separatorChar, '/');
        String path = relative.isEmpty() ? "." : relative;
        String unique = paths.add(path) ? path : path + "/" + name;
        paths.add(unique);
        return unique;
    }

    /** Maven tells places without symbolic links. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException gone) {
            return path;
        }
    }

    /** What the build generates is no source of ours; and a resource folder may be the whole module, output and all. */
    private static List<Path> sources(Section facts, Path directory, Path build) {
        Path conventional = directory.resolve("src");
        Set<Path> all = new LinkedHashSet<>(List.of(conventional));
        facts.all("source").map(Path::of).forEach(all::add);
        all.removeIf(path -> path.startsWith(build)
                || (!path.equals(conventional) && path.startsWith(conventional))
                || directory.startsWith(path));
        return List.copyOf(all);
    }

    private static MavenArtifact artifact(List<String> words) {
        return new MavenArtifact(
                Path.of(words.get(1)),
                words.get(2),
                words.get(3),
                words.get(4),
                words.get(5),
                words.get(6),
                words.get(7),
                words.get(8).equals("true"));
    }

    private static TestExecution execution(Section lines) {
        List<String> head = lines.words("execution");
        List<Leaf> leaves = new ArrayList<>();
        lines.every("parameter").forEach(words -> leaves.add(new Leaf(words.subList(2, words.size()), words.get(1))));
        Stream<String> dependencies = lines.every("plugin-dependency").map(words -> words.get(1) + ":" + words.get(2));
        return new TestExecution(
                head.get(1),
                head.get(2),
                head.get(3),
                new Parameters(leaves),
                lines.map("late"),
                new HashSet<>(dependencies.toList()),
                lines.all("additional-dependency").map(Path::of).toList(),
                lines.all("toolchain").findFirst().map(Path::of),
                lines.all("no-toolchain").findFirst());
    }
}
