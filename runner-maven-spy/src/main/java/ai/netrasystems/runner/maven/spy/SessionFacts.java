package ai.netrasystems.runner.maven.spy;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;

/** What is the same for all projects of a call. */
final class SessionFacts {
    private static final String EXTENSIONS = "maven.ext.class.path";

    private SessionFacts() {}

    static List<String> of(MavenSession session) {
        List<String> lines = new ArrayList<>();
        MavenExecutionRequest request = session.getRequest();
        addFile(lines, request.getUserSettingsFile());
        addFile(lines, request.getGlobalSettingsFile());
        addFile(lines, request.getUserToolchainsFile());
        addFile(lines, request.getGlobalToolchainsFile());
        lines.add(SpyLine.of(
                List.of("local-repository", session.getLocalRepository().getBasedir())));
        lines.add(SpyLine.of(List.of("maven-directory", System.getProperty("user.dir"))));
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            lines.add(SpyLine.of(List.of("maven-jvm-argument", argument)));
        }
        Properties properties = asTheUserGaveThem(session.getUserProperties());
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            lines.add(SpyLine.of(List.of("user-property", name, properties.getProperty(name))));
        }
        return lines;
    }

    /** Without what the spy's own call added to them. */
    private static Properties asTheUserGaveThem(Properties given) {
        Properties properties = new Properties();
        given.stringPropertyNames().forEach(name -> properties.setProperty(name, given.getProperty(name)));
        properties.remove(SpyLine.FILE_PROPERTY);
        properties.remove(EXTENSIONS);
        Object extensions = properties.remove(SpyLine.USERS_EXTENSIONS_PROPERTY);
        if (extensions != null) {
            properties.setProperty(EXTENSIONS, extensions.toString());
        }
        return properties;
    }

    private static void addFile(List<String> lines, File file) {
        if (file != null) {
            lines.add(SpyLine.of(List.of("settings", file.getAbsolutePath())));
        }
    }
}
