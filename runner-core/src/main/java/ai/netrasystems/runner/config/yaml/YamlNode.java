package ai.netrasystems.runner.config.yaml;

import ai.netrasystems.runner.model.Origin;
import java.util.function.Function;

/** A node of a YAML file, with the line where it stands. Aliases and merge keys are already resolved. Immutable. */
public sealed interface YamlNode permits YamlScalar, YamlList, YamlMap {
    /** Where the node begins. */
    Origin origin();

    /** One function per case. */
    <R> R fold(
            Function<? super YamlScalar, ? extends R> scalar,
            Function<? super YamlList, ? extends R> list,
            Function<? super YamlMap, ? extends R> map);

    /** Whether it is an empty value ({@code key:}, {@code ~} or {@code null}). */
    default boolean isNull() {
        return fold(YamlScalar::isEmptyValue, list -> false, map -> false);
    }

    /** What it is, for messages: {@code a text}, {@code a list}, {@code a map}, {@code nothing}. */
    default String kind() {
        return fold(scalar -> scalar.isEmptyValue() ? "nothing" : "a text", list -> "a list", map -> "a map");
    }

    /**
     * The same tree with every scalar replaced, map keys excepted: for a format that interpolates its values, as
     * Compose does.
     */
    default YamlNode mapScalars(Function<? super YamlScalar, YamlScalar> change) {
        return fold(change, list -> list.mapItems(change), map -> map.mapValues(change));
    }
}
