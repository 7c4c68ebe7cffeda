package ai.netrasystems.runner.environment.image;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What docker refuses of a Dockerfile before it builds anything: unknown instructions and flags, missing arguments. */
final class DockerfileCheck {
    private static final Set<String> KEYWORDS = Set.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");

    private DockerfileCheck() {}

    static void check(Path file, List<Instruction> instructions, Problems problems) {
        if (instructions.isEmpty()) {
            problems.add("has no instruction", Origin.file(file, 0));
            return;
        }
        boolean inStage = false;
        for (Instruction instruction : instructions) {
            Origin where = Origin.file(file, instruction.line());
            one(instruction, where, problems);
            inStage |= instruction.is("FROM");
            if (!inStage && !instruction.is("ARG") && KEYWORDS.contains(instruction.keyword())) {
                problems.add("`" + instruction.keyword() + "` stands before the first FROM", where);
            }
        }
        if (!inStage && problems.isEmpty()) {
            problems.add("has no FROM", Origin.file(file, 0));
        }
    }

    private static void one(Instruction instruction, Origin where, Problems problems) {
        if (!KEYWORDS.contains(instruction.keyword())) {
            // A line that lost its backslash may be an assignment, and its value a secret.
            String word = instruction.keyword().replaceFirst("(?s)[^A-Za-z0-9_].*", "...");
            String unknown = "unknown instruction `" + word + "`";
            DidYouMean.closest(instruction.keyword(), KEYWORDS)
                    .ifPresentOrElse(
                            near -> problems.add(unknown, where, "did you mean `" + near + "`?"),
                            () -> problems.add(unknown, where));
            return;
        }
        FlagCheck.check(instruction, where, problems);
        ArgumentCheck.check(instruction, where, problems);
        instruction.trigger().ifPresent(trigger -> {
            if (Set.of("ONBUILD", "FROM", "MAINTAINER").contains(trigger.keyword())) {
                problems.add("`ONBUILD " + trigger.keyword() + "` is not allowed", where);
            } else {
                one(trigger, where, problems);
            }
        });
    }
}
