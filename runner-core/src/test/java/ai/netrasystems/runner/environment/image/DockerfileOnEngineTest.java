package ai.netrasystems.runner.environment.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps, needs of BuildKit and diagnoses of COPY, held against the classic builder of a real engine. */
@Tag("unit")
@Tag("docker")
class DockerfileOnEngineTest {
    private static final Pattern STEP = Pattern.compile("Step (\\d+)/(\\d+) : (.*)");
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

    @BeforeEach
    void files() throws Exception {
        Files.writeString(context.resolve("x"), "x");
        Files.createDirectories(context.resolve("dir/sub"));
        Files.writeString(context.resolve("dir/sub/f.txt"), "f");
        Files.writeString(context.resolve("out.txt"), "o");
        Files.createSymbolicLink(context.resolve("dir/up"), Path.of("../x"));
        Files.createSymbolicLink(context.resolve("to-sub"), Path.of("/dir/sub"));
        Files.createSymbolicLink(context.resolve("dangling"), Path.of("nowhere"));
    }

    private Dockerfile write(String text) throws Exception {
        return read(Files.writeString(context.resolve("Dockerfile"), text));
    }

    private static Dockerfile read(Path file) {
        return Dockerfile.read(file).fold(it -> it, problems -> {
            throw new AssertionError(problems.toString());
        });
    }

    @ParameterizedTest
    @CsvSource(value = {"''", "first", "second", "SECOND"})
    void counts_steps_as_the_classic_builder_does(String stage) throws Exception {
        Dockerfile file = write("""
                # escape=\\
                # a comment
                ARG BASE=scratch
                ARG OTHER=scratch

                FROM $BASE AS first
                LABEL a=b \\
                  # within
                  c=d
                COPY x /x
                ONBUILD COPY x /later
                FROM ${OTHER} AS second
                ARG Z
                ENV E=$Z F=2
                WORKDIR /w
                COPY --from=first /x /y
                FROM first
                COPY ["x", "/json"]
                CMD ["x"]
                """);
        Optional<String> target = Optional.of(stage).filter(it -> !it.isEmpty());
        RealEngine.Ran ran = target.isPresent()
                ? engine.build(context, "--target", stage, "--label", "beside=file")
                : engine.build(context);
        assertThat(ran.exit()).as(ran.all()).isZero();
        List<Matcher> steps =
                ran.text().lines().map(STEP::matcher).filter(Matcher::matches).toList();
        int labels = target.isPresent() ? 1 : 0;
        assertThat(steps).hasSizeGreaterThan(4);
        assertThat(steps)
                .allSatisfy(step -> assertThat(step.group(2)).isEqualTo(Integer.toString(file.steps(target) + labels)));
        assertThat(steps.subList(0, steps.size() - labels))
                .allSatisfy(step -> assertThat(file.step(Integer.parseInt(step.group(1)), target))
                        .hasValueSatisfying(
                                it -> assertThat(oneSpaced(it.text())).isEqualTo(oneSpaced(step.group(3)))));
        if (labels == 1) {
            assertThat(file.step(steps.size(), target)).isEmpty();
        }
    }

