package ai.netrasystems.runner.environment.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class DockerfileTest {
    private static Dockerfile read(String... lines) {
        return Dockerfile.parse(Path.of("Dockerfile"), String.join("\n", lines)).fold(it -> it, problems -> {
            throw new AssertionError(problems.toString());
        });
    }

    private static List<String> problems(String text) {
        return Dockerfile.parse(Path.of("Dockerfile"), text)
                .fold(
                        valid -> List.of(),
                        problems -> problems.stream()
                                .map(it -> it.where() + " " + it.message())
                                .toList());
    }

    private static List<String> sources(Dockerfile file, Map<String, String> arguments) {
        return file.contextSources(arguments).stream()
                .map(it -> it.line() + " " + it.pattern() + (it.sure() ? "" : " ?"))
                .toList();
    }

    @Test
    void an_instruction_knows_its_first_and_last_line() {
        Dockerfile file = read(
                "# syntax=docker/dockerfile:1",
                "",
                "FROM scratch",
                "RUN a \\",
                "  # a comment within",
                "",
                "  b \\  ",
                "c",
                "CMD x");
        assertThat(file.instructions())
                .extracting(Instruction::line, Instruction::lastLine, Instruction::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3, 3, "FROM scratch"),
                        org.assertj.core.groups.Tuple.tuple(4, 8, "RUN a   b c"),
                        org.assertj.core.groups.Tuple.tuple(9, 9, "CMD x"));
    }

    @Test
    void an_escaped_escape_does_not_continue_a_line() {
        assertThat(read("FROM scratch", "RUN a \\\\", "CMD x").instructions()).hasSize(3);
    }

    @Test
    void the_escape_directive_gives_backslashes_to_windows_paths() {
        Dockerfile file = read("# escape=`", "FROM scratch", "COPY a `", " c:\\", "CMD x");
        assertThat(file.escape()).isEqualTo('`');
        assertThat(file.instructions().get(1).arguments()).containsExactly("a", "c:\\");
    }

    @Test
    void a_directive_behind_a_comment_is_a_comment() {
        assertThat(read("# hello", "# escape=`", "FROM scratch").escape()).isEqualTo('\\');
    }

    @Test
    void windows_line_ends_and_a_byte_order_mark_change_nothing() {
        Dockerfile file =
                read("\uFEFF# escape=\\\r", "FROM scratch\r", "COPY a \\\r", "  b /x/\r", "RUN <<E\r", "hi\r", "E\r");
        assertThat(file.instructions()).hasSize(3);
        assertThat(file.instructions().get(1).arguments()).containsExactly("a", "b", "/x/");
        assertThat(file.instructions().get(2).heredocs())
                .singleElement()
                .satisfies(it -> assertThat(it.content()).isEqualTo("hi\r\n"));
    }

    @Test
    void heredocs_are_not_read_as_instructions() {
        Dockerfile file = read(
                "FROM scratch",
                "RUN <<EOF cat - <<-'B' > x",
                "FROM nowhere",
                "EOF",
                "\tNONSENSE",
                "\tB",
                "COPY <<a.txt b /x/",
                "text",
                "a.txt",
                "CMD y");
        assertThat(file.instructions()).extracting(Instruction::keyword).containsExactly("FROM", "RUN", "COPY", "CMD");
        assertThat(file.instructions().get(1).heredocs())
                .containsExactly(new Heredoc("EOF", false, "FROM nowhere\n"), new Heredoc("B", true, "\tNONSENSE\n"));
        assertThat(file.instructions().get(3).line()).isEqualTo(10);
        assertThat(sources(file, Map.of())).containsExactly("7 b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUN echo $((1<<2))",
                "RUN echo $((1 << 2))",
                "RUN cat <<<word",
                "RUN [\"sh\", \"<<EOF\"]",
                "RUN echo \"<<EOF\"",
                "CMD cat <<EOF",
            })
    void what_only_looks_like_a_heredoc_is_none(String line) {
        assertThat(read("FROM scratch", line, "CMD x").instructions())
                .hasSize(3)
                .allMatch(it -> it.heredocs().isEmpty());
    }

    @Test
    void flags_are_split_from_arguments() {
        Instruction copy = read("FROM scratch", "copy --from=build --chown=\"a b\" --link  x  y /z/")
                .instructions()
                .get(1);
        assertThat(copy.keyword()).isEqualTo("COPY");
        assertThat(copy.flags()).containsExactly("--from=build", "--chown=a b", "--link");
        assertThat(copy.flag("from")).contains("build");
        assertThat(copy.flag("link")).contains("");
        assertThat(copy.flag("chmod")).isEmpty();
        assertThat(copy.arguments()).containsExactly("x", "y", "/z/");
    }

    @Test
    void the_json_form_keeps_blanks_and_escapes() {
        Instruction copy = read("FROM scratch", "COPY [ \"a b\", \"c\\u0041\\\\\" , \"/x/\" ]")
                .instructions()
                .get(1);
        assertThat(copy.json()).isTrue();
        assertThat(copy.arguments()).containsExactly("a b", "cA\\", "/x/");
        assertThat(read("FROM scratch", "RUN [ -f x ]").instructions().get(1).json())
                .isFalse();
    }

    @Test
    void onbuild_holds_an_instruction() {
        Instruction onbuild = read("FROM scratch", "ONBUILD COPY --chmod=700 a /b")
                .instructions()
                .get(1);
        assertThat(onbuild.trigger()).hasValueSatisfying(it -> {
            assertThat(it.keyword()).isEqualTo("COPY");
            assertThat(it.flag("chmod")).contains("700");
        });
    }

    @Test
    void stages_have_names_bases_and_parents() {
        Dockerfile file = read(
                "ARG TAG=18",
                "ARG IMAGE=postgres:${TAG}-alpine",
                "FROM --platform=linux/amd64 $IMAGE AS Build",
                "RUN x",
                "FROM build",
                "FROM ${OTHER:-scratch}");
        assertThat(file.stages(Map.of()))
                .extracting(Stage::base)
                .containsExactly("postgres:18-alpine", "build", "scratch");
        assertThat(file.stages(Map.of("TAG", "17")))
                .first()
                .extracting(Stage::base)
                .isEqualTo("postgres:17-alpine");
        assertThat(file.stages(Map.of()).get(1).parent()).contains(0);
        assertThat(file.stages(Map.of()).get(2).isFromScratch()).isTrue();
        assertThat(file.stages(Map.of()).get(0).isCalled("BUILD")).isTrue();
    }

    @Test
    void sources_are_those_of_the_context_with_variables_replaced() {
        Dockerfile file = read(
                "ARG DIR=global",
                "FROM scratch AS a",
                "ARG DIR",
                "ARG JAR=app.jar",
                "ENV OUT=target E=\"a b\"",
                "COPY ${DIR}/x $OUT/$JAR \"/x/\"",
                "COPY --from=b y /y",
                "ADD https://example.org/f.tgz git@host:x.git z.tar /z/",
                "FROM a",
                "COPY $OUT/${JAR:-none} /x",
                "FROM image",
                "COPY $FROM_IMAGE/x *.txt /x/");
        assertThat(sources(file, Map.of("JAR", "other.jar")))
                .containsExactly(
                        "6 global/x", "6 target/other.jar", "8 z.tar", "10 target/none", "12 /x ?", "12 *.txt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$A/b             | v/b",
                "${A}b            | vb",
                "${A:-d}          | v",
                "${E:-d}          | d",
                "${E-d}           | ''",
                "${N:-d$A}        | dv",
                "${A:+d}          | d",
                "${E:+d}          | ''",
                "x'$A'            | x$A",
                "\"$A x\"         | v x",
                "\\$A             | $A",
                "$                | $",
                "$A$E$A           | vv",
                "${L#*.}          | b.c",
                "${L##*.}         | c",
                "${L%.*}          | a.b",
                "${L%%.*}         | a",
            })
    void words_are_read_as_docker_reads_them(String word, String expected) throws Exception {
        assertThat(ShellWords.expand(word, '\\', Map.of("A", "v", "E", "", "L", "a.b.c"))
                        .text())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM scratch;COPPY a b          | Dockerfile:2 unknown instruction `COPPY`",
                "FROM scratch;;COPY a            | Dockerfile:3 `COPY` needs a source and a destination",
                "FROM scratch;COPY --form=x a b  | Dockerfile:2 `COPY` knows no flag `--form`",
                "RUN x;FROM scratch              | Dockerfile:1 `RUN` stands before the first FROM",
                "ARG x                           | Dockerfile has no FROM",
                "# nothing                       | Dockerfile has no instruction",
                "FROM a b                        | Dockerfile:1 `FROM` takes an image, or an image, `AS` and a name",
                "# escape=x;FROM scratch         | Dockerfile:1 the escape character is `\\` or a backtick, not `x`",
                "FROM scratch;RUN <<EOF;x        | Dockerfile:2 the heredoc `<<EOF` is never ended",
                "FROM scratch;ONBUILD FROM x     | Dockerfile:2 `ONBUILD FROM` is not allowed",
                "FROM scratch;SHELL sh           | Dockerfile:2 `SHELL` takes a JSON list",
                "FROM scratch;WORKDIR            | Dockerfile:2 `WORKDIR` needs an argument",
                "FROM scratch;ENV A              | Dockerfile:2 `ENV` needs a value: `A=...`",
                "FROM scratch;ENV A=1 B          | Dockerfile:2 `ENV` has a word without `=`",
                "FROM scratch;LABEL =1           | Dockerfile:2 `LABEL` has a value without a name",
                "FROM scratch;ARG A =1           | Dockerfile:2 `ARG` has a value without a name",
                "FROM scratch;COPY --chown a b   | Dockerfile:2 `COPY --chown` needs a value: `--chown=...`",
                "FROM scratch;COPY --link=1 a b  | Dockerfile:2 `COPY --link` is `true` or `false`",
                "FROM scratch;COPY --link --link a b | Dockerfile:2 `COPY --link` is given twice",
                "FROM scratch;VOLUME [\"\"]       | Dockerfile:2 `VOLUME` takes no empty path",
                "FROM scratch;HEALTHCHECK x      | Dockerfile:2 `HEALTHCHECK` is followed by `CMD` and a command, or by `NONE`",
                "FROM scratch;HEALTHCHECK NONE x | Dockerfile:2 `HEALTHCHECK` is followed by `CMD` and a command, or by `NONE`",
                "FROM scratch;HEALTHCHECK CMD    | Dockerfile:2 `HEALTHCHECK` needs a command behind `CMD`",
                "FROM scratch;RUN --network=x a  | Dockerfile:2 `RUN` knows no network `x`: `default`, `none` or `host`",
            })
    void says_what_docker_refuses_with_the_line(String text, String problem) {
        assertThat(problems(text.replace(";", "\n"))).containsExactly(problem);
    }

    @Test
    void a_stage_has_a_proper_name_and_from_has_no_variable() {
        assertThat(problems("FROM scratch AS 1a")).singleElement().asString().contains("can't call a stage `1a`");
        assertThat(problems("FROM scratch\nCOPY --from=$X a b"))
                .singleElement()
                .asString()
                .contains("takes no variable in `--from=$X`");
        assertThat(problems("FROM scratch\nRUN --mount=from=$X,target=/x a"))
                .singleElement()
                .asString()
                .contains("takes no variable in `--mount=from=$X`");
        assertThat(problems("FROM scratch\nRUN --mount=type=bnid a"))
                .singleElement()
                .asString()
                .contains("knows no mount of type `bnid`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENV A 1",
                "ENV A=",
                "LABEL a b",
                "ARG A",
                "COPY --link=False a b",
                "COPY --exclude=a --exclude=b c d",
                "RUN --mount=type=cache,target=/a --mount=type=tmpfs,target=/b --network=none x",
                "RUN --mount=type=$TYPE x",
                "HEALTHCHECK NONE",
                "healthcheck --interval=1s cmd x",
                "HEALTHCHECK CMD [\"x\"]",
                "VOLUME /a /b",
                "RUN",
            })
    void what_docker_takes_is_no_problem(String line) {
        assertThat(problems("FROM scratch AS a-b_c.1\n" + line)).isEmpty();
    }

    @Test
    void mounts_are_taken_apart() {
        Instruction run = read(
                        "FROM scratch", "RUN --mount=type=Cache,target=/c --mount=From=b,\\\"source=/x,y\\\",rw a")
                .instructions()
                .get(1);
        assertThat(run.mounts()).extracting(RunMount::type).containsExactly("cache", "bind");
        assertThat(run.mounts().get(0).from()).isEmpty();
        assertThat(run.mounts().get(1).options()).isEqualTo(Map.of("from", "b", "source", "/x,y", "rw", ""));
    }

    @Test
    void assignments_tell_what_stands_in_the_file() {
        Dockerfile file = read(
                "FROM scratch", "ARG A B= C='x$y' D=\"z\"", "ENV E $F", "ENV G=${H:-i} J=${K} L=\"a $M\"", "RUN x=1");
        List<Assignment> all = file.instructions().stream()
                .flatMap(it -> it.assignments().stream())
                .toList();
        assertThat(all).extracting(Assignment::name).containsExactly("A", "B", "C", "D", "E", "G", "J", "L");
        assertThat(all)
                .extracting(it -> it.literal().orElse("-"))
                .containsExactly("-", "-", "x$y", "z", "-", "i", "-", "-");
        assertThat(all)
                .filteredOn(it -> it.written().isEmpty())
                .extracting(Assignment::name)
                .containsExactly("A");
    }

    @Test
    void images_and_stages_are_found_where_they_are_named() {
        Dockerfile file = read(
                "ARG KIND=a",
                "FROM x:1 AS base-a",
                "FROM $UNSET AS base-b",
                "FROM base-$KIND",
                "COPY --from=BASE-B /x /x",
                "COPY --from=1 /x /x",
                "COPY --from=y /x /x",
                "RUN --mount=from=base-a,target=/x --mount=type=cache,target=/y z",
                "ONBUILD COPY --from=w /x /x");
        assertThat(file.imageUses(Map.of()))
                .extracting(use -> use.line() + " " + use.shown() + " " + use.name() + " "
                        + use.stage().map(Object::toString).orElse("-") + " " + use.isImage())
                .containsExactly(
                        "2 FROM x:1 x:1 - true",
                        "3 FROM $UNSET  - false",
                        "4 FROM base-$KIND base-a 0 false",
                        "5 COPY --from=BASE-B BASE-B 1 false",
                        "6 COPY --from=1 1 1 false",
                        "7 COPY --from=y y - true",
                        "8 RUN --mount=from=base-a base-a 0 false");
        assertThat(file.imageUses(Map.of()).get(2).candidates()).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void steps_end_with_the_target() {
        Dockerfile file = read("ARG A=1", "FROM scratch AS a", "COPY x /x", "FROM scratch", "COPY y /y");
        assertThat(file.step(1)).map(Instruction::line).contains(1);
        assertThat(file.step(5)).map(Instruction::line).contains(5);
        assertThat(file.step(6)).isEmpty();
        assertThat(file.step(0)).isEmpty();
        assertThat(file.steps(Optional.of("a"))).isEqualTo(3);
        assertThat(file.step(4, Optional.of("a")))
                .as("a label given beside the file")
                .isEmpty();
    }
}
