package ai.netrasystems.runner.doctor.dockerfile;

import ai.netrasystems.runner.config.yaml.YamlDocument;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.image.Assignment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads {@code build.args} of the Compose files that builds come from, as they are written: in the builds themselves,
 * variables are already replaced, and what the environment of this moment holds stands in no file.
 */
final class ComposeArguments {
    private ComposeArguments() {}

    static List<ComposeArgument> of(List<BuildSource> builds) {
        return builds.stream()
                .flatMap(source -> source.build().origin().file().stream()
                        .filter(Predicate.not(source.build().dockerfile()::equals)))
                .distinct()
                .flatMap(ComposeArguments::of)
                .toList();
    }

    private static Stream<ComposeArgument> of(Path file) {
        Optional<YamlMap> root =
                YamlDocument.read(file).<Optional<YamlMap>>fold(read -> Optional.of(read.root()), no -> Optional.empty());
        return root.flatMap(it -> it.get("services")).stream()
                .flatMap(ComposeArguments::values)
                .flatMap(service -> value(service, "build"))
                .flatMap(build -> value(build, "args"))
                .flatMap(ComposeArguments::arguments);
    }

    private static Stream<YamlNode> values(YamlNode node) {
        return node.<Stream<YamlNode>>fold(
                scalar -> Stream.empty(),
                list -> Stream.empty(),
                map -> map.entries().values().stream().map(YamlMap.Entry::value));
    }

    private static Stream<YamlNode> value(YamlNode node, String key) {
        return node.<Stream<YamlNode>>fold(
                scalar -> Stream.empty(), list -> Stream.empty(), map -> map.get(key).stream());
    }

    private static Stream<ComposeArgument> arguments(YamlNode node) {
        return node.<Stream<ComposeArgument>>fold(
                scalar -> Stream.empty(),
                list -> list.items().stream().flatMap(ComposeArguments::scalars).map(ComposeArguments::ofItem),
                map -> map.entries().values().stream()
                        .flatMap(entry -> scalars(entry.value()).map(scalar -> ofEntry(entry, scalar))));
    }

    private static Stream<YamlScalar> scalars(YamlNode node) {
        return node.<Stream<YamlScalar>>fold(Stream::of, list -> Stream.empty(), map -> Stream.empty());
    }

    private static ComposeArgument ofItem(YamlScalar item) {
        return new ComposeArgument(Assignment.of(item.text()), item.origin());
    }

    private static ComposeArgument ofEntry(YamlMap.Entry entry, YamlScalar value) {
        Optional<String> text = value.isEmptyValue() ? Optional.empty() : Optional.of(value.text());
        return new ComposeArgument(new Assignment(entry.key(), text), entry.keyOrigin());
    }
}
