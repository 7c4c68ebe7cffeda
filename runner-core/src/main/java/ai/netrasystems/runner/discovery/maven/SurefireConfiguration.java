package ai.netrasystems.runner.discovery.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Surefire's part of an effective POM, for the execution {@code default-test}. */
final class SurefireConfiguration {
    /** Parameters that change which tests run or what they see, and are not applied; the rest is reporting. */
    private static final Set<String> MATTERS = Set.of(
            "additionalClasspathDependencies",
            "additionalClasspathElements",
            "classpathDependencyExcludes",
            "classpathDependencyScopeExclude",
            "excludedGroups",
            "excludesFile",
            "forkCount",
            "groups",
            "includesFile",
            "jvm",
            "parallel",
            "properties",
            "reuseForks",
            "runOrder",
            "skip",
            "skipTests",
            "suiteXmlFiles",
            "systemPropertiesFile",
            "test");

    private static final Pattern LATE_PROPERTY = Pattern.compile("@\\{([^}]+)}");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

    private SurefireConfiguration() {}

    static SurefireSettings of(XmlElement project, Path directory) {
        Optional<XmlElement> configuration = configuration(project);
        Map<String, String> systemProperties = new LinkedHashMap<>();
        systemProperties.put("basedir", directory.toString());
        configuration
                .flatMap(found -> found.at("systemPropertyVariables"))
                .ifPresent(found -> systemProperties.putAll(found.entries()));
        return new SurefireSettings(
                configuration
                        .flatMap(found -> found.text("workingDirectory"))
                        .map(directory::resolve)
                        .orElse(directory),
                jvmArguments(project, configuration),
                systemProperties,
                configuration
                        .flatMap(found -> found.at("environmentVariables"))
                        .map(XmlElement::entries)
                        .orElse(Map.of()),
                texts(configuration, "includes"),
                texts(configuration, "excludes"),
                configuration.stream()
                        .flatMap(found -> found.children().stream())
                        .map(XmlElement::name)
                        .filter(MATTERS::contains)
                        .sorted()
                        .toList());
    }

    private static List<String> texts(Optional<XmlElement> configuration, String name) {
        return configuration.flatMap(found -> found.at(name)).map(XmlElement::children).orElse(List.of()).stream()
                .flatMap(child -> child.text().stream())
                .toList();
    }

    /** The execution's configuration has the plug-in's merged into it. */
    private static Optional<XmlElement> configuration(XmlElement project) {
        Optional<XmlElement> plugin = project.at("build", "plugins").stream()
                .flatMap(plugins -> plugins.children("plugin").stream())
                .filter(candidate -> candidate.text("artifactId").orElse("").equals("maven-surefire-plugin"))
                .findFirst();
        Stream<XmlElement> executions = plugin.flatMap(found -> found.at("executions")).stream()
                .flatMap(found -> found.children("execution").stream());
        return executions
                .filter(execution -> execution.text("id").orElse("").equals("default-test"))
                .findFirst()
                .flatMap(execution -> execution.at("configuration"))
                .or(() -> plugin.flatMap(found -> found.at("configuration")));
    }

    private static List<String> jvmArguments(XmlElement project, Optional<XmlElement> configuration) {
        Map<String, String> properties =
                project.at("properties").map(XmlElement::entries).orElse(Map.of());
        List<String> arguments = new ArrayList<>();
        // Surefire runs tests with assertions on unless told otherwise.
        if (!configuration
                .flatMap(found -> found.text("enableAssertions"))
                .orElse("true")
                .equals("false")) {
            arguments.add("-ea");
        }
        String line =
                configuration.flatMap(found -> found.text("argLine")).orElse(properties.getOrDefault("argLine", ""));
        // @{name} is replaced when tests start, by plug-ins that run before; one that is unknown here stays out.
        Matcher matcher = LATE_PROPERTY.matcher(line);
        String replaced =
                matcher.replaceAll(found -> Matcher.quoteReplacement(properties.getOrDefault(found.group(1), "")));
        Matcher words = WORD.matcher(replaced);
        while (words.find()) {
            arguments.add(words.group().replace("\"", "").replace("'", ""));
        }
        return arguments;
    }
}
