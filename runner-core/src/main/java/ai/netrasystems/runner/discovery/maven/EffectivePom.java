package ai.netrasystems.runner.discovery.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Reads what {@code help:effective-pom} writes for a whole reactor: every inheritance, profile and property resolved,
 * directories absolute.
 */
final class EffectivePom {
    private EffectivePom() {}

    /** A module of the reactor without its classpath, which the effective POM does not tell. */
    record Module(
            Path directory,
            String packaging,
            Path output,
            Path testOutput,
            List<Path> sources,
            SurefireSettings tests) {}

    static List<Module> read(Path file) throws IOException {
        XmlElement root = new XmlElement(parse(file));
        List<XmlElement> projects = root.name().equals("projects") ? root.children("project") : List.of(root);
        return projects.stream().map(EffectivePom::module).toList();
    }

    private static Element parse(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException unreadable) {
            throw new IOException("the effective POM of Maven cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Module module(XmlElement project) {
        Path build = Path.of(project.text("build", "directory").orElse("target"));
        Path directory = directory(project, build);
        return new Module(
                directory,
                project.text("packaging").orElse("jar"),
                path(project, "outputDirectory").orElse(build.resolve("classes")),
                path(project, "testOutputDirectory").orElse(build.resolve("test-classes")),
                sources(project, directory),
                SurefireConfiguration.of(project, directory));
    }

    /**
     * The effective POM does not name the base directory. {@code scriptSourceDirectory} is the one inherited default
     * below it that nobody changes; where somebody did, the build directory's parent.
     */
    private static Path directory(XmlElement project, Path build) {
        Path scripts = Path.of("src", "main", "scripts");
        Optional<Path> stated = path(project, "scriptSourceDirectory").filter(path -> path.endsWith(scripts));
        Path parent = build.getParent() == null ? build : build.getParent();
        return stated.map(path -> up(path, scripts.getNameCount())).orElse(parent);
    }

    private static Path up(Path path, int levels) {
        Path at = path;
        for (int level = 0; level < levels && at.getParent() != null; level++) {
            at = at.getParent();
        }
        return at;
    }

    private static List<Path> sources(XmlElement project, Path directory) {
        Path conventional = directory.resolve("src");
        Set<Path> all = new LinkedHashSet<>();
        all.add(conventional);
        path(project, "sourceDirectory").ifPresent(all::add);
        path(project, "testSourceDirectory").ifPresent(all::add);
        List<XmlElement> resources = new ArrayList<>();
        for (List<String> kind : List.of(List.of("resources", "resource"), List.of("testResources", "testResource"))) {
            project.at("build", kind.get(0)).ifPresent(list -> resources.addAll(list.children(kind.get(1))));
        }
        resources.forEach(resource -> resource.text("directory").map(Path::of).ifPresent(all::add));
        // A module whose resources are its whole directory would count its own output as a source.
        all.removeIf(
                path -> (!path.equals(conventional) && path.startsWith(conventional)) || directory.startsWith(path));
        return List.copyOf(all);
    }

    private static Optional<Path> path(XmlElement project, String name) {
        return project.text("build", name).map(Path::of);
    }
}
