package ai.netrasystems.runner.doctor.dockerfile;

import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.image.Dockerfile;
import ai.netrasystems.runner.environment.image.ImageUse;
import ai.netrasystems.runner.environment.image.Stage;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A Dockerfile and everything that is built of it.
 *
 * @param path as the builds name it
 * @param variants each with its own arguments and target; at least one
 */
record SharedDockerfile(Path path, Dockerfile dockerfile, List<Variant> variants) {
    /** What {@code docker buildx bake} reads, Compose files apart. */
    private static final List<String> BAKE =
            List.of("docker-bake.hcl", "docker-bake.json", "docker-bake.override.hcl", "docker-bake.override.json");

    SharedDockerfile {
        variants = List.copyOf(variants);
    }

    /** One build: its stages and the names in them, variables replaced by its arguments. */
    record Variant(Build build, List<Stage> stages, List<ImageUse> uses) {
        /** The stage that is built; empty where the target is none. */
        Optional<Stage> target() {
            return Stage.built(stages, build.target());
        }

        /** The image at the bottom of a stage, or {@code scratch}: the FROM that names it. */
        ImageUse bottom(Stage stage) {
            ImageUse from = uses.stream()
                    .filter(use -> use.kind() == ImageUse.Kind.FROM && use.user() == stage.index())
                    .findFirst()
                    .orElseThrow();
            return from.stage().map(stages::get).map(this::bottom).orElse(from);
        }

        /** The stage, and all stages that it needs; with {@code wide} also those that other arguments would need. */
        Set<Integer> needed(Stage of, boolean wide) {
            Set<Integer> needed = new LinkedHashSet<>();
            need(of.index(), wide, needed);
            return needed;
        }

        private void need(int index, boolean wide, Set<Integer> needed) {
            if (needed.add(index)) {
                uses.stream().filter(use -> use.user() == index).forEach(use -> {
                    use.stage().ifPresent(stage -> need(stage, wide, needed));
                    if (wide) {
                        use.candidates().forEach(stage -> need(stage, true, needed));
                    }
                });
            }
        }
    }

    /** The readable Dockerfiles of the builds, in order. */
    static List<SharedDockerfile> of(List<BuildSource> builds) {
        Map<Path, SharedDockerfile> files = new LinkedHashMap<>();
        for (BuildSource source : builds) {
            source.dockerfile().ifPresent(dockerfile -> {
                Path path = source.build().dockerfile();
                files.merge(
                        path,
                        new SharedDockerfile(path, dockerfile, List.of(variant(source.build(), dockerfile))),
                        SharedDockerfile::with);
            });
        }
        return List.copyOf(files.values());
    }

    private static Variant variant(Build build, Dockerfile dockerfile) {
        return new Variant(build, dockerfile.stages(build.arguments()), dockerfile.imageUses(build.arguments()));
    }

    private SharedDockerfile with(SharedDockerfile other) {
        return new SharedDockerfile(
                path,
                dockerfile,
                Stream.concat(variants.stream(), other.variants.stream()).toList());
    }

    /**
     * Whether its builds are all there are: a Compose file names them, and no Bake file beside it or in a context, which
     * would have targets of its own. A Dockerfile that was found by itself is its build's own origin.
     */
    boolean isBuiltByComposeAlone() {
        return variants.stream()
                        .flatMap(variant -> variant.build().origin().file().stream())
                        .anyMatch(origin -> !origin.equals(path))
                && BAKE.stream().flatMap(this::places).noneMatch(Files::exists);
    }

    private Stream<Path> places(String name) {
        Stream<Path> contexts =
                variants.stream().map(variant -> variant.build().context().resolve(name));
        return Stream.concat(Stream.of(path.resolveSibling(name)), contexts);
    }

    Origin at(int line) {
        return Origin.file(path, line);
    }
}
