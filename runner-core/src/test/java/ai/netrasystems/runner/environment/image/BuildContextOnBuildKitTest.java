package ai.netrasystems.runner.environment.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BuildKit of a real engine is the reference for what today's {@code docker build} sends and finds. */
@Tag("unit")
@Tag("docker")
class BuildContextOnBuildKitTest {
    private static RealEngine engine;
    private static Path buildx;

    @TempDir
    Path context;

    @BeforeAll
    static void engine() throws Exception {
        buildx = RealEngine.buildxOrSkip();
        engine = RealEngine.orSkip();
    }

    @AfterAll
    static void removeImages() throws Exception {
        if (engine != null) {
            engine.removeImages();
        }
    }

    @Test
    void is_sent_what_we_say_under_every_ignore_file() throws Exception {
        List<IgnoreSample> samples = IgnoreCases.all().stream()
                .map(it -> new IgnoreSample(List.of(), it.replace(';', '\n'), false))
                .toList();
        assertThat(IgnoreSample.differences(samples, context, builder())).isEmpty();
    }

    @Test
    void is_sent_what_we_say_under_ignore_files_of_dockerfiles() throws Exception {
        List<IgnoreSample> samples = List.of(
                        "",
                        "a",
                        "*",
                        "**;!a/b/c.txt",
                        "a;!**/c.txt",
                        "a;!a/*/c.txt",
                        "*;!**/b",
                        "a/b;!a/b/e/f.txt",
                        "**/e;!a/b/e/*",
                        "Dockerfile*",
                        ".dockerignore",
                        "*;!Dockerfile.dockerignore",
                        "/a/b",
                        "[ab];!b/[cd].*")
                .stream()
                .map(it -> new IgnoreSample(List.of(), it.replace(';', '\n'), true))
                .toList();
        assertThat(IgnoreSample.differences(samples, context, builder())).isEmpty();
    }

    @Test
    void an_ignore_file_of_the_dockerfile_replaces_that_of_the_context() throws Exception {
        Files.writeString(context.resolve(".dockerignore"), "a\n");
        assertThat(IgnoreSample.differences(
                        List.of(new IgnoreSample(List.of("a", "b"), "b", true)),
                        Files.createDirectory(context.resolve("samples")),
                        builder()))
                .isEmpty();
    }

    /** What stands in an instruction, and whether it finds something. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x             | true",
                "../x          | true",
                "/../dir/sub   | true",
                "../nothing    | false",
                "nothing       | false",
                "nothing*      | true",
                "dir/no*       | true",
                "nothing/x*    | false",
                "*/nothing     | true",
                "left-out      | false",
                "left-out*     | true",
                "dir/up        | true",
                "to-sub/f.txt  | true",
                "dangling      | false",
            })
    void finds_what_we_say(String source, boolean found) throws Exception {
        Files.writeString(context.resolve("x"), "x");
        Files.createDirectories(context.resolve("dir/sub"));
        Files.writeString(context.resolve("dir/sub/f.txt"), "f");
        Files.writeString(context.resolve("left-out"), "o");
        Files.writeString(context.resolve(".dockerignore"), "left-out\n");
        Files.createSymbolicLink(context.resolve("dir/up"), Path.of("../x"));
        Files.createSymbolicLink(context.resolve("to-sub"), Path.of("dir/sub"));
        Files.createSymbolicLink(context.resolve("dangling"), Path.of("nowhere"));
        Path dockerfile = Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY " + source + " /r/\n");
        RealEngine.Ran ran = engine.buildKit(buildx, context);
        assertThat(ran.exit() == 0).as(ran.all()).isEqualTo(found);
        assertThat(troubles(dockerfile)).hasSize(found ? 0 : 1);
    }

    @Test
    void a_stage_that_nothing_needs_may_name_what_does_not_exist() throws Exception {
        Files.writeString(context.resolve("x"), "x");
        Path dockerfile = Files.writeString(context.resolve("Dockerfile"), """
                FROM scratch AS base
                COPY x /
                FROM scratch AS unused
                COPY nothing /
                FROM scratch AS made
                COPY x /
                FROM base
                COPY --from=made /x /y
                """);
        assertThat(engine.buildKit(buildx, context).exit()).isZero();
        assertThat(troubles(dockerfile)).isEmpty();
        RealEngine.Ran unused = engine.buildKit(buildx, context, "--target", "unused");
        assertThat(unused.exit()).isNotZero();
        assertThat(troubles(dockerfile, Optional.of("unused"), ContextSender.BUILDKIT))
                .singleElement()
                .satisfies(it -> assertThat(it.source().line()).isEqualTo(4));
        assertThat(troubles(dockerfile, Optional.empty(), ContextSender.CLASSIC))
                .hasSize(1);
        assertThat(engine.build(context).exit()).isNotZero();
    }

    private List<CopyTrouble> troubles(Path dockerfile) {
        return troubles(dockerfile, Optional.empty(), ContextSender.BUILDKIT);
    }

    private List<CopyTrouble> troubles(Path dockerfile, Optional<String> target, ContextSender builder) {
        List<CopySource> sources = Dockerfile.read(dockerfile)
                .<List<CopySource>>fold(it -> it.contextSources(Map.of(), target, builder), problems -> List.of());
        return BuildContext.of(context, dockerfile, builder)
                .<List<CopyTrouble>>fold(it -> it.explain(sources), problems -> {
                    throw new AssertionError(problems.toString());
                });
    }

    private static IgnoreSample.Builder builder() {
        return new IgnoreSample.Builder(engine, Optional.of(buildx));
    }
}
