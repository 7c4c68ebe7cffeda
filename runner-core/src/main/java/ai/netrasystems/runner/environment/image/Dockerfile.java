package ai.netrasystems.runner.environment.image;

import ai.netrasystems.runner.model.Checked;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Dockerfile that docker can read, with its lines. Whether an older builder takes all of it say
 * {@link #buildKitNeeds}. Immutable.
 *
 * @param file where it was read from
 * @param escape what continues lines and escapes characters: a backslash or a backtick
 * @param instructions in the order of the file; at least one FROM
 */
public record Dockerfile(Path file, char escape, List<Instruction> instructions) {
    /** Copies the list. */
    public Dockerfile {
        instructions = List.copyOf(instructions);
    }

    /** Reads the file; unreadable, unknown or incomplete instructions are problems with their line. */
    public static Checked<Dockerfile> read(Path file) {
        return TextFile.read(file).then(bytes -> parse(file, new String(bytes, StandardCharsets.UTF_8)));
    }

    /** Reads a text; {@code file} is what problems name. */
    public static Checked<Dockerfile> parse(Path file, String text) {
        return new DockerfileReader(file, text).read();
    }

    /** The ARGs before the first FROM. */
    public List<Instruction> globalArguments() {
        return instructions.stream().takeWhile(it -> !it.is("FROM")).toList();
    }

    /**
     * The stages in order.
     *
     * @param buildArgs values given for ARGs
     */
    public List<Stage> stages(Map<String, String> buildArgs) {
        Map<String, String> global = new StageVariables(this, buildArgs).global();
        List<Stage> stages = new ArrayList<>();
        int from = globalArguments().size();
        while (from < instructions.size()) {
            int end = from + 1;
            while (end < instructions.size() && !instructions.get(end).is("FROM")) {
                end++;
            }
            stages.add(Stage.of(instructions.subList(from, end), escape, global, stages));
            from = end;
        }
        return stages;
    }

    /**
     * The instruction that the classic builder announces as {@code Step number/total}. It counts every instruction, the
     * ARGs before the first FROM too; what ONBUILD of a base image adds is not counted.
     *
     * @param number from 1
     * @return empty where the number is none of this file, such as a step for a label that was given beside it
     */
    public Optional<Instruction> step(int number) {
        return step(number, Optional.empty());
    }

    /** The same for a build that ends with a stage: what stands behind it in the file is not built. */
    public Optional<Instruction> step(int number, Optional<String> target) {
        return number >= 1 && number <= steps(target) ? Optional.of(instructions.get(number - 1)) : Optional.empty();
    }

    /** How many steps the classic builder counts up to the target, without labels given beside the file. */
    public int steps(Optional<String> target) {
        List<Stage> stages = stages(Map.of());
        for (Stage stage : stages) {
            if (target.isPresent() && stage.isCalled(target.get())) {
                Instruction last = stage.instructions().get(stage.instructions().size() - 1);
                return instructions.indexOf(last) + 1;
            }
        }
        return instructions.size();
    }

    /** What of this file only BuildKit builds, by line. */
    public List<BuildKitNeed> buildKitNeeds() {
        return buildKitNeeds(Map.of());
    }

    /** The same where values for ARGs are given: platform arguments then need no BuildKit to have a value. */
    public List<BuildKitNeed> buildKitNeeds(Map<String, String> buildArgs) {
        return new BuildKitNeeds(this, buildArgs).list();
    }

    /** Where images and stages are named, in order; what ONBUILD names is not among it. */
    public List<ImageUse> imageUses(Map<String, String> buildArgs) {
        return new ImageUses(stages(buildArgs)).list();
    }

    /** What COPY and ADD take from the build context, in order; sources from stages, images, URLs and heredocs are not among it. */
    public List<CopySource> contextSources(Map<String, String> buildArgs) {
        return new CopySources(this, buildArgs).list();
    }

    /**
     * The same for a build, without what stands in stages that it never comes to.
     *
     * @param target the stage that it ends with; empty for the last
     */
    public List<CopySource> contextSources(
            Map<String, String> buildArgs, Optional<String> target, ContextSender builder) {
        List<Stage> built = new BuiltStages(stages(buildArgs)).of(target, builder);
        Set<Integer> lines = new HashSet<>();
        built.forEach(stage -> stage.instructions().forEach(it -> lines.add(it.line())));
        return contextSources(buildArgs).stream()
                .filter(source -> lines.contains(source.line()))
                .toList();
    }

    /** The stage's own file for BuildKit: {@code NAME.dockerignore} beside the file, used instead of {@code .dockerignore}. */
    public Path ownIgnoreFile() {
        return ownIgnoreFile(file);
    }

    static Path ownIgnoreFile(Path dockerfile) {
        return dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
    }

    /** Whether two names of stages mean the same. */
    static boolean sameName(String a, String b) {
        return a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT));
    }
}
