package ai.netrasystems.runner.doctor.dockerfile;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.image.ImageUse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code base-unpinned}: images in FROM, {@code COPY --from} and {@code RUN --mount=from=} without tag or digest, or with
 * {@code latest}. What a variable without value stands for is not guessed.
 */
final class UnpinnedBase {
    private UnpinnedBase() {}

    static Stream<Finding> findings(SharedDockerfile file) {
        Map<String, Finding> found = new LinkedHashMap<>();
        file.variants().stream().flatMap(variant -> variant.uses().stream()).forEach(use -> {
            if (use.isImage() && !MisspeltStage.isOne(use, file)) {
                ImageName.of(use.name()).filter(ImageName::floats).ifPresent(image -> {
                    found.putIfAbsent(use.line() + " " + use.shown(), finding(file, use, image));
                });
            }
        });
        return found.values().stream();
    }

    private static Finding finding(SharedDockerfile file, ImageUse use, ImageName image) {
        String value = use.name().equals(use.written()) ? "" : ", that is `" + use.name() + "`,";
        return Finding.of(
                Rule.BASE_UNPINNED,
                file.at(use.line()),
                "`" + use.shown() + "`" + value + (image.tag().isPresent() ? " takes `latest`" : " has no tag"),
                "name a version that you have tried (`" + image.repository() + ":VERSION`), or a digest");
    }
}
