package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.profile.BuiltInProfiles;
import ai.netrasystems.runner.config.profile.ProfileValues;
import ai.netrasystems.runner.config.text.DurationText;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ProfileName;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every effective value by name, in the order in which they are shown. For one thread while it is filled. */
public final class EffectiveValues {
    private static final String PROVIDER = ConfigKeys.ENVIRONMENT + "." + ConfigKeys.PROVIDER;

    private static final String RETRY_TIMES = ConfigKeys.RETRIES + "." + ConfigKeys.TIMES;

    /** Names of deadlines and budgets of tests; the environment's are none of them. */
    private static final Pattern LIMIT =
            Pattern.compile("timeout|test-timeout|categories\\..+\\.timeout|(layers|modes)\\..+\\.budget");

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
        all.how(request, loaded.config());
        request.where().compose().ifPresent(path -> all.set("compose", path.toString(), option("compose")));
        request.control().timeout().ifPresent(limit -> all.set("timeout", text(limit), option("timeout")));
        request.control()
                .testTimeout()
                .ifPresent(limit -> all.set("test-timeout", text(limit), option("test-timeout")));
        if (request.control().course().debug()) {
            all.withoutLimits();
        }
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
        flag("last-failed", selection.recall().lastFailed());
        flag("failed-first", selection.recall().failedFirst());
        optional("classpath", joined(request.classpath()));
        RunRequest.Where where = request.where();
        flag("docker-bypass", where.dockerBypass());
        flag("staging-e2e", where.stagingE2e());
        flag("no-docker", where.noDocker());
        flag("skip-health-check", where.skipHealthCheck());
        flag("keep-environment", where.keepEnvironment());
        RunRequest.Control control = request.control();
        flag("fail-fast", control.failures().failFast());
        optional("max-failures", control.failures().maxFailures().map(Object::toString));
        put("repeat", "1", control.course().repeat().map(Object::toString), option("repeat"));
        optional("seed", control.course().seed().map(Object::toString));
        flag("debug", control.course().debug());
        choice("no-tests", RunRequest.NoTests.FAIL, Optional.of(control.noTests()));
        choice("build", RunRequest.BuildChoice.AUTO, Optional.of(control.build()));
        add(EffectiveValue.builtIn("reports-dir", ".runner/reports"));
        request.reportsDirectory().ifPresent(path -> set("reports-dir", path.toString(), option("reports-dir")));
    }

    /** What the command line says about how, over the files; a setting that gives way is shown as beaten. */
    private void how(RunRequest request, RunnerConfig config) {
        RunRequest.Control control = request.control();
        EffectiveControl effective = EffectiveControl.of(request, config);
        effective.ignored().forEach(ignored -> {
            boolean workers = ignored.key().equals(ConfigKeys.WORKERS);
            set(workers ? ConfigKeys.WORKERS : RETRY_TIMES, workers ? "1" : "0", ignored.by());
        });
        control.course().workers().ifPresent(count -> set(ConfigKeys.WORKERS, count.toString(), option("workers")));
        control.failures()
                .retries()
                .filter(times -> times == effective.retries())
                .ifPresent(times -> set(RETRY_TIMES, times.toString(), option("retries")));
        control.failures().flaky().ifPresent(flaky -> set(ConfigKeys.FLAKY, MapReader.label(flaky), option("flaky")));
    }

    /** {@code --debug}: nothing ends a test that somebody looks at. */
    private void withoutLimits() {
        byName.values().stream()
                .filter(value ->
                        LIMIT.matcher(value.name()).matches() && !value.value().equals(NONE))
                .toList()
                .forEach(value -> set(value.name(), NONE, option("debug")));
    }

    /** What the command line says about where, over the files; a setting that gives way is shown as beaten. */
    private void where(RunRequest request, RunnerConfig config) {
        RunRequest.Where where = request.where();
        ProviderOrder order = ProviderOrder.of(request, config);
        where.environment().ifPresent(choice -> set(PROVIDER, MapReader.label(choice), option("environment")));
        where.staging().ifPresent(name -> set("staging.profile", name.toString(), option("staging")));
        config.staging()
                .with(where.staging())
                .profile()
                .map(Setting::value)
                .ifPresent(name -> BuiltInProfiles.find(name, ofProfile(name)));
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

    /** For the values of one staging profile. */
    ProfileValues ofProfile(ProfileName name) {
        String prefix = ConfigKeys.STAGING + "." + ConfigKeys.PROFILES + "." + name + ".";
        return new ProfileValues() {
            @Override
            public void set(String key, String value, Origin by) {
                EffectiveValues.this.set(prefix + key, value, by);
            }

            @Override
            public void put(String key, String standard, Optional<String> given, Origin by) {
                EffectiveValues.this.put(prefix + key, standard, given, by);
            }
        };
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
