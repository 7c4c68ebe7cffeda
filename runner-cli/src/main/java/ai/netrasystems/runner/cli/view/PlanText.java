package ai.netrasystems.runner.cli.view;

import ai.netrasystems.runner.cli.console.SafeText;
import ai.netrasystems.runner.config.text.DurationText;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.plan.PlanView;
import ai.netrasystems.runner.plan.PlanView.GroupView;
import ai.netrasystems.runner.plan.PlanView.LayerView;
import ai.netrasystems.runner.plan.PlanView.TestView;
import ai.netrasystems.runner.plan.RunPlan.PlannedCategory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of {@code runner list}. Counts come from class files and so are marked: what runs is the engines' say. */
public final class PlanText {
    private static final String ABOUT = "≈";

    private PlanText() {}

    /** Lines. */
    public static List<String> of(PlanView plan) {
        List<String> lines = new ArrayList<>();
        lines.add("mode: " + plan.mode().map(Object::toString).orElse("none, all tests in one layer"));
        lines.add("environment: " + order(plan));
        if (!plan.services().isEmpty()) {
            lines.add("services: " + sorted(plan.services()));
        }
        plan.budget().ifPresent(budget -> lines.add("budget: " + DurationText.format(budget)));
        plan.notes().forEach(note -> lines.add("note: " + note));
        for (LayerView layer : plan.layers()) {
            lines.add("");
            lines.add("layer " + layer.name() + budget(layer.budget()));
            layer.groups().forEach(group -> group(group, lines));
        }
        lines.add("");
        lines.add(
                plan.tests() == 0
                        ? "nothing matches: a run would end with exit 3"
                        : ABOUT + plan.tests() + (plan.tests() == 1 ? " test" : " tests") + ", read from class files");
        return lines.stream().map(SafeText::line).toList();
    }

    /** The order, and after which failure the run goes on in it; one alone has nothing to go on with. */
    private static String order(PlanView plan) {
        String kinds = plan.environments().stream().map(EnvironmentKind::label).collect(Collectors.joining(", else "));
        return plan.environments().size() < 2
                ? kinds
                : kinds + " (fallback: " + plan.fallback().label() + ")";
    }

    private static void group(GroupView group, List<String> lines) {
        lines.add("  " + group.name().map(name -> "category " + name).orElse("no category") + " " + ABOUT
                + group.tests().size() + group.category().map(PlanText::terms).orElse(""));
        for (TestView test : group.tests()) {
            String more = test.method().isEmpty() ? " (its tests are known to the engines only)" : "";
            lines.add("    " + test.module() + ":" + test.label() + more + "  "
                    + test.environment().label());
        }
    }

    private static String terms(PlannedCategory category) {
        List<String> terms = new ArrayList<>();
        if (category.required()) {
            terms.add("required");
        }
        category.timeout().ifPresent(timeout -> terms.add("timeout " + DurationText.format(timeout)));
        if (!category.services().isEmpty()) {
            terms.add("services " + sorted(category.services()));
        }
        return terms.isEmpty() ? "" : " (" + String.join("; ", terms) + ")";
    }

    private static String budget(Optional<Duration> budget) {
        return budget.map(duration -> " (budget " + DurationText.format(duration) + ")")
                .orElse("");
    }

    private static String sorted(Collection<?> names) {
        return names.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }
}