    private static String oneSpaced(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUN --mount=type=cache,target=/x x       | `RUN --mount`",
                "RUN --network=none x                     | `RUN --network`",
                "RUN --security=insecure x                | `RUN --security`",
                "COPY --link x /x                         | `COPY --link`",
                "COPY --chmod=700 x /x                    | `COPY --chmod`",
                "COPY --parents x /x                      | `COPY --parents`",
                "COPY --exclude=*.md x /x                 | `COPY --exclude`",
                "ADD --link x /x                          | `ADD --link`",
                "ADD --chmod=700 x /x                     | `ADD --chmod`",
                "ADD --checksum=sha256:00 x /x            | `ADD --checksum`",
                "ADD --keep-git-dir=true x /x             | `ADD --keep-git-dir`",
                "ADD --exclude=*.md x /x                  | `ADD --exclude`",
                "ADD --unpack=true x /x                   | `ADD --unpack`",
                "ADD git@localhost:a/b.git /x             | `ADD` of a Git repository",
                "COPY <<a.txt /x;text;a.txt               | a heredoc (`COPY <<a.txt`)",
                "FROM --platform=$BUILDPLATFORM scratch   | `FROM --platform=$BUILDPLATFORM`: only BuildKit sets that variable",
            })
    void what_needs_buildkit_fails_with_the_classic_builder(String text, String need) throws Exception {
        Dockerfile file = write("FROM scratch\n" + text.replace(";", "\n") + "\n");
        assertThat(file.buildKitNeeds()).contains(new BuildKitNeed(2, need));
        assertThat(engine.build(context).exit()).isNotZero();
    }

    @Test
    void platform_arguments_are_empty_with_the_classic_builder() throws Exception {
        Dockerfile file = write("FROM scratch\nARG TARGETARCH\nCOPY x${TARGETARCH} /ctx/\n");
        assertThat(file.buildKitNeeds())
                .containsExactly(new BuildKitNeed(2, "`ARG TARGETARCH`: only BuildKit sets it"));
        assertThat(file.buildKitNeeds(java.util.Map.of("TARGETARCH", "arm64"))).isEmpty();
        assertThat(engine.files(RealEngine.imageOf(engine.build(context)))).containsOnlyKeys("x");
    }

    @Test
    void the_classic_builder_does_not_look_at_a_dockerfiles_own_ignore_file() throws Exception {
        write("FROM scratch\nCOPY . /ctx\n");
        Files.writeString(context.resolve("Dockerfile.dockerignore"), "x\n");
        assertThat(read(context.resolve("Dockerfile")).buildKitNeeds())
                .containsExactly(new BuildKitNeed(0, "Dockerfile.dockerignore beside the Dockerfile"));
        assertThat(engine.files(RealEngine.imageOf(engine.build(context)))).containsKey("x");
    }

    @Test
    void what_the_classic_builder_builds_needs_no_buildkit() throws Exception {
        Dockerfile file = write("""
                # syntax=docker/dockerfile:1
                FROM --platform=linux/amd64 scratch
                ARG A=1 B=2
                COPY --chown=1:1 x /ctx/$A$B
                ONBUILD COPY x /y
                """);
        assertThat(file.buildKitNeeds()).isEmpty();
        assertThat(engine.files(RealEngine.imageOf(engine.build(context)))).containsOnlyKeys("12");
    }

    /** Whether COPY finds a source is the engine's answer; ours says why not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x                | ",
                "/x               | ",
                "./x              | ",
                ".                | ",
                "dir/             | ",
                "dir/sub/../up    | ",
                "*.txt            | `out.txt` is excluded by `.dockerignore` line 3 (`out.*`)",
                "out.txt          | `out.txt` is excluded by `.dockerignore` line 3 (`out.*`)",
                "dir/sub/f.txt    | ",
                "dir/*/f.txt      | ",
                "dir/up           | ",
                "to-sub/f.txt     | ",
                "to-sub           | ",
                "dangling         | `dangling` does not exist in the build context",
                "dir/sub/f.tx     | `dir/sub/f.tx` does not exist in the build context; did you mean `dir/sub/f.txt`?",
                "nothing          | `nothing` does not exist in the build context",
                "X                | `X` does not exist in the build context; did you mean `x`?",
                "q*               | `q*` does not exist in the build context",
                "../x             | `../x` leads out of the build context",
                "[x]              | ",
                "x/y              | `x/y` does not exist in the build context",
            })
    void says_why_copy_does_not_find_its_source(String source, String reason) throws Exception {
        Files.writeString(context.resolve(".dockerignore"), "# for tests\n\nout.*\n");
        Dockerfile file = write("FROM scratch\nCOPY " + source + " /ctx/\n");
        BuildContext ours = BuildContext.of(context, file.file()).fold(it -> it, problems -> {
            throw new AssertionError(problems.toString());
        });
        Optional<String> told =
                ours.explain(file.contextSources(java.util.Map.of()).get(0)).map(CopyTrouble::sentence);
        RealEngine.Ran ran = engine.build(context);
        assertThat(ran.exit() == 0).as(ran.all()).isEqualTo(told.isEmpty());
        assertThat(told).isEqualTo(Optional.ofNullable(reason));
    }

    @Test
    void reads_the_failing_line_of_a_real_build() throws Exception {
        Dockerfile file =
                write("ARG A=1\nFROM scratch AS a\nLABEL b=c\n\nFROM scratch\nCOPY x /x\nCOPY \\\n nope /y\n");
        RealEngine.Ran ran = engine.build(context);
        BuildFailure failure = BuildOutput.classic(
                ran.text().lines().toList(), Optional.of(ran.err().strip()), file, Optional.empty());
        assertThat(ran.exit()).isNotZero();
        assertThat(failure.line()).contains(7);
        assertThat(failure.instruction()).startsWith("COPY").endsWith("nope /y");
        assertThat(failure.message()).contains("stat nope: file does not exist");
        assertThat(failure.imageIds()).hasSize(2);
        assertThat(failure.containerIds()).isEmpty();
    }
}
