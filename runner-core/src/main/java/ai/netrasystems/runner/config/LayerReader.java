package ai.netrasystems.runner.config;

import static ai.netrasystems.runner.config.ConfigKeys.BUDGET;
import static ai.netrasystems.runner.config.ConfigKeys.CATEGORIES;
import static ai.netrasystems.runner.config.ConfigKeys.FAIL_FAST;
import static ai.netrasystems.runner.config.ConfigKeys.LAYERS;
import static ai.netrasystems.runner.config.ConfigKeys.MAX_FAILURES;
import static ai.netrasystems.runner.config.ConfigKeys.MODES;
import static ai.netrasystems.runner.config.ConfigKeys.PASS_RATE;

import ai.netrasystems.runner.config.RunnerConfig.FailFast;
import ai.netrasystems.runner.config.RunnerConfig.Layer;
import ai.netrasystems.runner.config.RunnerConfig.Mode;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Names;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModeName;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code layers} and {@code modes}; every name in them must refer to something, once. */
final class LayerReader {
    private final Problems problems;
    private final EffectiveValues values;

    LayerReader(Problems problems, EffectiveValues values) {
        this.problems = problems;
        this.values = values;
    }

    Map<LayerName, Layer> layers(MapReader top, Set<CategoryName> categories) {
        Map<LayerName, Layer> layers = new LinkedHashMap<>();
        top.namedMaps(LAYERS).forEach(named -> {
            if (Names.check(named.name(), "layer", named.origin(), problems)) {
                Layer layer = layer(named, categories);
                layers.put(layer.name(), layer);
            }
        });
        return Collections.unmodifiableMap(layers);
    }

    private Layer layer(MapReader.Named named, Set<CategoryName> known) {
        MapReader reader = MapReader.closed(named.map(), "layer `" + named.name() + "`", problems, ConfigKeys.OF_LAYER);
        String prefix = LAYERS + "." + named.name() + ".";
        List<String> names = references(reader, CATEGORIES, "category", named, known);
        values.set(prefix + CATEGORIES, Names.joined(names), reader.originOf(CATEGORIES));
        Optional<Duration> budget = budget(reader, prefix);
        Optional<FailFast> failFast = reader.choice(FAIL_FAST, FailFast.class);
        values.put(
                prefix + FAIL_FAST,
                MapReader.label(FailFast.OFF),
                failFast.map(MapReader::label),
                reader.originOf(FAIL_FAST));
        Optional<Double> passRate = reader.decimal(PASS_RATE, 0, 1);
        values.put(prefix + PASS_RATE, "0", passRate.map(Object::toString), reader.originOf(PASS_RATE));
        Optional<Integer> maxFailures = reader.integer(MAX_FAILURES, 0, Integer.MAX_VALUE);
        values.put(
                prefix + MAX_FAILURES,
                EffectiveValues.NONE,
                maxFailures.map(Object::toString),
                reader.originOf(MAX_FAILURES));
        return new Layer(
                new LayerName(named.name()),
                names.stream().map(CategoryName::new).toList(),
                budget,
                failFast.orElse(FailFast.OFF),
                passRate.orElse(0.0),
                maxFailures,
                named.origin());
    }

    Map<ModeName, Mode> modes(MapReader top, Set<LayerName> layers) {
        Map<ModeName, Mode> modes = new LinkedHashMap<>();
        top.namedMaps(MODES).forEach(named -> {
            if (Names.check(named.name(), "mode", named.origin(), problems)) {
                Mode mode = mode(named, layers);
                modes.put(mode.name(), mode);
            }
        });
        return Collections.unmodifiableMap(modes);
    }

    private Mode mode(MapReader.Named named, Set<LayerName> known) {
        MapReader reader = MapReader.closed(named.map(), "mode `" + named.name() + "`", problems, ConfigKeys.OF_MODE);
        String prefix = MODES + "." + named.name() + ".";
        List<String> names = references(reader, LAYERS, "layer", named, known);
        values.set(prefix + LAYERS, Names.joined(names), reader.originOf(LAYERS));
        return new Mode(
                new ModeName(named.name()),
                names.stream().map(LayerName::new).toList(),
                budget(reader, prefix),
                named.origin());
    }

    private Optional<Duration> budget(MapReader reader, String prefix) {
        Optional<Duration> budget = Limits.positive(reader, BUDGET, problems);
        values.put(prefix + BUDGET, EffectiveValues.NONE, budget.map(EffectiveValues::text), reader.originOf(BUDGET));
        return budget;
    }

    private List<String> references(
            MapReader reader, String key, String what, MapReader.Named owner, Collection<?> known) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> knownNames =
                new LinkedHashSet<>(known.stream().map(Object::toString).toList());
        for (YamlScalar name : reader.scalars(key)) {
            if (!knownNames.contains(name.text())) {
                problems.add(Names.unknown(name.text(), what, knownNames, name.origin()));
            } else if (!found.add(name.text())) {
                problems.add(what + " `" + name.text() + "` stands twice in `" + owner.name() + "`", name.origin());
            }
        }
        if (reader.scalars(key).isEmpty()) {
            problems.add(
                    "`" + owner.name() + "` has no " + what, owner.origin(), "list at least one under `" + key + "`");
        }
        return List.copyOf(found);
    }
}
