package ai.netrasystems.runner.doctor.dockerfile;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.dockerfile.SharedDockerfile.Variant;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.image.ImageUse;
import ai.netrasystems.runner.environment.image.Stage;
import ai.netrasystems.runner.model.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code base-not-alpine} and {@code alpine-by-name-only}: the image at the bottom of what is built, judged by its name. A
 * name from a variable without value is not guessed. Who takes from an Alpine stage into {@code scratch} keeps what the
 * Dockerfile's name says.
 */
final class AlpineExpected {
    private AlpineExpected() {}

    static Stream<Finding> findings(SharedDockerfile file) {
        boolean named = ImageName.saysAlpine(String.valueOf(file.path().getFileName()));
        Map<Integer, Finding> expected = new LinkedHashMap<>();
        Map<Integer, Finding> promised = new LinkedHashMap<>();
        for (Variant variant : file.variants()) {
            variant.target().ifPresent(target -> {
                ImageUse bottom = variant.bottom(target);
                if (!bottom.sure() || isAlpine(bottom)) {
                    return;
                }
                Origin where = file.at(bottom.line());
                expected.putIfAbsent(
                        bottom.line(),
                        Finding.of(
                                Rule.BASE_NOT_ALPINE,
                                where,
                                "the image is built from `" + bottom.name() + "`",
                                "build it from an Alpine image, such as `" + suggestion(bottom) + "`"));
                if (named && !(bottom.name().equals("scratch") && usesAlpine(variant, target))) {
                    promised.putIfAbsent(
                            bottom.line(),
                            Finding.of(
                                    Rule.ALPINE_BY_NAME_ONLY,
                                    where,
                                    "`" + file.path().getFileName() + "` builds from `" + bottom.name() + "`",
                                    "build it from an Alpine image, or call the file something else"));
                }
            });
        }
        return Stream.concat(expected.values().stream(), promised.values().stream());
    }

    private static boolean isAlpine(ImageUse use) {
        return ImageName.of(use.name()).filter(ImageName::saysAlpine).isPresent();
    }

    private static boolean usesAlpine(Variant variant, Stage target) {
        return variant.needed(target, false).stream()
                .map(index -> variant.bottom(variant.stages().get(index)))
                .anyMatch(bottom -> !bottom.sure() || isAlpine(bottom));
    }

    private static String suggestion(ImageUse bottom) {
        return ImageName.of(bottom.name())
                .filter(image -> !bottom.name().equals("scratch"))
                .filter(image -> OfficialImages.hasAlpine(image.repository()))
                .map(image -> image.repository() + ":VERSION-alpine")
                .orElse("alpine:VERSION");
    }
}
