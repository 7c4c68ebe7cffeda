package ai.netrasystems.runner.doctor.dockerfile;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.source.BuildSource;
import java.util.List;
import java.util.stream.Stream;

/** {@code dockerfile-invalid}: what the parser refuses, line by line. */
final class InvalidDockerfile {
    private InvalidDockerfile() {}

    static Stream<Finding> findings(List<BuildSource> builds) {
        return builds.stream()
                .flatMap(build -> build.problems().stream())
                .map(problem -> Finding.of(
                        Rule.DOCKERFILE_INVALID,
                        problem.where(),
                        problem.message(),
                        problem.hint().orElse("correct the line, or take it out")));
    }
}
