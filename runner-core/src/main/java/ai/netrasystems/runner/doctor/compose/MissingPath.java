package ai.netrasystems.runner.doctor.compose;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.model.Origin;
import java.util.stream.Collectors;

/** What is said of a path that leads nowhere. */
final class MissingPath {
    private MissingPath() {}

    static Finding finding(Reference reference) {
        boolean context = reference.key().equals(References.CONTEXT);
        String key = context ? "context" : "dockerfile";
        return Finding.of(
                context ? Rule.CONTEXT_MISSING : Rule.DOCKERFILE_MISSING,
                Origin.file(reference.file(), reference.line()),
                context
                        ? "there is no folder `" + reference.written() + "` beside the file, which `build` names"
                        : "there is no file `" + reference.written() + "` in the build context",
                reference
                        .sure()
                        .map(sure -> "write `" + key + ": " + sure + "`")
                        .orElseGet(() -> reference.near().isEmpty()
                                ? "add it, or correct the path"
                                : "correct the path: "
                                        + reference.near().stream()
                                                .map(path -> "`" + path + "`")
                                                .collect(Collectors.joining(" or "))
                                        + " may be meant"));
    }
}
