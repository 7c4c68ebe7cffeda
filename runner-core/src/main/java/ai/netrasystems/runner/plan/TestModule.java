package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.model.ModuleId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A module whose tests can be run: how its build would run them.
 *
 * @param directory the module's base directory
 * @param classpath the tests' classpath in order
 * @param testRoots the entries of it that hold the test classes
 * @param workingDirectory where a worker starts
 * @param javaHome JDK of the worker
 * @param jvmArguments further arguments of the worker's JVM
 * @param systemProperties set in the worker
 * @param environment the build's own environment variables for tests
 * @param tests how they are run there
 * @param candidates classes that may hold tests, in the order in which they run
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
        List<CandidateClass> candidates) {
    /** Copies the collections. */
    public TestModule {
        classpath = List.copyOf(classpath);
        testRoots = List.copyOf(testRoots);
        jvmArguments = List.copyOf(jvmArguments);
        systemProperties = Map.copyOf(systemProperties);
        environment = Map.copyOf(environment);
        candidates = List.copyOf(candidates);
    }
}
