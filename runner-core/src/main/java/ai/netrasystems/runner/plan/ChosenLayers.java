package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.RequestCheck;
import ai.netrasystems.runner.config.RequestConflicts;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.RunnerConfig.Category;
import ai.netrasystems.runner.config.RunnerConfig.FailFast;
import ai.netrasystems.runner.config.RunnerConfig.Layer;
import ai.netrasystems.runner.config.RunnerConfig.Mode;
import ai.netrasystems.runner.config.tags.TagSyntax;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which layers run, with which categories: the mode asked for, else the default mode, else one layer with everything;
 * narrowed by {@code --category} or {@code --staging-e2e}.
 *
 * @param alsoIn tags of the category that each test must be in besides, under {@code --staging-e2e} in a mode
 * @param budget the mode's
 * @param notes what was left aside
 */
record ChosenLayers(
        Optional<ModeName> mode,
        List<Draft> layers,
        Optional<TagSyntax> alsoIn,
        Optional<Duration> budget,
        List<String> notes) {
    /** The layer without a mode. */
    static final LayerName ALL = new LayerName("all");
    /** Cap of {@code fast_feedback} without {@code runner.yml} (PRODUCT, "Configuration"). */
    static final Duration FAST_FEEDBACK_CAP = Duration.ofMinutes(5);

    /**
     * A layer before it has tests.
     *
     * @param categories in the order in which they are matched
     * @param onlyCategories whether tests of no category stay out
     */
    record Draft(
            LayerName name,
            List<Category> categories,
            boolean onlyCategories,
            Optional<Duration> budget,
            FailFast failFast,
            double passRate,
            Optional<Integer> maxFailures) {}

    static ChosenLayers of(RunnerConfig config, RunRequest request) {
        Wanted narrowing = Wanted.of(request);
        Set<CategoryName> wanted = narrowing.categories;
        List<String> notes = new ArrayList<>();
        Optional<ModeName> name = request.mode().or(() -> defaultMode(config, narrowing, notes));
        Optional<Mode> mode =
                name.flatMap(known -> Optional.ofNullable(config.modes().get(known)));
        List<Draft> layers = new ArrayList<>();
        mode.ifPresentOrElse(
                known -> known.layers().stream()
                        .flatMap(layer -> Optional.ofNullable(config.layers().get(layer)).stream())
                        .map(layer -> ofLayer(layer, config, wanted))
                        .filter(draft -> !draft.categories.isEmpty())
                        .forEach(layers::add),
                () -> layers.add(everything(config, wanted, name)));
        Collection<CategoryName> inReach = mode.<Collection<CategoryName>>map(
                        known -> RequestConflicts.categoriesOf(known, config))
                .orElse(config.categories().keySet());
        if (!wanted.isEmpty()) {
            config.categories().values().stream()
                    .filter(category -> category.required()
                            && inReach.contains(category.name())
                            && !wanted.contains(category.name()))
                    .forEach(category -> notes.add("required category " + category.name() + " is not run: `"
                            + narrowing.by + "` leaves it out"));
        }
        return new ChosenLayers(
                name, List.copyOf(layers), alsoIn(config, request), mode.flatMap(Mode::budget), List.copyOf(notes));
    }

    /**
     * The categories that are asked for.
     *
     * @param by the option that does
     */
    private record Wanted(Set<CategoryName> categories, String by) {
        /** {@code --staging-e2e} is category {@code e2e}, unless the line says which category or mode. */
        static Wanted of(RunRequest request) {
            List<CategoryName> named = request.selection().categories();
            return named.isEmpty()
                            && request.where().stagingE2e()
                            && request.mode().isEmpty()
                    ? new Wanted(Set.of(RequestCheck.E2E), "--staging-e2e")
                    : new Wanted(new LinkedHashSet<>(named), "--category");
        }
    }

    /** With a mode, {@code --staging-e2e} keeps the mode's layers, and of those the tests that are also in e2e. */
    private static Optional<TagSyntax> alsoIn(RunnerConfig config, RunRequest request) {
        return request.where().stagingE2e()
                        && request.mode().isPresent()
                        && request.selection().categories().isEmpty()
                ? Optional.ofNullable(config.categories().get(RequestCheck.E2E))
                        .map(category -> TagSyntax.reread(category.tags()))
                : Optional.empty();
    }

    /** A file's setting that would conflict with an option gives way, with one line. */
    private static Optional<ModeName> defaultMode(RunnerConfig config, Wanted wanted, List<String> notes) {
        return config.defaultMode().map(setting -> setting.value()).filter(name -> {
            boolean holds = Optional.ofNullable(config.modes().get(name))
                    .map(mode -> RequestConflicts.categoriesOf(mode, config).containsAll(wanted.categories))
                    .orElse(true);
            if (!holds) {
                notes.add(
                        "default-mode " + name + " is ignored: it lacks a category that `" + wanted.by + "` asks for");
            }
            return holds;
        });
    }

    private static Draft ofLayer(Layer layer, RunnerConfig config, Set<CategoryName> wanted) {
        return new Draft(
                layer.name(),
                ordered(layer.categories(), config, wanted),
                true,
                layer.budget(),
                layer.failFast(),
                layer.passRate(),
                layer.maxFailures());
    }

    private static Draft everything(RunnerConfig config, Set<CategoryName> wanted, Optional<ModeName> mode) {
        return new Draft(
                ALL,
                ordered(withWanted(config.categories().keySet(), wanted), config, wanted),
                !wanted.isEmpty(),
                mode.map(fastFeedback -> FAST_FEEDBACK_CAP),
                FailFast.OFF,
                0,
                Optional.empty());
    }

    /** The built-in category is in nobody's file, and runs only where it is asked for. */
    private static Collection<CategoryName> withWanted(Set<CategoryName> ofFile, Set<CategoryName> wanted) {
        Set<CategoryName> all = new LinkedHashSet<>(ofFile);
        all.addAll(wanted);
        return all;
    }

    /** By priority, then as the file has them. */
    private static List<Category> ordered(
            Collection<CategoryName> names, RunnerConfig config, Set<CategoryName> wanted) {
        return names.stream()
                .filter(name -> wanted.isEmpty() || wanted.contains(name))
                .flatMap(name -> config.category(name).stream())
                .sorted(Comparator.comparing(Category::priority))
                .toList();
    }
}
