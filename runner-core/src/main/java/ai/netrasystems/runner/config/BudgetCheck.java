package ai.netrasystems.runner.config;

import static ai.netrasystems.runner.config.EffectiveValues.text;

import ai.netrasystems.runner.config.RunnerConfig.Category;
import ai.netrasystems.runner.config.RunnerConfig.Layer;
import ai.netrasystems.runner.config.RunnerConfig.Mode;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.model.Origin;
import java.time.Duration;
import java.util.Optional;

/**
 * Budgets nest: test &lt;= layer &lt;= run. Only what the project's file says is held to it; a person's own defaults
 * may be longer, since the shorter budget simply ends first.
 */
final class BudgetCheck {
    private BudgetCheck() {}

    static void check(RunnerConfig config, Problems problems) {
        Optional<Limit> run = ofFile(config.timeout()).map(limit -> new Limit("the run's `timeout`", limit.value()));
        Optional<Setting<Duration>> anyTest = ofFile(config.testTimeout());
        for (Layer layer : config.layers().values()) {
            Optional<Limit> budget =
                    layer.budget().map(limit -> new Limit("the budget of layer `" + layer.name() + "`", limit));
            layer.categories().stream()
                    .flatMap(name -> config.category(name).stream())
                    .forEach(category -> category(category, budget, anyTest, problems));
            budget.ifPresent(limit -> limit.within(run, layer.origin(), problems));
        }
        for (Mode mode : config.modes().values()) {
            Optional<Limit> budget =
                    mode.budget().map(limit -> new Limit("the budget of mode `" + mode.name() + "`", limit));
            budget.ifPresent(limit -> limit.within(run, mode.origin(), problems));
            mode.layers().stream()
                    .map(config.layers()::get)
                    .flatMap(layer -> Optional.ofNullable(layer).stream())
                    .forEach(layer -> layer.budget()
                            .ifPresent(limit -> new Limit("the budget of layer `" + layer.name() + "`", limit)
                                    .within(budget, layer.origin(), problems)));
        }
        for (Category category : config.categories().values()) {
            category.timeout()
                    .ifPresent(limit -> new Limit("the timeout of category `" + category.name() + "`", limit)
                            .within(run, category.origin(), problems));
        }
        anyTest.ifPresent(limit -> new Limit("`test-timeout`", limit.value()).within(run, limit.origin(), problems));
    }

    private static void category(
            Category category, Optional<Limit> layer, Optional<Setting<Duration>> anyTest, Problems problems) {
        if (category.timeout().isPresent()) {
            new Limit(
                            "the timeout of category `" + category.name() + "`",
                            category.timeout().get())
                    .within(layer, category.origin(), problems);
        } else {
            anyTest.ifPresent(
                    limit -> new Limit("`test-timeout` (for category `" + category.name() + "`)", limit.value())
                            .within(layer, limit.origin(), problems));
        }
    }

    private static Optional<Setting<Duration>> ofFile(Optional<Setting<Duration>> setting) {
        return setting.filter(value -> value.origin().source() == Origin.Source.FILE);
    }

    private record Limit(String what, Duration length) {
        void within(Optional<Limit> outer, Origin where, Problems problems) {
            outer.filter(limit -> length.compareTo(limit.length) > 0)
                    .ifPresent(limit -> problems.add(
                            what + " (" + text(length) + ") is longer than " + limit.what + " (" + text(limit.length)
                                    + ")",
                            where,
                            "budgets nest: test <= layer <= run"));
        }
    }
}
