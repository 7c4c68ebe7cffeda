package ai.netrasystems.runner.discovery.classfile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which classes of some roots extend or implement which: JUnit 4's categories are classes, and subclasses count. */
public final class ClassFamily {
    private final Map<String, Set<String>> parents = new HashMap<>();

    private ClassFamily() {}

    /** The classes of these roots; a file that cannot be read is passed over. */
    public static ClassFamily of(List<Path> roots) throws IOException {
        ClassFamily family = new ClassFamily();
        TestClassNames nestedToo = TestClassNames.exactly(List.of("**"));
        try (ClasspathFiles files = new ClasspathFiles(roots)) {
            for (String name : ClassFileScan.names(roots, nestedToo)) {
                files.first(name.replace('.', '/') + ".class")
                        .flatMap(ClassShapeReader::read)
                        .ifPresent(family::add);
            }
        }
        return family;
    }

    private void add(ClassShape shape) {
        Set<String> above = new HashSet<>(shape.interfaces());
        shape.superName().ifPresent(above::add);
        Set<String> names = new HashSet<>();
        above.forEach(name -> names.add(name.replace('/', '.')));
        parents.put(shape.binaryName(), names);
    }

    /** The class itself and all that extend or implement it, sorted; {@code name} may lack its package. */
    public Set<String> named(String name) {
        Set<String> found = new TreeSet<>();
        for (String candidate : parents.keySet()) {
            if (candidate.equals(name) || candidate.endsWith("." + name)) {
                found.add(candidate);
            }
        }
        while (found.addAll(childrenOf(found))) {
            // Until a round finds none that is new.
        }
        return found;
    }

    private Set<String> childrenOf(Set<String> classes) {
        Set<String> children = new HashSet<>();
        parents.forEach((name, above) -> {
            if (above.stream().anyMatch(classes::contains)) {
                children.add(name);
            }
        });
        return children;
    }
}
