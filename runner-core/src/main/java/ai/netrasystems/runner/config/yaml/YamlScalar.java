package ai.netrasystems.runner.config.yaml;

import ai.netrasystems.runner.model.Origin;
import java.util.function.Function;

/**
 * A single value.
 *
 * @param text as written, quotes and escapes resolved
 * @param plain whether it stood without quotes, so that it may be a number, {@code true} or nothing at all
 */
public record YamlScalar(String text, boolean plain, Origin origin) implements YamlNode {
    /** Whether this is YAML's null. */
    public boolean isEmptyValue() {
        return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    /** The same place with another text. */
    public YamlScalar withText(String changed) {
        return new YamlScalar(changed, plain, origin);
    }

    @Override
    public <R> R fold(
            Function<? super YamlScalar, ? extends R> scalar,
            Function<? super YamlList, ? extends R> list,
            Function<? super YamlMap, ? extends R> map) {
        return scalar.apply(this);
    }
}
