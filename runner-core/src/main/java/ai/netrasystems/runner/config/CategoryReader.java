package ai.netrasystems.runner.config;

import static ai.netrasystems.runner.config.ConfigKeys.CATEGORIES;
import static ai.netrasystems.runner.config.ConfigKeys.IMPACT;
import static ai.netrasystems.runner.config.ConfigKeys.INTEGRATION;
import static ai.netrasystems.runner.config.ConfigKeys.PRIORITY;
import static ai.netrasystems.runner.config.ConfigKeys.REQUIRED;
import static ai.netrasystems.runner.config.ConfigKeys.SERVICES;
import static ai.netrasystems.runner.config.ConfigKeys.TAGS;
import static ai.netrasystems.runner.config.ConfigKeys.TIMEOUT;

import ai.netrasystems.runner.config.RunnerConfig.Category;
import ai.netrasystems.runner.config.RunnerConfig.Priority;
import ai.netrasystems.runner.config.tags.TagSyntax;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Names;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.ServiceName;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code categories}. */
final class CategoryReader {
    private final Problems problems;
    private final EffectiveValues values;

    CategoryReader(Problems problems, EffectiveValues values) {
        this.problems = problems;
        this.values = values;
    }

    Map<CategoryName, Category> read(MapReader top) {
        Map<CategoryName, Category> categories = new LinkedHashMap<>();
        top.namedMaps(CATEGORIES).forEach(named -> {
            if (Names.check(named.name(), "category", named.origin(), problems)) {
                Category category = category(named);
                categories.put(category.name(), category);
            }
        });
        return Collections.unmodifiableMap(categories);
    }

    private Category category(MapReader.Named named) {
        MapReader reader =
                MapReader.closed(named.map(), "category `" + named.name() + "`", problems, ConfigKeys.OF_CATEGORY);
        String prefix = CATEGORIES + "." + named.name() + ".";

        boolean integration = integration(reader, named.name(), prefix);
        String everything = integration ? Category.EVERYTHING : named.name();
        Optional<String> tags = reader.text(TAGS);
        tags.map(text -> TagSyntax.parse(text, reader.originOf(TAGS))).ifPresent(problems::addFrom);
        values.put(prefix + TAGS, everything, tags, reader.originOf(TAGS));

        Optional<Duration> timeout = Limits.positive(reader, TIMEOUT, problems);
        values.put(
                prefix + TIMEOUT, EffectiveValues.NONE, timeout.map(EffectiveValues::text), reader.originOf(TIMEOUT));

        Optional<Priority> priority = reader.choice(PRIORITY, Priority.class);
        values.put(
                prefix + PRIORITY,
                MapReader.label(Priority.MEDIUM),
                priority.map(MapReader::label),
                reader.originOf(PRIORITY));

        Set<ServiceName> services = services(reader);
        values.put(
                prefix + SERVICES,
                EffectiveValues.NONE,
                services.isEmpty() ? Optional.empty() : Optional.of(Names.joined(services)),
                reader.originOf(SERVICES));

        Optional<Boolean> required = reader.flag(REQUIRED);
        values.put(prefix + REQUIRED, "false", required.map(Object::toString), reader.originOf(REQUIRED));
        Optional<String> impact = reader.text(IMPACT);
        values.put(prefix + IMPACT, EffectiveValues.NONE, impact, reader.originOf(IMPACT));

        return new Category(
                new CategoryName(named.name()),
                tags.orElse(everything),
                timeout,
                priority.orElse(Priority.MEDIUM),
                services,
                required.orElse(false),
                impact.orElse(""),
                integration,
                named.origin());
    }

    /** The category {@code it} is Failsafe's, unless it says otherwise. */
    private boolean integration(MapReader reader, String name, String prefix) {
        boolean standard = name.equals(RunnerConfig.IT.value());
        Optional<Boolean> given = reader.flag(INTEGRATION);
        values.put(
                prefix + INTEGRATION,
                String.valueOf(standard),
                given.map(Object::toString),
                reader.originOf(INTEGRATION));
        return given.orElse(standard);
    }

    private Set<ServiceName> services(MapReader reader) {
        Set<ServiceName> services = new LinkedHashSet<>();
        for (YamlScalar name : reader.scalars(SERVICES)) {
            if (Names.check(name.text(), "service", name.origin(), problems)) {
                services.add(new ServiceName(name.text()));
            }
        }
        return Collections.unmodifiableSet(services);
    }
}
