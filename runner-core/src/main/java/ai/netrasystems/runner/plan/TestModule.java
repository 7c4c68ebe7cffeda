package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.model.ModuleId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A module whose tests can be run: how its build would run them. Arguments, properties, environment variables and the
 * working directory may hold {@code ${surefire.forkNumber}} until {@link #inWorker} has filled it in.
 *
 * @param directory the module's base directory
 * @param classpath the tests' classpath in order
 * @param testRoots the entries of it that hold the test classes
 * @param workingDirectory where a worker starts; made when it does
 * @param javaHome JDK of the worker
 * @param jvmArguments further arguments of the worker's JVM
 * @param systemProperties set in the worker
 * @param environment the build's own environment variables for tests
 * @param tests how they are run there
 * @param candidates classes that may hold tests, in the order in which they run
 * @param modulePath where the tests are those of a named module
 */
public record TestModule(
        ModuleId id,
        Path directory,
        List<Path> classpath,
        List<Path> testRoots,
        Path workingDirectory,
        Path javaHome,
        List<String> jvmArguments,
        Map<String, String> systemProperties,
        Map<String, String> environment,
        TestSettings tests,
        List<CandidateClass> candidates,
        Optional<ModulePath> modulePath) {
    /** Copies the collections. */
    public TestModule {
        classpath = List.copyOf(classpath);
        testRoots = List.copyOf(testRoots);
        jvmArguments = List.copyOf(jvmArguments);
        systemProperties = Map.copyOf(systemProperties);
        environment = Map.copyOf(environment);
        candidates = List.copyOf(candidates);
    }

    /** Of no named module. */
    public TestModule(
            ModuleId id,
            Path directory,
            List<Path> classpath,
            List<Path> testRoots,
            Path workingDirectory,
            Path javaHome,
            List<String> jvmArguments,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            TestSettings tests,
            List<CandidateClass> candidates) {
        this(
                id,
                directory,
                classpath,
                testRoots,
                workingDirectory,
                javaHome,
                jvmArguments,
                systemProperties,
                environment,
                tests,
                candidates,
                Optional.empty());
    }

    /** As the worker with this number sees it, counted from 1: tests that share nothing choose their port by it. */
    public TestModule inWorker(int number) {
        return new TestModule(
                id,
                directory,
                classpath,
                testRoots,
                Path.of(numbered(workingDirectory.toString(), number)),
                javaHome,
                jvmArguments.stream()
                        .map(argument -> numbered(argument, number))
                        .toList(),
                numbered(systemProperties, number),
                numbered(environment, number),
                tests,
                candidates,
                modulePath);
    }

    private static Map<String, String> numbered(Map<String, String> values, int number) {
        Map<String, String> numbered = new LinkedHashMap<>();
        values.forEach((name, value) -> numbered.put(name, numbered(value, number)));
        return numbered;
    }

    private static String numbered(String text, int number) {
        return text.replace("${surefire.forkNumber}", String.valueOf(number))
                .replace("${surefire.threadNumber}", String.valueOf(number));
    }
}
