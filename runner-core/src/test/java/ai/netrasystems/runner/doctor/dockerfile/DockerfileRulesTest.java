package ai.netrasystems.runner.doctor.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.model.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class DockerfileRulesTest {
    /** Most files here are not built from Alpine, on purpose. */
    private static final Set<Rule> ALL_BUT_ALPINE = EnumSet.complementOf(EnumSet.of(Rule.BASE_NOT_ALPINE));

    @TempDir
    private Path project;

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(project.resolve(name), String.join("\n", lines));
    }

    private BuildSource build(Path dockerfile, Map<String, String> arguments, String target) {
        Origin origin = Origin.file(project.resolve("docker-compose.yml"), 3);
        Optional<String> stage = Optional.of(target).filter(it -> !it.isEmpty());
        return BuildSource.of("app", new Build(project, dockerfile, arguments, stage, origin));
    }

    private static List<String> shown(List<BuildSource> builds, Set<Rule> rules) {
        return DockerfileRules.findings(builds).stream()
                .filter(it -> rules.contains(it.rule()))
                .map(DockerfileRulesTest::shown)
                .toList();
    }

    private static String shown(Finding finding) {
        Origin where = finding.where().orElseThrow();
        Path name = where.file().orElseThrow().getFileName();
        return finding.rule().id() + " " + name + ":" + where.line() + " " + finding.why();
    }

    private List<String> of(String... lines) throws IOException {
        return shown(List.of(build(write("Dockerfile", lines), Map.of(), "")), ALL_BUT_ALPINE);
    }

    @Test
    void each_problem_of_the_parser_is_a_finding_with_its_line() throws IOException {
        assertThat(of("FROM alpine:3", "RUNN x", "COPY y"))
                .containsExactly(
                        "dockerfile-invalid Dockerfile:2 unknown instruction `RUNN`",
                        "dockerfile-invalid Dockerfile:3 `COPY` needs a source and a destination");
    }

    @Test
    void a_file_that_several_services_build_is_told_once() throws IOException {
        Path file = write("Dockerfile", "FROM alpine", "ENV A_TOKEN=v1", "FRO x");
        assertThat(shown(List.of(build(file, Map.of(), ""), build(file, Map.of("X", "1"), "x")), ALL_BUT_ALPINE))
                .hasSize(1);
        Path sound = write("Dockerfile", "ARG V", "FROM alpine:$V", "FROM node", "ENV A_TOKEN=v1");
        assertThat(shown(List.of(build(sound, Map.of("V", "latest"), "0"), build(sound, Map.of(), "")), ALL_BUT_ALPINE))
                .extracting(it -> it.replaceFirst("([^ ]+) ([^ ]+) .*", "$1 $2"))
                .containsExactly(
                        "base-unpinned Dockerfile:2", "base-unpinned Dockerfile:3", "secret-written Dockerfile:4");
    }

    @Test
    void images_without_a_version_are_told_wherever_they_are_named() throws IOException {
        assertThat(of(
                        "ARG BASE=registry.example.org:5000/team/base",
                        "FROM $BASE AS a",
                        "FROM alpine:latest",
                        "COPY --from=a /x /x",
                        "COPY --from=team/tool /x /y",
                        "RUN --mount=from=team/other,target=/o true"))
                .containsExactly(
                        "base-unpinned Dockerfile:2 `FROM $BASE`, that is `registry.example.org:5000/team/base`, has no tag",
                        "base-unpinned Dockerfile:3 `FROM alpine:latest` takes `latest`",
                        "base-unpinned Dockerfile:5 `COPY --from=team/tool` has no tag",
                        "base-unpinned Dockerfile:6 `RUN --mount=from=team/other` has no tag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM scratch",
                "FROM alpine:3.20",
                "FROM registry:5000/a:1",
                "FROM alpine@sha256:0123456789abcdef",
                "FROM alpine:latest@sha256:0123456789abcdef",
                "FROM $NOT_SET",
                "FROM node:${NOT_SET}",
                "FROM node${NOT_SET}",
                "ARG T;FROM node:$T",
                "ARG T=20;FROM node:${T}-slim",
                "FROM alpine:3 AS build;FROM BUILD",
                "FROM alpine:3 AS build;FROM alpine:3;COPY --from=0 /x /y",
                "FROM alpine:3;RUN --mount=type=cache,target=/c true",
                "FROM alpine:3;ONBUILD COPY --from=team/tool /x /y",
            })
    void what_is_pinned_nothing_or_unknown_is_not_told(String lines) throws IOException {
        assertThat(of(lines.split(";"))).isEmpty();
    }

    @Test
    void an_image_that_the_same_compose_file_builds_needs_no_version() throws IOException {
        write("docker-compose.yml", "services:", "  base: {build: base, image: team-base}", "  app: {build: .}");
        assertThat(of("FROM team-base")).isEmpty();
        write("docker-compose.yml", "services:", "  base: {image: team-base}", "  app: {build: .}");
        assertThat(of("FROM team-base")).hasSize(1);
    }

    @Test
    void a_target_that_is_no_stage_is_told_at_the_build() throws IOException {
        Path file = write("Dockerfile", "FROM alpine:3 AS build", "FROM build AS runtime");
        assertThat(shown(List.of(build(file, Map.of(), "runtme")), ALL_BUT_ALPINE))
                .containsExactly("target-missing docker-compose.yml:3 `target: runtme` is no stage of `Dockerfile`");
        assertThat(DockerfileRules.findings(List.of(build(file, Map.of(), "runtme"))))
                .extracting(Finding::fix)
                .contains("did you mean `runtime`?");
        assertThat(shown(List.of(build(file, Map.of(), "Build")), ALL_BUT_ALPINE))
                .isEmpty();
    }

    @Test
    void a_file_that_does_not_exist_is_left_to_others() {
        assertThat(DockerfileRules.findings(List.of(build(project.resolve("none"), Map.of(), ""))))
                .isEmpty();
    }

    @Test
    void stages_are_targets_where_a_bake_file_may_build_them() throws IOException {
        Path file = write("Dockerfile", "FROM alpine:3 AS lint", "FROM alpine:3");
        assertThat(shown(List.of(build(file, Map.of(), "")), ALL_BUT_ALPINE)).hasSize(1);
        write("docker-bake.hcl", "target \"lint\" { target = \"lint\" }");
        assertThat(shown(List.of(build(file, Map.of(), "")), ALL_BUT_ALPINE)).isEmpty();
    }

    @Test
    void alpine_is_judged_by_what_is_built() throws IOException {
        assertThat(alpine("Dockerfile", "", "FROM golang:1.22 AS b", "FROM b"))
                .containsExactly("base-not-alpine Dockerfile:1 the image is built from `golang:1.22`");
        assertThat(alpine("Dockerfile", "", "FROM golang:1.22 AS b", "FROM node:22-alpine3.20"))
                .isEmpty();
        assertThat(alpine("Dockerfile", "b", "FROM golang:1.22 AS b", "FROM node:22-alpine3.20"))
                .hasSize(1);
        assertThat(alpine("Dockerfile", "", "FROM $BASE")).isEmpty();
        assertThat(alpine("Dockerfile", "", "FROM amd64/alpine:3")).isEmpty();
        assertThat(alpine("Dockerfile", "", "FROM alpinehelmets/debian:3")).hasSize(1);
    }

    @Test
    void a_file_called_alpine_is_alpine() throws IOException {
        assertThat(alpine("Dockerfile.alpine", "", "FROM debian:12"))
                .contains("alpine-by-name-only Dockerfile.alpine:1 `Dockerfile.alpine` builds from `debian:12`");
        assertThat(alpine("alpine3.Dockerfile", "", "FROM debian:12")).hasSize(2);
        assertThat(alpine("Dockerfile.alpinehelmets", "", "FROM debian:12")).hasSize(1);
        assertThat(alpine("Dockerfile.alpine", "", "FROM alpine:3")).isEmpty();
        assertThat(alpine("Dockerfile.alpine", "", "FROM $BASE")).isEmpty();
        assertThat(alpine("Dockerfile.alpine", "", "FROM alpine:3 AS b", "FROM scratch", "COPY --from=b /x /x"))
                .as("taken from Alpine, shipped bare")
                .containsExactly("base-not-alpine Dockerfile.alpine:2 the image is built from `scratch`");
    }

    private List<String> alpine(String name, String target, String... lines) throws IOException {
        return shown(
                List.of(build(write(name, lines), Map.of(), target)),
                EnumSet.of(Rule.BASE_NOT_ALPINE, Rule.ALPINE_BY_NAME_ONLY));
    }

    @Test
    void findings_are_in_the_order_of_files_and_lines() throws IOException {
        assertThat(of("FROM alpine", "ENV A_TOKEN=v1", "FROM node", "ENV B_TOKEN=v2"))
                .extracting(it -> it.replaceFirst("\\S+ (\\S+) .*", "$1"))
                .isEqualTo(
                        Arrays.asList("Dockerfile:1", "Dockerfile:1", "Dockerfile:2", "Dockerfile:3", "Dockerfile:4"));
    }
}
