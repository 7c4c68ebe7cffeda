package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Scanned modules for tests. */
final class Candidates {
    private Candidates() {}

    static TestModule module(String path, CandidateClass... classes) {
        return module(path, List.of(classes));
    }

    /** The same module, run in another way. */
    static TestModule with(TestModule module, TestSettings settings) {
        return new TestModule(
                module.id(),
                module.directory(),
                module.classpath(),
                module.testRoots(),
                module.workingDirectory(),
                module.javaHome(),
                module.jvmArguments(),
                module.systemProperties(),
                module.environment(),
                settings,
                module.candidates());
    }

    static TestModule module(String path, List<CandidateClass> classes) {
        return new TestModule(
                ModuleId.of(path),
                Path.of(path),
                List.of(),
                List.of(),
                Path.of(path),
                Path.of("jdk"),
                List.of(),
                Map.of(),
                Map.of(),
                TestSettings.defaults(),
                classes);
    }

    /** A class with a test {@code m1}, {@code m2}, ... for each text of tags separated by spaces. */
    static CandidateClass known(String name, String... tags) {
        return new CandidateClass(
                name,
                tests(
                        name,
                        Arrays.stream(tags)
                                .map(text -> text.isEmpty() ? Set.<String>of() : Set.of(text.split(" ", -1)))
                                .toList()),
                true);
    }

    static CandidateClass unknown(String name) {
        return new CandidateClass(name, List.of(), false);
    }

    static List<CandidateTest> tests(String name, List<Set<String>> tags) {
        return IntStream.range(0, tags.size())
                .mapToObj(i -> new CandidateTest(name, "m" + (i + 1), tags.get(i)))
                .toList();
    }
}
