package ai.netrasystems.runner.environment.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Texts as the engines write them: 20.10's classic builder, 20.10's BuildKit, and a newer BuildKit. */
@Tag("unit")
class BuildOutputTest {
    private static Dockerfile read(String text) {
        return Dockerfile.parse(Path.of("Dockerfile"), text).fold(it -> it, problems -> {
            throw new AssertionError(problems.toString());
        });
    }

    @Test
    void the_classic_builders_last_step_is_what_failed() {
        Dockerfile file = read("FROM base\nENV A=b\nRUN echo hi && \\\n  false\n");
        BuildFailure failure = BuildOutput.classic(
                List.of(
                        "Step 1/3 : FROM base\n",
                        " ---> 57e0727dff9e\n",
                        "Step 2/3 : ENV A=b",
                        " ---> Running in c7c38b22f0dd",
                        "Removing intermediate container c7c38b22f0dd",
                        " ---> 0f4ac1ea87f4",
                        "Step 3/3 : RUN echo hi &&   false",
                        " ---> Running in 3d286f07681d",
                        "hi",
                        "\u001b[91mcareful\u001b[0m",
                        "The command '/bin/sh -c echo hi &&   false' returned a non-zero code: 1"),
                Optional.empty(),
                file,
                Optional.empty());
        assertThat(failure.line()).contains(3);
        assertThat(failure.instruction()).isEqualTo("RUN echo hi &&   false");
        assertThat(failure.lastOutput()).containsExactly("hi", "careful");
        assertThat(failure.message()).endsWith("returned a non-zero code: 1");
        assertThat(failure.imageIds()).containsExactly("57e0727dff9e", "0f4ac1ea87f4");
        assertThat(failure.containerIds()).containsExactly("3d286f07681d");
    }

    @Test
    void only_the_last_fifty_lines_of_output_are_kept() {
        List<String> lines = new java.util.ArrayList<>(List.of("Step 1/1 : FROM base"));
        for (int i = 1; i <= 60; i++) {
            lines.add("line " + i);
        }
        assertThat(BuildOutput.classic(lines, Optional.of("failed"), read("FROM base"), Optional.empty())
                        .lastOutput())
                .hasSize(50)
                .startsWith("line 11")
                .endsWith("line 60");
    }

    @Test
    void a_refused_dockerfile_names_its_line() {
        BuildFailure failure = BuildOutput.classic(
                List.of(),
                Optional.of("dockerfile parse error line 2: Unknown flag: link"),
                read("FROM scratch\nCOPY --link x /y\n"),
                Optional.empty());
        assertThat(failure.line()).contains(2);
        assertThat(failure.instruction()).isEqualTo("COPY --link x /y");
    }

    @Test
    void an_older_buildkit_names_stage_and_number() {
        BuildFailure failure = BuildOutput.buildKit(
                List.of(
                        "#6 [a 2/2] WORKDIR /w",
                        "#6 CACHED",
                        "",
                        "#8 [stage-1 3/3] COPY nopeb /z",
                        "#8 sha256:384264374d0b67fcc00ae724e3ebe570397d3dcefa48b84d2bbdc77187583a40",
                        "#8 ERROR: \"/nopeb\" not found: not found",
                        "------",
                        " > [stage-1 3/3] COPY nopeb /z:",
                        "------",
                        "failed to compute cache key: \"/nopeb\" not found: not found"),
                read("""
                FROM scratch AS a
                COPY x /x
                WORKDIR /w
                FROM scratch
                ENV A=b
                WORKDIR /y
                COPY --from=a /x /y/
                COPY nope$A /z
                """));
        assertThat(failure.line()).contains(8);
        assertThat(failure.instruction()).isEqualTo("COPY nope$A /z");
        assertThat(failure.message()).isEqualTo("failed to compute cache key: \"/nopeb\" not found: not found");
    }

    @Test
    void a_newer_buildkit_marks_the_line() {
        BuildFailure failure = BuildOutput.buildKit(
                List.of(
                        "#7 [stage 3/5] RUN make",
                        "#7 0.201 compiling",
                        "#7 0.312 broken",
                        "#7 ERROR: process \"/bin/sh -c make\" did not complete successfully: exit code: 2",
                        "------",
                        " > [stage 3/5] RUN make:",
                        "0.312 broken",
                        "------",
                        "Dockerfile:3",
                        "--------------------",
                        "   2 |     WORKDIR /w",
                        "   3 | >>> RUN make",
                        "   4 |     CMD x",
                        "--------------------",
                        "ERROR: failed to solve: process \"/bin/sh -c make\" did not complete successfully: exit code: 2"),
                read("FROM base AS stage\nWORKDIR /w\nRUN make\nCMD x\n"));
        assertThat(failure.line()).contains(3);
        assertThat(failure.instruction()).isEqualTo("RUN make");
        assertThat(failure.lastOutput()).containsExactly("compiling", "broken");
        assertThat(failure.message()).startsWith("failed to solve: process");
    }
}
