package ai.netrasystems.runner.doctor.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.image.Dockerfile;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class StageRulesTest {
    private static final Path FILE = Path.of("Dockerfile");
    private static final Set<Rule> STAGES = EnumSet.of(Rule.STAGE_UNUSED, Rule.STAGE_MISSPELT);

    private static final String[] CHAIN = {
        "FROM alpine:3 AS deps", // 1
        "FROM deps AS build", // 2
        "FROM build AS test", // 3
        "FROM test AS report", // 4
        "FROM alpine:3 AS runtime", // 5
        "COPY --from=build /x /x",
    };

    private static BuildSource build(Path origin, String target, String... lines) {
        Dockerfile dockerfile = Dockerfile.parse(FILE, String.join("\n", lines)).fold(it -> it, problems -> {
            throw new AssertionError(problems.toString());
        });
        Optional<String> stage = Optional.of(target).filter(it -> !it.isEmpty());
        Build build = new Build(Path.of("."), FILE, Map.of(), stage, Origin.file(origin, 1));
        return new BuildSource("app", build, Optional.of(dockerfile), List.of());
    }

    private static List<String> of(BuildSource... builds) {
        return DockerfileRules.findings(List.of(builds)).stream()
                .filter(it -> STAGES.contains(it.rule()))
                .map(it -> it.where().orElseThrow().line() + " " + it.why())
                .toList();
    }

    private static List<String> of(String... lines) {
        return of(build(Path.of("no-compose.yml"), "", lines));
    }

    private static List<String> targets(String... targets) {
        return of(Arrays.stream(targets)
                .map(target -> build(Path.of("no-compose.yml"), target, CHAIN))
                .toArray(BuildSource[]::new));
    }

    @Test
    void a_stage_that_nothing_needs_is_told_and_so_is_what_serves_only_it() {
        assertThat(of(CHAIN))
                .containsExactly(
                        "3 stage `test` serves only stages that are not built",
                        "4 stage `report` is used by no later stage and no `target`");
    }

    @Test
    void targets_of_any_build_need_their_stages() {
        assertThat(targets("report", "runtime")).isEmpty();
        assertThat(targets("", "test"))
                .containsExactly("4 stage `report` is used by no later stage and no `target`");
        assertThat(targets("build")).as("the last stage is what others build").hasSize(2);
    }

    @Test
    void a_target_that_is_no_stage_may_have_meant_any() {
        assertThat(targets("reprot")).isEmpty();
    }

    @Test
    void stages_are_used_by_index_by_mounts_and_by_copies() {
        assertThat(of(
                        "FROM alpine:3",
                        "FROM alpine:3 AS b",
                        "FROM alpine:3",
                        "COPY --from=0 /x /x",
                        "RUN --mount=type=bind,from=B,target=/b true"))
                .isEmpty();
        assertThat(of("FROM alpine:3", "FROM alpine:3"))
                .containsExactly("1 stage 0, which has no name, is used by no later stage and no `target`");
    }

    @Test
    void a_stage_that_a_variable_can_choose_is_used() {
        String[] lines = {
            "ARG KIND=prod", "FROM alpine:3 AS base-prod", "FROM alpine:3 AS base-dev", "FROM alpine:3 AS other",
            "FROM base-${KIND}",
        };
        assertThat(of(lines)).containsExactly("4 stage `other` is used by no later stage and no `target`");
        lines[4] = "FROM ${KIND}";
        assertThat(of(lines)).isEmpty();
    }

    @Test
    void of_a_file_that_no_compose_file_builds_only_nameless_stages_are_told() {
        assertThat(of(build(FILE, "", CHAIN))).isEmpty();
        assertThat(of(build(FILE, "", "FROM alpine:3", "FROM alpine:3 AS x", "FROM alpine:3")))
                .containsExactly("1 stage 0, which has no name, is used by no later stage and no `target`");
    }

    @Test
    void a_name_that_is_nearly_a_stage_is_told_with_the_stage() {
        assertThat(of("FROM alpine:3 AS builder", "FROM builder", "COPY --from=buidler /x /x"))
                .containsExactly("3 `COPY --from=buidler` names no earlier stage, so docker pulls an image of that name; "
                        + "line 1 has stage `builder`");
        assertThat(of("FROM alpine:3 AS builder", "FROM bilder")).hasSize(2);
        assertThat(of("FROM alpine:3 AS builder", "FROM builder", "RUN --mount=from=builde,target=/x true"))
                .hasSize(1);
    }

    @Test
    void a_name_of_a_stage_further_down_is_told() {
        assertThat(of("FROM alpine:3", "COPY --from=tools /x /x", "FROM alpine:3 AS tools", "FROM tools"))
                .contains("2 `COPY --from=tools` names no earlier stage, so docker pulls an image of that name; "
                        + "that stage begins at line 3");
    }

    @Test
    void names_of_images_are_no_misspelt_stages() {
        assertThat(of(
                        "FROM node AS nodes",
                        "FROM nodes",
                        "COPY --from=node /x /x",
                        "COPY --from=node5:1 /x /x",
                        "COPY --from=team/nodes /x /x",
                        "COPY --from=nodes.example /x /x",
                        "COPY --from=something-else /x /x",
                        "FROM nodes"))
                .noneMatch(it -> it.contains("names no earlier stage"));
    }
}
