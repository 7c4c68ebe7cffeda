package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.compose.Sightings.SeenBuild;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code build}, both forms. */
final class BuildReader {
    /** What the docker CLI takes for an address instead of a directory ({@code docker build --help}, "URL"). */
    private static final Pattern REMOTE =
            Pattern.compile("(?:https?|git|ssh|docker-image|oci-layout)://.*|git@.*|github\\.com/.*");

    private static final Map<String, String> NOTED = Map.of(
            "labels", "`build.labels` are left out",
            "tags", "`build.tags` are left out: the runner tags images itself",
            "platforms", "`build.platforms`: an image is built for one platform",
            "cache_from", "`build.cache_from` is left out: builds use the engine's own cache",
            "cache_to", "`build.cache_to` is left out: builds use the engine's own cache",
            "no_cache", "`build.no_cache` is left out: builds use the engine's own cache",
            "pull", "`build.pull` is left out: a base image that the engine has is used");
    private static final Set<String> SUPPORTED = Set.of("context", "dockerfile", "args", "target");

    private final ContainerScope scope;

    BuildReader(ContainerScope scope) {
        this.scope = scope;
    }

    Optional<Build> read(YamlNode node) {
        return node.<Optional<Build>>fold(
                scalar -> context(scalar)
                        .flatMap(context ->
                                build(context, Optional.empty(), Map.of(), Optional.empty(), scalar.origin()))
                        .map(build -> seen(build, Optional.of(scalar), Optional.empty(), false)),
                list -> {
                    scope.problems()
                            .add(scope.what("build") + " must be a directory or a map, not a list", list.origin());
                    return Optional.empty();
                },
                this::longForm);
    }

    private Optional<Build> longForm(YamlMap map) {
        Set<String> known = new HashSet<>(SUPPORTED);
        known.addAll(NOTED.keySet());
        known.add("network");
        scope.only(map, "build", known);
        NOTED.forEach((key, note) ->
                map.get(key).filter(value -> !ContainerScope.saysNothing(value)).ifPresent(value -> scope.note(note)));
        MapReader reader = scope.reader(map, "build");
        reader.text("network")
                .filter(network -> !network.equals("default") && !network.equals("bridge"))
                .ifPresent(network -> scope.refuse("build.network", reader.originOf("network")));
        Map<String, String> arguments = reader.node("args")
                .map(args ->
                        new KeyValues(scope.problems()).inherited(args, scope.what("build.args"), scope.variables()))
                .orElse(Map.of());
        Optional<YamlScalar> written = reader.scalars("context").stream().findFirst();
        Optional<YamlScalar> dockerfile = reader.scalars("dockerfile").stream().findFirst();
        Optional<Path> context = written.map(this::context).orElseGet(() -> scope.path(".", map.origin()));
        return context.flatMap(
                        directory -> build(directory, dockerfile, arguments, reader.text("target"), map.origin()))
                .map(build -> seen(
                        build,
                        written,
                        dockerfile,
                        reader.node("dockerfile_inline").isPresent()));
    }

    private Build seen(Build build, Optional<YamlScalar> context, Optional<YamlScalar> dockerfile, boolean inline) {
        scope.sightings().built(new SeenBuild(scope.service(), build, context, dockerfile, inline));
        return build;
    }

    private Optional<Path> context(YamlScalar scalar) {
        if (REMOTE.matcher(scalar.text()).matches()) {
            scope.refuse(
                    "`build: " + withoutLogin(scalar.text()) + "`",
                    Problem.of(
                            scope.what("build") + " has a context that is no directory: `" + withoutLogin(scalar.text())
                                    + "`",
                            scalar.origin(),
                            "check it out, and name the directory"));
            return Optional.empty();
        }
        return scope.path(scalar);
    }

    private Optional<Build> build(
            Path context,
            Optional<YamlScalar> dockerfile,
            Map<String, String> arguments,
            Optional<String> target,
            Origin origin) {
        String name =
                dockerfile.map(YamlScalar::text).filter(text -> !text.isEmpty()).orElse("Dockerfile");
        try {
            return Optional.of(new Build(
                    context,
                    context.resolve(name).normalize(),
                    arguments,
                    target.filter(text -> !text.isEmpty()),
                    origin));
        } catch (InvalidPathException noPath) {
            scope.malformed(
                    "build.dockerfile",
                    "a path",
                    name,
                    dockerfile.map(YamlScalar::origin).orElse(origin));
            return Optional.empty();
        }
    }

    /** An address as it may be shown. */
    private static String withoutLogin(String address) {
        return address.replaceFirst("^([a-z+-]+://)[^/@]*@", "$1***@").replaceFirst("\\?.*", "?...");
    }
}
