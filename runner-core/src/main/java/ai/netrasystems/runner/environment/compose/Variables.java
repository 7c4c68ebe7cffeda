package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.UnsetVariable;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.Written;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills variables into a file's values, and knows afterwards which of them were not set and what was written. For one
 * reading, one thread.
 */
final class Variables {
    private final Map<String, String> known;
    private final Map<String, List<Origin>> unset = new LinkedHashMap<>();
    private final IdentityHashMap<YamlScalar, YamlScalar> written = new IdentityHashMap<>();

    Variables(Map<String, String> known) {
        this.known = Map.copyOf(known);
    }

    Map<String, String> known() {
        return known;
    }

    YamlMap fill(YamlMap root, Problems problems) {
        YamlNode filled = root.mapScalars(scalar -> fill(scalar, problems));
        return filled.<Optional<YamlMap>>fold(scalar -> Optional.empty(), list -> Optional.empty(), Optional::of)
                .orElse(root);
    }

    private YamlScalar fill(YamlScalar scalar, Problems problems) {
        if (scalar.text().indexOf('$') < 0) {
            return scalar;
        }
        Interpolation interpolation = new Interpolation(
                known,
                name -> unset.computeIfAbsent(name, any -> new ArrayList<>()).add(scalar.origin()));
        try {
            YamlScalar filled = text(interpolation.apply(scalar.text()), scalar.origin());
            written.put(filled, scalar);
            return filled;
        } catch (Interpolation.Unreadable unreadable) {
            problems.add(Problem.of(unreadable.reason, scalar.origin()));
            return scalar;
        }
    }

    /** What was interpolated is a text, as in Compose: an empty one is not the same as no value. */
    private static YamlScalar text(String text, Origin origin) {
        return new YamlScalar(text, false, origin);
    }

    /** How a value stands in the file. */
    Written written(YamlScalar filled) {
        YamlScalar before = written.getOrDefault(filled, filled);
        return new Written(before.text(), before.origin());
    }

    List<UnsetVariable> unset() {
        return unset.entrySet().stream()
                .map(entry -> new UnsetVariable(entry.getKey(), entry.getValue()))
                .toList();
    }
}
