package ai.netrasystems.runner.discovery.classfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The test engines that a classpath registers with the service loader. */
final class EnginesPresent {
    private static final String SERVICES = "META-INF/services/org.junit.platform.engine.TestEngine";

    /** Engines whose rules this package knows: no test without one of their annotations or JUnit 3's own types. */
    private static final Set<String> WELL_KNOWN = Set.of(
            "net.jqwik.engine.JqwikTestEngine",
            "org.junit.jupiter.engine.JupiterTestEngine",
            "org.junit.vintage.engine.VintageTestEngine",
            "org.junit.platform.suite.engine.SuiteTestEngine");

    private EnginesPresent() {}

    /** Whether no engine of this classpath could find a test in a class that shows none of the well-known signs. */
    static boolean allWellKnown(ClasspathFiles files) {
        Set<String> engines = new HashSet<>();
        for (Path entry : files.having(SERVICES)) {
            try {
                Optional<byte[]> content = files.in(entry, SERVICES);
                new String(content.orElse(new byte[0]), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(engines::add);
            } catch (IOException unreadable) {
                return false;
            }
        }
        return WELL_KNOWN.containsAll(engines);
    }
}
