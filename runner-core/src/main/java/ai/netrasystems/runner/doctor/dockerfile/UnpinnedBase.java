package ai.netrasystems.runner.doctor.dockerfile;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.image.ImageUse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code base-unpinned}: images in FROM, {@code COPY --from} and {@code RUN --mount=from=} without tag or digest, or with
 * {@code latest}. What a variable without value stands for is not guessed, and an image that a service of the same Compose
 * file builds has no version.
 */
final class UnpinnedBase {
    private UnpinnedBase() {}

    static Stream<Finding> findings(SharedDockerfile file, WrittenArguments compose) {
        Map<String, Finding> found = new LinkedHashMap<>();
        file.variants().stream().flatMap(variant -> variant.uses().stream()).forEach(use -> {
            if (use.isImage() && !compose.makes(use.name()) && !MisspeltStage.isOne(use, file)) {
                ImageName.of(use.name())
                        .filter(ImageName::floats)
                        .filter(image -> !image.repository().equals("scratch"))
                        .ifPresent(image -> {
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
