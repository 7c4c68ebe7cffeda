package ai.netrasystems.runner.doctor.dockerfile;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.dockerfile.SharedDockerfile.Variant;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.image.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code stage-unused}: stages that neither the last stage nor any build's target needs. A FROM with a variable needs each
 * stage that it could name. Where a target is no stage, nothing is said: it may have meant any. Of a Dockerfile that no
 * Compose file builds, only stages without a name are told: others are built with {@code --target} by who knows whom.
 */
final class UnusedStage {
    private UnusedStage() {}

    static Stream<Finding> findings(SharedDockerfile file) {
        List<Variant> variants = file.variants();
        if (variants.stream().anyMatch(variant -> variant.target().isEmpty())) {
            return Stream.empty();
        }
        Set<Integer> needed = new HashSet<>();
        for (Variant variant : variants) {
            List<Stage> stages = variant.stages();
            needed.addAll(variant.needed(stages.get(stages.size() - 1), true));
            variant.target().ifPresent(target -> needed.addAll(variant.needed(target, true)));
        }
        Variant first = variants.get(0);
        return first.stages().stream()
                .filter(stage -> !needed.contains(stage.index()))
                .filter(stage -> file.isOfCompose() || !mayServeTarget(stage, first))
                .map(stage -> finding(file, first, stage));
    }

    private static boolean mayServeTarget(Stage stage, Variant variant) {
        return variant.stages().stream()
                .filter(other -> other.name().isPresent())
                .anyMatch(other -> variant.needed(other, true).contains(stage.index()));
    }

    private static Finding finding(SharedDockerfile file, Variant variant, Stage stage) {
        String called = stage.name()
                .map(name -> "stage `" + name + "`")
                .orElseGet(() -> "stage " + stage.index() + ", which has no name,");
        boolean served =
                variant.uses().stream().anyMatch(use -> use.candidates().contains(stage.index()));
        return Finding.of(
                Rule.STAGE_UNUSED,
                file.at(stage.instructions().get(0).line()),
                called + (served ? " serves only stages that are not built" : " is used by no later stage and no `target`"),
                "copy from it (`COPY --from=" + stage.name().orElse(Integer.toString(stage.index()))
                        + "`), build it as a `target`, or take it out");
    }
}
