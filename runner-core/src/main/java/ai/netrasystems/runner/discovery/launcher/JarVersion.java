package ai.netrasystems.runner.discovery.launcher;

import ai.netrasystems.runner.discovery.classfile.ClasspathFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the version of an artifact inside a classpath entry. */
final class JarVersion {
    private JarVersion() {}

    /**
     * By the manifest where the whole entry is that artifact; else (shaded, a folder) by what Maven left of its
     * coordinates; else by the file's name. Empty where none of them says.
     */
    static Optional<String> of(ClasspathFiles files, Path entry, String group, String name, String title) {
        try {
            Optional<String> stated = manifest(files, entry, title);
            if (stated.isPresent()) {
                return stated;
            }
            Optional<String> coordinates = pomProperties(files, entry, group, name);
            return coordinates.isPresent() ? coordinates : fileName(entry, name);
        } catch (IOException unreadable) {
            return fileName(entry, name);
        }
    }

    private static Optional<String> manifest(ClasspathFiles files, Path entry, String title) throws IOException {
        Optional<byte[]> content = files.in(entry, "META-INF/MANIFEST.MF");
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Attributes main = new Manifest(new ByteArrayInputStream(content.get())).getMainAttributes();
        // The manifest of an uber jar states the version of the product, not of the artifact inside.
        return title.equals(main.getValue(Attributes.Name.IMPLEMENTATION_TITLE))
                ? Optional.ofNullable(main.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
                : Optional.empty();
    }

    private static Optional<String> pomProperties(ClasspathFiles files, Path entry, String group, String name)
            throws IOException {
        Optional<byte[]> content = files.in(entry, "META-INF/maven/" + group + "/" + name + "/pom.properties");
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        properties.load(new StringReader(new String(content.get(), StandardCharsets.UTF_8)));
        return Optional.ofNullable(properties.getProperty("version"));
    }

    private static Optional<String> fileName(Path entry, String name) {
        Matcher matcher = Pattern.compile(Pattern.quote(name) + "-(\\d[\\w.-]*?)\\.jar")
                .matcher(String.valueOf(entry.getFileName()));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
