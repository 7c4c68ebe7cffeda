package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.TestId;
import java.util.HashMap;
import java.util.Map;

/** Gives every test of a run an id of its own. Thread-safe. */
final class TestIds {
    private final Map<TestId, Owner> taken = new HashMap<>();

    private record Owner(ModuleId module, String uniqueId) {}

    /** The readable id, or the form with JUnit's unique id where another test has taken the readable one. */
    synchronized TestId idFor(ModuleId module, String uniqueId, TestNames names) {
        Owner owner = new Owner(module, uniqueId);
        TestId readable = new TestId(names.id(module));
        if (owner.equals(taken.computeIfAbsent(readable, free -> owner))) {
            return readable;
        }
        return new TestId(names.uniqueForm(module));
    }
}
