package ai.netrasystems.runner.doctor.dockerfile;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.doctor.dockerfile.SharedDockerfile.Variant;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.image.Stage;
import java.util.List;
import java.util.stream.Stream;

/** {@code target-missing}: a build's {@code target} that no stage is called, at the build. */
final class MissingTarget {
    private MissingTarget() {}

    static Stream<Finding> findings(SharedDockerfile file) {
        return file.variants().stream()
                .filter(variant -> variant.target().isEmpty())
                .flatMap(variant -> variant.build().target().stream().map(target -> finding(file, variant, target)));
    }

    private static Finding finding(SharedDockerfile file, Variant variant, String target) {
        List<String> names = variant.stages().stream()
                .map(Stage::name)
                .flatMap(java.util.Optional::stream)
                .toList();
        return Finding.of(
                Rule.TARGET_MISSING,
                variant.build().origin(),
                "`target: " + target + "` is no stage of `" + file.path().getFileName() + "`",
                DidYouMean.hint(target, names).orElse("the file names no stage: take `target` out, or add `AS " + target + "`"));
    }
}
