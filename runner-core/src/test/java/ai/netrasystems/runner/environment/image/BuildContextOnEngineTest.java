package ai.netrasystems.runner.environment.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The docker CLI and a real engine are the reference: what they put into an image is what we say and what we send. */
@Tag("unit")
@Tag("docker")
class BuildContextOnEngineTest {
    private static final String DOCKERFILE = "FROM scratch\nCOPY . /ctx\n";
    private static RealEngine engine;

    @TempDir
    Path context;

    @BeforeAll
    static void engine() throws Exception {
        engine = RealEngine.orSkip();
    }

    @AfterAll
    static void removeImages() throws Exception {
        if (engine != null) {
            engine.removeImages();
        }
    }

    @ParameterizedTest
    @MethodSource("ai.netrasystems.runner.environment.image.IgnoreCases#all")
    void sends_what_the_docker_cli_sends(String ignore) throws Exception {
        IgnoreCases.tree(context);
        Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
        if (!ignore.isEmpty()) {
            Files.writeString(context.resolve(".dockerignore"), ignore.replace(";", "\n"));
        }
        same(context, "Dockerfile");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b/Dockerfile  | a",
                "a/b/Dockerfile  | **/b",
                "a/Dockerfile    | a;!a/b",
                "a/Dockerfile    | *",
                "a/my.file       | **/my.file",
                "other           | other",
            })
    void sends_the_dockerfile_even_where_it_is_excluded(String dockerfile, String ignore) throws Exception {
        IgnoreCases.tree(context);
        Files.writeString(context.resolve(dockerfile), DOCKERFILE);
        Files.writeString(context.resolve(".dockerignore"), ignore.replace(";", "\n"));
        RealEngine.Ran cli =
                engine.build(context, "-f", context.resolve(dockerfile).toString());
        BuildContext ours = context(context, context.resolve(dockerfile));
        if (cli.exit() != 0) {
            // The CLI's older matcher misses a Dockerfile deep below an excluded folder; then neither sends it.
            assertThat(cli.all()).contains("Cannot locate specified Dockerfile");
            assertThat(ours.entries()).noneMatch(it -> it.path().equals(dockerfile));
            return;
        }
        same(context, dockerfile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "a[", "a\\", "!", "!/", "[]a]", "[a-]", "[z-a]", "\\q"})
    void refuses_a_pattern_that_docker_refuses(String pattern) throws Exception {
        Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
        Files.writeString(context.resolve(".dockerignore"), "fine\n" + pattern + "\n");
        assertThat(engine.build(context).exit()).isNotZero();
        List<String> places = BuildContext.of(context, context.resolve("Dockerfile"))
                .fold(
                        valid -> List.of(),
                        problems -> problems.stream()
                                .map(it -> it.where().toString())
                                .toList());
        assertThat(places).hasSize(1);
        assertThat(places.get(0)).endsWith(".dockerignore:2");
    }

    @Test
    void keeps_modes_links_and_odd_files() throws Exception {
        Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
        mode(Files.writeString(context.resolve("run.sh"), "x"), "rwxr-x--x");
        mode(Files.writeString(context.resolve("secret"), "x"), "rw-------");
        mode(Files.createDirectories(context.resolve("closed")), "rwx------");
        Files.createSymbolicLink(context.resolve("absolute"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(context.resolve("out"), Path.of("../../out"));
        Files.createSymbolicLink(context.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(context.resolve("folder"), Path.of("closed"));
        Files.createLink(context.resolve("zz-hard"), context.resolve("run.sh"));
        Files.writeString(context.resolve("n".repeat(200)), "long");
        Files.createDirectories(context.resolve("d".repeat(120) + "/" + "e".repeat(120)));
        assertThat(RealEngine.run(context, Map.of(), new byte[0], "chmod", "4755", "secret")
                        .exit())
                .isZero();
        same(context, "Dockerfile");
        assertThat(context(context, context.resolve("Dockerfile")).entries())
                .filteredOn(it -> it.path().equals("zz-hard"))
                .singleElement()
                .satisfies(it -> assertThat(it.kind()).isEqualTo(ContextEntry.Kind.HARD_LINK));
    }

    @Test
    void brings_a_dockerfile_from_outside_and_hides_it_from_copy(@TempDir Path outside) throws Exception {
        IgnoreCases.tree(context);
        for (String ignore : List.of("", "a\n")) {
            Files.writeString(context.resolve(".dockerignore"), ignore);
            if (ignore.isEmpty()) {
                Files.delete(context.resolve(".dockerignore"));
            }
            Path dockerfile = Files.writeString(outside.resolve("My.Dockerfile"), DOCKERFILE);
            RealEngine.Ran cli = engine.build(context, "-f", dockerfile.toString());
            BuildContext ours = context(context, dockerfile);
            RealEngine.Ran own = engine.buildTar(RealEngine.tar(ours), "-f", ours.dockerfileName());
            Map<String, RealEngine.Found> expected = RealEngine.expected(ours);
            expected.remove(".dockerignore");
            Map<String, RealEngine.Found> files = engine.files(RealEngine.imageOf(cli));
            files.remove(".dockerignore");
            assertThat(files).isEqualTo(expected);
            Map<String, RealEngine.Found> sent = engine.files(RealEngine.imageOf(own));
            sent.remove(".dockerignore");
            assertThat(sent).isEqualTo(expected);
        }
    }

    /** The CLI's image holds what we list, and the engine makes the very same image of our tar. */
    private static void same(Path context, String dockerfile) throws Exception {
        String ignore = Files.exists(context.resolve(".dockerignore"))
                ? Files.readString(context.resolve(".dockerignore"))
                : "";
        RealEngine.Ran cli =
                engine.build(context, "-f", context.resolve(dockerfile).toString());
        BuildContext ours = context(context, context.resolve(dockerfile));
        String image = RealEngine.imageOf(cli);
        Map<String, RealEngine.Found> files = engine.files(image);
        Map<String, RealEngine.Found> expected = RealEngine.expected(ours);
        expected.replaceAll((path, it) -> it.mode() < 0 && files.containsKey(path) ? files.get(path) : it);
        assertThat(files).as("`%s`", ignore).isEqualTo(expected);
        RealEngine.Ran own = engine.buildTar(RealEngine.tar(ours), "-f", ours.dockerfileName());
        assertThat(RealEngine.imageOf(own)).as("`%s`", ignore).isEqualTo(image);
    }

    private static BuildContext context(Path directory, Path dockerfile) {
        return BuildContext.of(directory, dockerfile).fold(it -> it, problems -> {
            throw new AssertionError(problems.toString());
        });
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
