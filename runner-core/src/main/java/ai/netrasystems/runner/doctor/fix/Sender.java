package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.environment.image.BuildContext;
import ai.netrasystems.runner.environment.image.ContextEntry;
import ai.netrasystems.runner.environment.image.DockerIgnore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A survey that says what is sent, with what its builds need. */
record Sender(ContextSurvey survey, BuildContext context, Needs needs) {
    /** What is sent now and is not with a further line; what is sent whatever is written is not among it. */
    List<String> without(String line) {
        Set<String> left = new HashSet<>();
        with(line).entries().forEach(entry -> left.add(entry.path()));
        return context.entries().stream()
                .map(ContextEntry::path)
                .filter(path -> !left.contains(path))
                .toList();
    }

    /** Whether the line would leave one of these out, which nothing leaves out now. */
    boolean gains(String line, List<String> paths) {
        DockerIgnore with = with(line).ignore();
        return paths.stream().anyMatch(path -> !context.ignore().excludes(path) && with.excludes(path));
    }

    private BuildContext with(String line) {
        return context.excluding(List.of(line)).<BuildContext>fold(it -> it, problems -> context);
    }
}
