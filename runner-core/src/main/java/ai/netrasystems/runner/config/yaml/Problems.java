package ai.netrasystems.runner.config.yaml;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what is wrong with an input while the rest of it is still read; the same twice counts once. For one thread. */
public final class Problems {
    private final Set<Problem> found = new LinkedHashSet<>();

    /** Adds a problem. */
    public void add(Problem problem) {
        found.add(problem);
    }

    /** Adds a problem without a hint. */
    public void add(String message, Origin where) {
        found.add(Problem.of(message, where));
    }

    /** Adds a problem with a hint. */
    public void add(String message, Origin where, String hint) {
        found.add(Problem.of(message, where, hint));
    }

    /** Adds all of them. */
    public void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    /** Adds the problems of a check, if it has any. */
    public void addFrom(Checked<?> checked) {
        checked.<List<Problem>>fold(valid -> List.of(), List::copyOf).forEach(found::add);
    }

    /** Whether nothing is wrong so far. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Everything so far, in the order of finding; a copy. */
    public List<Problem> list() {
        return List.copyOf(found);
    }

    /** The value where nothing is wrong, else all problems; the supplier is called only in the first case. */
    public <T> Checked<T> check(Supplier<? extends T> value) {
        return found.isEmpty() ? Checked.valid(value.get()) : new Checked.Invalid<>(list());
    }
}
