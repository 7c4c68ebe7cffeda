package ai.netrasystems.runner.environment.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One stage of a Dockerfile: FROM and what follows it.
 *
 * @param index from 0
 * @param name what {@code AS} calls it, in small letters
 * @param base the image or stage that it builds on, variables replaced
 * @param baseKnown whether every variable in {@code base} has a value; else an empty text stands in its place
 * @param parent the index of the stage that {@code base} names, if it names one
 * @param instructions FROM first
 */
public record Stage(
        int index,
        Optional<String> name,
        String base,
        boolean baseKnown,
        Optional<Integer> parent,
        List<Instruction> instructions) {
    /** Copies the list. */
    public Stage {
        instructions = List.copyOf(instructions);
    }

    static Stage of(List<Instruction> instructions, char escape, Map<String, String> global, List<Stage> before) {
        List<String> words = instructions.get(0).arguments();
        String base = words.get(0);
        boolean known = false;
        try {
            ShellWords.Expanded expanded = ShellWords.expand(base, escape, global);
            base = expanded.text();
            known = expanded.unset().isEmpty();
        } catch (ShellWords.Unreadable e) {
            // The engine says so when it comes to this FROM; here the text as it is written is the best name.
            base = words.get(0);
        }
        String image = base;
        Optional<String> name =
                words.size() == 3 ? Optional.of(words.get(2).toLowerCase(java.util.Locale.ROOT)) : Optional.empty();
        // The last stage of a name counts; an index ("FROM 0") names none.
        Optional<Integer> parent = before.stream()
                .filter(stage -> stage.name()
                        .filter(it -> Dockerfile.sameName(it, image))
                        .isPresent())
                .map(Stage::index)
                .reduce((first, second) -> second);
        return new Stage(before.size(), name, image, known, parent, instructions);
    }

    /** The stage that a build ends with: the target, else the last; empty where the target is none. */
    public static Optional<Stage> built(List<Stage> stages, Optional<String> target) {
        return target.isEmpty()
                ? Optional.of(stages.get(stages.size() - 1))
                : stages.stream().filter(stage -> stage.isCalled(target.get())).findFirst();
    }

    /** The stage that a {@code --from} means: the last of these that is called so. */
    static Optional<Stage> called(List<Stage> stages, String name) {
        return stages.stream().filter(stage -> stage.isCalled(name)).reduce((first, second) -> second);
    }

    /** Whether a {@code --target} or {@code --from} means this stage: by name or by index. */
    public boolean isCalled(String target) {
        return name.filter(it -> Dockerfile.sameName(it, target)).isPresent() || target.equals(Integer.toString(index));
    }

    /** Whether the stage begins with nothing. */
    public boolean isFromScratch() {
        return parent.isEmpty() && base.equals("scratch");
    }
}
