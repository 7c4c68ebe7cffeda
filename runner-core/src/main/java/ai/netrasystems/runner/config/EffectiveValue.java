package ai.netrasystems.runner.config;

import ai.netrasystems.runner.model.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * A value that holds, for {@code runner config}.
 *
 * @param name dotted path of the key, such as {@code categories.smoke.timeout}, or an option's name without dashes
 * @param value as a person would write it; {@code none} where nothing is set
 * @param origin who set it
 * @param overrode what it won over, the strongest first
 */
public record EffectiveValue(String name, String value, Origin origin, List<Setting<String>> overrode) {
    /** Copies the list. */
    public EffectiveValue {
        overrode = List.copyOf(overrode);
    }

    /** A built-in value that nobody changed. */
    public static EffectiveValue builtIn(String name, String value) {
        return new EffectiveValue(name, value, Origin.builtIn(), List.of());
    }

    /** The same value overridden by a stronger origin. */
    public EffectiveValue overriddenBy(String stronger, Origin by) {
        List<Setting<String>> beaten = new ArrayList<>();
        beaten.add(new Setting<>(value, origin));
        beaten.addAll(overrode);
        return new EffectiveValue(name, stronger, by, beaten);
    }
}
