package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.MavenBuild;
import ai.netrasystems.runner.discovery.maven.MavenModule;
import ai.netrasystems.runner.discovery.maven.TestExecution;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The system properties that tests find set, weakest first ({@code AbstractSurefireMojo.setupProperties}). */
final class SystemProperties {
    private SystemProperties() {}

    /**
     * All of them.
     *
     * @throws IOException where {@code systemPropertiesFile} cannot be read; Surefire warns and goes on
     */
    static Map<String, String> of(
            MavenBuild build, MavenModule module, TestExecution execution, Forks forks, List<Path> classpath)
            throws IOException {
        Map<String, String> properties =
                new LinkedHashMap<>(execution.parameters().map("systemProperties"));
        if (execution.parameters().text("systemPropertiesFile").isPresent()) {
            Path file = module.directory()
                    .resolve(execution.parameters().text("systemPropertiesFile").get());
            load(file).forEach((name, value) -> properties.put(name.toString(), value.toString()));
        }
        properties.putAll(execution.parameters().map("systemPropertyVariables"));
        if (execution.parameters().flag("promoteUserPropertiesToSystemProperties", true)) {
            properties.putAll(build.userProperties());
        }
        properties.put("basedir", module.directory().toString());
        properties.put("localRepository", build.localRepository().toString());
        if (forks.inMaven()) {
            properties.put(
                    "user.dir", WorkingDirectory.configured(module, execution).toString());
        } else if (execution.parameters().flag("useManifestOnlyJar", true)) {
            properties.put(
                    "surefire.test.class.path",
                    classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        }
        return properties;
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        // Surefire reads bytes, for which java.util.Properties takes this encoding.
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            properties.load(reader);
        }
        return properties;
    }
}
