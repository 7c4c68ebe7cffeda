package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.BuildFailed;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.PullFailed;
import ai.netrasystems.runner.environment.image.BuildContext;
import ai.netrasystems.runner.environment.image.BuildFailure;
import ai.netrasystems.runner.environment.image.CopySource;
import ai.netrasystems.runner.environment.image.CopyTrouble;
import ai.netrasystems.runner.environment.image.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a builder's output says of a build that failed, as a diagnosis. Pure but for the context's files. */
final class FailedBuild {
    /** What no Dockerfile can bring about (libnetwork, overlay driver). */
    private static final List<String> ENGINE_TROUBLE = List.of(
            "failed to create endpoint", "failed to set up container networking", "error creating overlay mount");

    /** A command that ran and ended with failure, as each builder says at the end of its last word. */
    private static final Pattern BY_COMMAND =
            Pattern.compile(".*(?:non-zero code: \\d+|exit code: \\d+|exit status \\d+)\\s*", Pattern.DOTALL);

    private FailedBuild() {}

    /** Whether a builder's last word is of a command that failed by itself; the rest of it quotes that command. */
    static boolean byCommand(String message) {
        return BY_COMMAND.matcher(message).matches();
    }

    /** Whether it was for want of disk that the engine itself could not go on. */
    static boolean diskFull(String message) {
        return !byCommand(message) && EngineFailure.diskFull(message);
    }

    /**
     * The diagnosis.
     *
     * @param context what the builder was sent, where it is known
     */
    static ContainersDiagnosis diagnosis(BuildOrder order, Optional<BuildContext> context, BuildFailure failure) {
        return noBase(order, failure).orElseGet(() -> {
            List<String> why =
                    context.map(sent -> explained(order, sent, failure)).orElse(List.of());
            List<String> evidence = new ArrayList<>(failure.lastOutput());
            if (!evidence.contains(failure.message())) {
                evidence.add(failure.message());
            }
            return new BuildFailed(
                    order.service(),
                    order.build().dockerfile(),
                    failure.line().orElse(0),
                    failure.instruction(),
                    why.isEmpty() ? firstLine(failure.message()) : String.join("; ", why),
                    ENGINE_TROUBLE.stream().anyMatch(failure.message()::contains),
                    evidence,
                    order.log());
        });
    }

    /** A base image that can't be fetched is no fault of the tree; one whose name makes no sense is. */
    private static Optional<ContainersDiagnosis> noBase(BuildOrder order, BuildFailure failure) {
        PullReason reason = PullReason.of(failure.message());
        if (!failure.instruction().startsWith("FROM ") || reason == PullReason.OTHER) {
            return Optional.empty();
        }
        String base = order.dockerfile().stages(order.build().arguments()).stream()
                .filter(stage -> Optional.of(stage.instructions().get(0).line()).equals(failure.line()))
                .map(Stage::base)
                .findFirst()
                .orElse(failure.instruction().substring("FROM ".length()));
        return Optional.of(new PullFailed(order.service(), base, reason, List.of(failure.message())));
    }

    private static List<String> explained(BuildOrder order, BuildContext context, BuildFailure failure) {
        List<CopySource> sources = order
                .dockerfile()
                .contextSources(order.build().arguments())
                .stream()
                .filter(source ->
                        failure.line().filter(line -> line == source.line()).isPresent())
                .collect(Collectors.toList());
        return context.explain(sources).stream()
                .map(CopyTrouble::sentence)
                .distinct()
                .toList();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }
}
