package ai.netrasystems.runner.doctor.dockerfile;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.source.SecretNames;
import ai.netrasystems.runner.environment.image.Assignment;
import ai.netrasystems.runner.model.Origin;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code secret-argument}: an ARG without a value of its own, or a Compose file's build argument from a variable, under a
 * name that says it is a secret. One with a value in the file is {@code secret-written}.
 */
final class SecretArgument {
    private SecretArgument() {}

    static Stream<Finding> findings(SharedDockerfile file) {
        return file.dockerfile().instructions().stream()
                .filter(instruction -> instruction.is("ARG"))
                .flatMap(instruction -> instruction.assignments().stream()
                        .filter(it -> it.literal().isEmpty() && SecretNames.has(it.name()))
                        .map(it -> finding(file.at(instruction.line()), "`ARG " + it.name() + "` takes", it)));
    }

    static Stream<Finding> findings(List<ComposeArgument> arguments) {
        return arguments.stream()
                .filter(ComposeArgument::isPassedOn)
                .filter(it -> SecretNames.has(it.assignment().name()))
                .map(it -> finding(
                        it.origin(), "the build argument `" + it.assignment().name() + "` passes", it.assignment()));
    }

    private static Finding finding(Origin where, String begin, Assignment assignment) {
        return Finding.of(
                Rule.SECRET_ARGUMENT,
                where,
                begin + " what is a secret by its name",
                "use `RUN --mount=type=secret,id=" + assignment.name()
                        + "`, and `secrets` of the Compose file's `build`");
    }
}
