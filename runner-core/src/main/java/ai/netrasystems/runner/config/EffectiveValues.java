package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.text.DurationText;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.model.Origin;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every effective value by name, in the order in which they are shown. For one thread while it is filled. */
public final class EffectiveValues {
    private static final String PROVIDER = ConfigKeys.ENVIRONMENT + "." + ConfigKeys.PROVIDER;

    /** Shown where nothing is set. */
    static final String NONE = "none";

    private final Map<String, EffectiveValue> byName = new LinkedHashMap<>();

    EffectiveValues() {}

    /** What the files give, with the command line's options on top. */
    public static List<EffectiveValue> with(RunRequest request, LoadedConfig loaded) {
        EffectiveValues all = new EffectiveValues();
        all.options(request);
        loaded.values().forEach(value -> all.byName.put(value.name(), value));
        all.where(request, loaded.config());
        request.where().compose().ifPresent(path -> all.set("compose", path.toString(), option("compose")));
        request.control().timeout().ifPresent(limit -> all.set("timeout", text(limit), option("timeout")));
        request.control()
                .testTimeout()
                .ifPresent(limit -> all.set("test-timeout", text(limit), option("test-timeout")));
        return all.list();
    }

    private void options(RunRequest request) {
        optional("execution-mode", request.mode().map(Object::toString));
        RunRequest.Selection selection = request.selection();
        optional("category", joined(selection.categories()));
        optional("include-tag", joined(selection.includeTags()));
        optional("exclude-tag", joined(selection.excludeTags()));
        optional("test", joined(selection.tests()));
        optional("select-class", joined(selection.classes()));
        optional("select-method", joined(selection.methods()));
        optional("select-package", joined(selection.packages()));
        optional("select-uid", joined(selection.uniqueIds()));
        optional("classpath", joined(request.classpath()));
        RunRequest.Where where = request.where();
        flag("docker-bypass", where.dockerBypass());
        flag("staging-e2e", where.stagingE2e());
        flag("no-docker", where.noDocker());
        flag("skip-health-check", where.skipHealthCheck());
        flag("keep-environment", where.keepEnvironment());
        RunRequest.Control control = request.control();
        flag("fail-fast", control.failFast());
        choice("no-tests", RunRequest.NoTests.FAIL, Optional.of(control.noTests()));
        choice("build", RunRequest.BuildChoice.AUTO, Optional.of(control.build()));
        add(EffectiveValue.builtIn("reports-dir", ".runner/reports"));
        request.reportsDirectory().ifPresent(path -> set("reports-dir", path.toString(), option("reports-dir")));
    }

    /** What the command line says about where, over the files; a setting that gives way is shown as beaten. */
    private void where(RunRequest request, RunnerConfig config) {
        RunRequest.Where where = request.where();
        ProviderOrder order = ProviderOrder.of(request, config);
        where.environment().ifPresent(choice -> set(PROVIDER, MapReader.label(choice), option("environment")));
        where.staging().ifPresent(name -> set("staging.profile", name.toString(), option("staging")));
        where.fallback().ifPresent(policy -> set(ConfigKeys.FALLBACK, policy.label(), option("fallback")));
        order.ignored()
                .forEach(ignored -> set(
                        ignored.key(),
                        ignored.key().equals(PROVIDER)
                                ? MapReader.label(order.choice())
                                : order.fallback().label(),
                        ignored.by()));
        EffectiveValue fallback = Objects.requireNonNull(byName.get(ConfigKeys.FALLBACK));
        if (fallback.value().equals(NONE)) {
            add(EffectiveValue.builtIn(ConfigKeys.FALLBACK, order.fallback().label()));
        }
    }

    /** Adds a value with its built-in default, none of it changed yet. */
    void add(EffectiveValue value) {
        byName.put(value.name(), value);
    }

    /** Overrides a value, or adds it where the name is new. */
    void set(String name, String value, Origin by) {
        byName.compute(
                name,
                (key, earlier) -> earlier == null
                        ? new EffectiveValue(key, value, by, List.of())
                        : earlier.overriddenBy(value, by));
    }

    /** A default that may be overridden by one place. */
    void put(String name, String standard, Optional<String> given, Origin by) {
        add(EffectiveValue.builtIn(name, standard));
        given.ifPresent(value -> set(name, value, by));
    }

    List<EffectiveValue> list() {
        return List.copyOf(byName.values());
    }

    private void optional(String name, Optional<String> given) {
        put(name, NONE, given, option(name));
    }

    private void flag(String name, boolean given) {
        put(name, "false", given ? Optional.of("true") : Optional.empty(), option(name));
    }

    /** An option that repeats the default can't be told from one that is absent, and need not be. */
    private <E extends Enum<E>> void choice(String name, E standard, Optional<E> given) {
        put(
                name,
                MapReader.label(standard),
                given.filter(value -> value != standard).map(MapReader::label),
                option(name));
    }

    private static Origin option(String name) {
        return Origin.commandLine("--" + name);
    }

    private static Optional<String> joined(Collection<?> values) {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.stream().map(Object::toString).collect(Collectors.joining(", ")));
    }

    static String text(Duration duration) {
        return DurationText.format(duration);
    }
}
