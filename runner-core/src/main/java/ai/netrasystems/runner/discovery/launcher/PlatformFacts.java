package ai.netrasystems.runner.discovery.launcher;

import ai.netrasystems.runner.discovery.classfile.ClasspathFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What of JUnit and its like a classpath holds.
 *
 * @param engines every copy of {@code junit-platform-engine}
 * @param launchers every copy of {@code junit-platform-launcher}
 * @param commons whether {@code junit-platform-commons} is there
 * @param opentest4j whether {@code opentest4j} is there
 * @param jupiterApi the first copy of {@code junit-jupiter-api}
 * @param jupiterEngine whether Jupiter's engine is there
 * @param vintageEngine whether the Vintage engine is there
 * @param junit4 the first copy of JUnit 3 or 4
 * @param junit4ForVintage whether it is 4.12 or later, which Vintage needs
 * @param testNg whether TestNG is there
 * @param testNgEngine whether an engine for it is there
 */
public record PlatformFacts(
        List<Copy> engines,
        List<Copy> launchers,
        boolean commons,
        boolean opentest4j,
        Optional<Copy> jupiterApi,
        boolean jupiterEngine,
        boolean vintageEngine,
        Optional<Copy> junit4,
        boolean junit4ForVintage,
        boolean testNg,
        boolean testNgEngine) {

    /**
     * One entry of the classpath that holds an artifact.
     *
     * @param version empty where nothing in the entry tells it
     */
    public record Copy(Path entry, Optional<String> version) {
        /** {@code 1.14.1 (/path/to.jar)}. */
        @Override
        public String toString() {
            return version.orElse("unknown version") + " (" + entry + ")";
        }
    }

    /** Whether no engine is there and none can be added. */
    public boolean runsNothing() {
        return engines.isEmpty() && jupiterApi.isEmpty() && !junit4ForVintage;
    }

    /** Reads them. */
    public static PlatformFacts of(ClasspathFiles files) {
        String platform = "org.junit.platform";
        List<Copy> jupiterApi =
                copies(files, "org/junit/jupiter/api/Test.class", "org.junit.jupiter", "junit-jupiter-api", "");
        List<Copy> junit4 = copies(files, "junit/framework/TestCase.class", "junit", "junit", "JUnit");
        return new PlatformFacts(
                copies(files, "org/junit/platform/engine/TestEngine.class", platform, "junit-platform-engine", ""),
                copies(files, "org/junit/platform/launcher/Launcher.class", platform, "junit-platform-launcher", ""),
                files.contains("org/junit/platform/commons/JUnitException.class"),
                files.contains("org/opentest4j/AssertionFailedError.class"),
                jupiterApi.stream().findFirst(),
                files.contains("org/junit/jupiter/engine/JupiterTestEngine.class"),
                files.contains("org/junit/vintage/engine/VintageTestEngine.class"),
                junit4.stream().findFirst(),
                // Came with 4.12, and Vintage uses what came with 4.12.
                files.contains("org/junit/validator/AnnotationValidator.class"),
                files.contains("org/testng/annotations/Test.class"),
                files.contains("org/junit/support/testng/engine/TestNGTestEngine.class"));
    }

    private static List<Copy> copies(
            ClasspathFiles files, String witness, String group, String name, String titleOrEmpty) {
        String title = titleOrEmpty.isEmpty() ? name : titleOrEmpty;
        return files.having(witness).stream()
                .distinct()
                .map(entry -> new Copy(entry, JarVersion.of(files, entry, group, name, title)))
                .toList();
    }
}
