package ai.netrasystems.runner.config.yaml;

import ai.netrasystems.runner.model.Origin;
import java.util.List;
import java.util.function.Function;

/** A sequence of nodes. */
public record YamlList(List<YamlNode> items, Origin origin) implements YamlNode {
    /** Copies the list. */
    public YamlList {
        items = List.copyOf(items);
    }

    YamlList mapItems(Function<? super YamlScalar, YamlScalar> change) {
        return new YamlList(items.stream().map(item -> item.mapScalars(change)).toList(), origin);
    }

    @Override
    public <R> R fold(
            Function<? super YamlScalar, ? extends R> scalar,
            Function<? super YamlList, ? extends R> list,
            Function<? super YamlMap, ? extends R> map) {
        return list.apply(this);
    }
}
