package ai.netrasystems.runner.environment.image;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which stages of a Dockerfile a build comes to. */
final class BuiltStages {
    private final List<Stage> stages;

    BuiltStages(List<Stage> stages) {
        this.stages = List.copyOf(stages);
    }

    /**
     * Those before the target and the target itself for the classic builder; only what the target needs for BuildKit.
     *
     * @param target empty for the last stage; one that does not exist is taken for the last as well
     */
    List<Stage> of(Optional<String> target, ContextSender builder) {
        int last = target.flatMap(name -> index(name, stages.size())).orElse(stages.size() - 1);
        if (builder == ContextSender.CLASSIC) {
            return stages.subList(0, last + 1);
        }
        BitSet needed = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(last));
        while (!open.isEmpty()) {
            int at = open.pop();
            if (!needed.get(at)) {
                needed.set(at);
                Stage stage = stages.get(at);
                stage.parent().ifPresent(open::push);
                for (Instruction instruction : stage.instructions()) {
                    sources(instruction).forEach(name -> index(name, at).ifPresent(open::push));
                }
            }
        }
        return needed.stream().mapToObj(stages::get).toList();
    }

    /** {@code --from} of COPY, and {@code from} of each mount of RUN. */
    private static Stream<String> sources(Instruction instruction) {
        return Stream.concat(
                instruction.flag("from").stream(),
                instruction.mounts().stream().flatMap(mount -> mount.from().stream()));
    }

    /** The last stage of that name, or the one of that index, before a stage. */
    private Optional<Integer> index(String name, int before) {
        return Stage.called(stages.subList(0, before), name).map(Stage::index);
    }
}
