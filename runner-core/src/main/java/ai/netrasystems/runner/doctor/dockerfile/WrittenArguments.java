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
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the Compose files that builds come from say as it is written: in the builds themselves, variables are already
 * replaced, and what the environment of this moment holds stands in no file.
 *
 * @param arguments all of {@code build.args}
 * @param images what services that are built call their images
 */
record WrittenArguments(List<ComposeArgument> arguments, Set<String> images) {
    WrittenArguments {
        arguments = List.copyOf(arguments);
        images = Set.copyOf(images);
    }

    static WrittenArguments of(List<BuildSource> builds) {
        List<YamlNode> services = builds.stream()
                .flatMap(source -> source.build().origin().file().stream()
                        .filter(Predicate.not(source.build().dockerfile()::equals)))
                .distinct()
                .flatMap(WrittenArguments::services)
                .toList();
        return new WrittenArguments(
                services.stream()
                        .flatMap(service -> value(service, "build"))
                        .flatMap(build -> value(build, "args"))
                        .flatMap(WrittenArguments::arguments)
                        .toList(),
                services.stream()
                        .filter(service -> value(service, "build").findAny().isPresent())
                        .flatMap(service -> value(service, "image"))
                        .flatMap(WrittenArguments::scalars)
                        .map(YamlScalar::text)
                        .collect(Collectors.toSet()));
    }

    /** Whether an image of that name is made here, so that its tag says nothing of where it comes from. */
    boolean makes(String image) {
        return images.contains(image) || images.contains(image + ":latest");
    }

    private static Stream<YamlNode> services(Path file) {
        Optional<YamlMap> root = YamlDocument.read(file)
                .<Optional<YamlMap>>fold(read -> Optional.of(read.root()), no -> Optional.empty());
        return root.flatMap(it -> it.get("services")).stream().flatMap(WrittenArguments::values);
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
                list -> list.items().stream().flatMap(WrittenArguments::scalars).map(WrittenArguments::ofItem),
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
