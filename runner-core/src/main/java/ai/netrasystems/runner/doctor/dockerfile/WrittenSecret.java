package ai.netrasystems.runner.doctor.dockerfile;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.source.SecretNames;
import ai.netrasystems.runner.environment.image.Assignment;
import ai.netrasystems.runner.environment.image.Heredoc;
import ai.netrasystems.runner.environment.image.Instruction;
import ai.netrasystems.runner.model.Origin;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code secret-written}: a value under a name that says it is a secret, in ARG, ENV or a Compose file's build arguments;
 * and what has the form of a well-known token, anywhere. The value itself is never told.
 */
final class WrittenSecret {
    private static final String FIX =
            "take it out, give it to the build as `RUN --mount=type=secret`, and replace it where it is valid";

    private WrittenSecret() {}

    static Stream<Finding> findings(SharedDockerfile file) {
        return file.dockerfile().instructions().stream()
                .flatMap(instruction -> of(instruction.trigger().orElse(instruction), file.at(instruction.line())));
    }

    static Stream<Finding> findings(List<ComposeArgument> arguments) {
        return arguments.stream()
                .flatMap(argument -> assigned("the build argument", argument.assignment(), argument.origin()).stream());
    }

    private static Stream<Finding> of(Instruction instruction, Origin where) {
        List<Finding> assigned = instruction.assignments().stream()
                .flatMap(assignment -> assigned("`" + instruction.keyword() + "`", assignment, where).stream())
                .toList();
        if (!assigned.isEmpty()) {
            return assigned.stream();
        }
        String all = instruction.heredocs().stream().map(Heredoc::content).collect(Collectors.joining("\n"));
        return SecretValues.knownForm(instruction.text() + "\n" + all).stream()
                .map(form -> finding(where, "`" + instruction.keyword() + "` holds what has the form of " + form));
    }

    private static Optional<Finding> assigned(String by, Assignment assignment, Origin where) {
        Optional<String> form = assignment.written().flatMap(SecretValues::knownForm);
        if (form.isPresent()) {
            return form.map(
                    it -> finding(where, by + " `" + assignment.name() + "` has a value with the form of " + it));
        }
        return assignment
                .literal()
                .filter(value -> SecretNames.has(assignment.name()) && SecretValues.isSecret(value))
                .map(value -> finding(
                        where, by + " `" + assignment.name() + "` has a value, and the name is that of a secret"));
    }

    private static Finding finding(Origin where, String why) {
        return Finding.of(Rule.SECRET_WRITTEN, where, why, FIX);
    }
}
