package ai.netrasystems.runner.doctor.dockerfile;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.image.ImageUse;
import ai.netrasystems.runner.environment.image.ImageUse.Kind;
import ai.netrasystems.runner.environment.image.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code stage-misspelt}: a plain name that is no earlier stage, but nearly one; or, for {@code COPY --from} and mounts,
 * that of a stage further down. Names of well-known images are images.
 */
final class MisspeltStage {
    /** With one of these, it is an image's name. */
    private static final Pattern IMAGE = Pattern.compile(".*[/:.@].*", Pattern.DOTALL);

    private MisspeltStage() {}

    static Stream<Finding> findings(SharedDockerfile file) {
        Map<String, Finding> found = new LinkedHashMap<>();
        for (SharedDockerfile.Variant variant : file.variants()) {
            for (ImageUse use : variant.uses()) {
                meant(use, variant.stages())
                        .ifPresent(
                                stage -> found.putIfAbsent(use.line() + " " + use.shown(), finding(file, use, stage)));
            }
        }
        return found.values().stream();
    }

    /** Whether a use is told by this rule, for a variant of the file that has it. */
    static boolean isOne(ImageUse use, SharedDockerfile file) {
        return file.variants().stream()
                .anyMatch(variant -> meant(use, variant.stages()).isPresent());
    }

    private static Optional<Stage> meant(ImageUse use, List<Stage> stages) {
        String name = use.name();
        if (!use.isImage() || name.isEmpty() || IMAGE.matcher(name).matches() || OfficialImages.has(name)) {
            return Optional.empty();
        }
        Optional<Stage> further = stages.stream()
                .filter(stage -> use.kind() != Kind.FROM && stage.index() > use.user() && stage.isCalled(name))
                .findFirst();
        List<Stage> earlier = stages.subList(0, use.user());
        return further.or(() -> DidYouMean.closest(
                        name, earlier.stream().flatMap(it -> it.name().stream()).toList())
                .flatMap(near -> earlier.stream().filter(it -> it.isCalled(near)).findFirst()));
    }

    private static Finding finding(SharedDockerfile file, ImageUse use, Stage meant) {
        int line = meant.instructions().get(0).line();
        String name = meant.name().orElse(Integer.toString(meant.index()));
        boolean further = meant.index() > use.user();
        return Finding.of(
                Rule.STAGE_MISSPELT,
                file.at(use.line()),
                "`" + use.shown() + "` names no earlier stage, so docker pulls an image of that name; "
                        + (further ? "that stage begins at line " + line : "line " + line + " has stage `" + name + "`"),
                further ? "move that stage before this one" : "write `" + name + "`");
    }
}
