package ai.netrasystems.runner.doctor.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.image.Dockerfile;
import ai.netrasystems.runner.environment.image.Instruction;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("unit")
class AnyDockerfileTest {
    private static final Path FILE = Path.of("Dockerfile");
    private static final List<String> TARGETS = List.of("", "a", "b", "0", "none");

    /** Pieces that Dockerfiles are made of, in an order that nobody writes. */
    @Provide
    Arbitrary<String> pieces() {
        Arbitrary<String> piece = Arbitraries.of(
                "FROM ",
                "a",
                "a:1",
                " AS ",
                "b",
                "\n",
                "\n",
                "\r\n",
                " ",
                "\t",
                "ARG ",
                "ENV ",
                "COPY ",
                "ADD ",
                "RUN ",
                "CMD ",
                "ONBUILD ",
                "HEALTHCHECK ",
                "LABEL ",
                "SHELL ",
                "VOLUME ",
                "--from=",
                "--mount=",
                "type=cache,from=",
                "--link",
                "--",
                "=",
                "$",
                "${",
                "${X:-",
                "}",
                "X",
                "A_TOKEN",
                "\"",
                "'",
                "\\",
                "\\\n",
                "`",
                "# escape=`\n",
                "# syntax=x\n",
                "#",
                "<<E",
                "<<-'E'",
                "\nE\n",
                "[",
                "]",
                ",",
                "[\"x\"]",
                "0",
                "1",
                "\u0000",
                "\u00a0",
                "\ud83d",
                "ß",
                "/",
                "*");
        return piece.list().ofMaxSize(60).map(all -> String.join("", all));
    }

    @Property(tries = 1000)
    void is_instructions_or_problems_with_a_line_and_its_findings_have_one(@ForAll("pieces") String text) {
        check(text);
        check("FROM a AS b\n" + text);
    }

    @Property(tries = 300)
    void whatever_characters_it_has(@ForAll String text) {
        check(text);
    }

    private static void check(String text) {
        int last = (int) text.chars().filter(c -> c == '\n').count() + 1;
        List<Finding> findings = Dockerfile.parse(FILE, text)
                .<List<Finding>>fold(
                        dockerfile -> {
                            assertThat(dockerfile.instructions())
                                    .isNotEmpty()
                                    .allMatch(it ->
                                            1 <= it.line() && it.line() <= it.lastLine() && it.lastLine() <= last);
                            assertThat(dockerfile.instructions().stream().filter(it -> it.is("FROM")))
                                    .hasSameSizeAs(dockerfile.stages(Map.of()));
                            assertThat(dockerfile.instructions())
                                    .extracting(Instruction::line)
                                    .isSorted();
                            return TARGETS.stream()
                                    .flatMap(
                                            target -> DockerfileRules.findings(
                                                    List.of(build(Optional.of(dockerfile), List.of(), target)))
                                                    .stream())
                                    .toList();
                        },
                        problems -> {
                            assertThat(problems).isNotEmpty();
                            return DockerfileRules.findings(
                                    List.of(build(Optional.empty(), List.copyOf(problems), "")));
                        });
        assertThat(findings)
                .extracting(it -> it.where().orElseThrow().line())
                .allMatch(line -> 0 <= line && line <= last);
    }

    private static BuildSource build(Optional<Dockerfile> dockerfile, List<Problem> problems, String target) {
        Optional<String> stage = Optional.of(target).filter(it -> !it.isEmpty());
        Build build = new Build(Path.of("."), FILE, Map.of("X", "b"), stage, Origin.file(FILE, 0));
        return new BuildSource("app", build, dockerfile, problems);
    }
}
