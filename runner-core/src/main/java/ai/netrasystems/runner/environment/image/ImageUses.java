package ai.netrasystems.runner.environment.image;

import ai.netrasystems.runner.environment.image.ImageUse.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds where a Dockerfile names images and stages. What ONBUILD names is decided by another build, and left out. */
final class ImageUses {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}|\\$\\w+");

    private final List<Stage> stages;
    private final List<ImageUse> found = new ArrayList<>();

    ImageUses(List<Stage> stages) {
        this.stages = stages;
    }

    List<ImageUse> list() {
        stages.forEach(this::of);
        return List.copyOf(found);
    }

    private void of(Stage stage) {
        Instruction from = stage.instructions().get(0);
        String written = from.arguments().get(0);
        Set<Integer> candidates = candidates(written, stage.index());
        stage.parent().ifPresent(candidates::add);
        found.add(new ImageUse(
                Kind.FROM, from, stage.index(), written, stage.base(), stage.baseKnown(), stage.parent(), candidates));
        for (Instruction instruction : stage.instructions()) {
            if (instruction.is("COPY")) {
                instruction
                        .flag("from")
                        .filter(name -> !name.isEmpty())
                        .ifPresent(name -> add(Kind.COPY, instruction, stage, name));
            } else if (instruction.is("RUN")) {
                instruction
                        .mounts()
                        .forEach(mount -> mount.from().ifPresent(name -> {
                            add(Kind.MOUNT, instruction, stage, name);
                        }));
            }
        }
    }

    private void add(Kind kind, Instruction instruction, Stage user, String name) {
        Optional<Integer> meant =
                Stage.called(stages.subList(0, user.index()), name).map(Stage::index);
        Set<Integer> candidates = meant.map(Set::of).orElse(Set.of());
        found.add(new ImageUse(kind, instruction, user.index(), name, name, name.indexOf('$') < 0, meant, candidates));
    }

    /** Earlier stages whose names fit, whatever the variables hold. */
    private Set<Integer> candidates(String written, int before) {
        Pattern fits = Pattern.compile(
                VARIABLE.splitAsStream(written + "\n").map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        return written.indexOf('$') < 0
                ? new LinkedHashSet<>()
                : stages.subList(0, before).stream()
                        .filter(stage -> stage.name()
                                .filter(name -> fits.matcher(name + "\n").matches())
                                .isPresent())
                        .map(Stage::index)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
