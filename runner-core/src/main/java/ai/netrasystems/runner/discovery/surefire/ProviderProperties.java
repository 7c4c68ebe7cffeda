package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.Parameters;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The parameter {@code properties}: what is handed to the one who runs the tests. */
final class ProviderProperties {
    static final String NAME = "properties";

    private static final String CONFIGURATION = "configurationParameters";

    /** They add to what runs, or choose from it. */
    private static final Set<String> REFUSED = Set.of(
            "listener",
            "includeTags",
            "excludeTags",
            "includeClassNamePatterns",
            "excludeClassNamePatterns",
            "testnames",
            "methodselectors");

    private ProviderProperties() {}

    /** JUnit's configuration parameters: the text is a properties file. */
    static Map<String, String> configurationParameters(Parameters parameters) throws IOException {
        Properties read = new Properties();
        read.load(new StringReader(parameters.map(NAME).getOrDefault(CONFIGURATION, "")));
        Map<String, String> configuration = new LinkedHashMap<>();
        read.stringPropertyNames().forEach(name -> configuration.put(name, read.getProperty(name)));
        return configuration;
    }

    static Set<String> refused(Parameters parameters) {
        Set<String> names = new TreeSet<>(parameters.map(NAME).keySet());
        names.retainAll(REFUSED);
        return names;
    }

    /** TestNG's and other providers' own, which the JUnit Platform does not know either. */
    static Set<String> notApplied(Parameters parameters) {
        Set<String> names = new TreeSet<>(parameters.map(NAME).keySet());
        names.removeAll(REFUSED);
        names.remove(CONFIGURATION);
        return names;
    }
}
