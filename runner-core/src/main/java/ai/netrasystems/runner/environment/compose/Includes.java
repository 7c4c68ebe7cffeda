package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.Included;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.stream.Stream;

/** Which files {@code include} names: the runner reads none of them, and has to know them for what they are. */
final class Includes {
    private Includes() {}

    static List<Included> of(YamlNode node) {
        return node.<Stream<Included>>fold(
                        scalar -> included(scalar, false),
                        list -> list.items().stream()
                                .flatMap(item -> item.<Stream<Included>>fold(
                                        scalar -> included(scalar, false),
                                        inner -> Stream.empty(),
                                        Includes::longForm)),
                        Includes::longForm)
                .toList();
    }

    private static Stream<Included> longForm(YamlMap map) {
        MapReader reader = MapReader.open(map, "include", new Problems());
        boolean elsewhere = reader.node("project_directory").isPresent();
        return reader.scalars("path").stream().flatMap(scalar -> included(scalar, elsewhere));
    }

    private static Stream<Included> included(YamlScalar scalar, boolean elsewhere) {
        try {
            return Stream.of(new Included(
                    ContainerScope.directory(scalar.origin())
                            .resolve(scalar.text())
                            .normalize(),
                    elsewhere));
        } catch (InvalidPathException noPath) {
            return Stream.empty();
        }
    }
}
