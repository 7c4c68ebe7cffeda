package ai.netrasystems.runner.discovery.classfile;

import ai.netrasystems.runner.discovery.classfile.TestsOfClass.Tests;
import ai.netrasystems.runner.plan.CandidateClass;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the classes that may hold tests. No class is loaded.
 *
 * <p>The order is Surefire's: the raw order of the directory, depth first, folders entered where they stand among the
 * files (maven-surefire-common, {@code DirectoryScanner} and {@code FileScanner}); it changes outcomes of suites that
 * depend on it, so it is never sorted.
 */
public final class ClassFileScan {
    private static final String CLASS = ".class";

    private final ClasspathFiles files;
    private final ClassShapes shapes;
    private final AnnotationMeanings meanings;
    private final boolean enginesWellKnown;

    private ClassFileScan(ClasspathFiles files) {
        this.files = files;
        shapes = new ClassShapes(files);
        meanings = new AnnotationMeanings(shapes);
        enginesWellKnown = EnginesPresent.allWellKnown(files);
    }

    /**
     * The candidates of these roots.
     *
     * @param testRoots folders or jars; one that does not exist holds nothing
     * @param classpath where superclasses, interfaces and annotations are looked up, the roots among it
     * @throws IOException when a root cannot be read or a jar not be closed
     */
    public static List<CandidateClass> scan(List<Path> testRoots, List<Path> classpath, TestClassNames names)
            throws IOException {
        try (ClasspathFiles files = new ClasspathFiles(classpath)) {
            ClassFileScan scan = new ClassFileScan(files);
            Map<String, CandidateClass> candidates = new LinkedHashMap<>();
            for (Path root : testRoots) {
                for (String name : classNames(files, root, names)) {
                    if (!candidates.containsKey(name)) {
                        scan.candidate(root, name).ifPresent(found -> candidates.put(name, found));
                    }
                }
            }
            return withoutRepeated(candidates.values());
        }
    }

    /** Binary names of all classes of these roots that match, with tests in them or not, in their own order. */
    public static List<String> names(List<Path> roots, TestClassNames names) throws IOException {
        try (ClasspathFiles files = new ClasspathFiles(roots)) {
            return roots.stream()
                    .flatMap(root -> classNames(files, root, names).stream())
                    .map(name -> name.replace('/', '.'))
                    .distinct()
                    .toList();
        }
    }

    /** Names may reach nested classes: what the class around one runs already is no candidate of its own. */
    private static List<CandidateClass> withoutRepeated(Collection<CandidateClass> candidates) {
        Set<String> within = candidates.stream()
                .flatMap(candidate -> candidate.tests().stream()
                        .map(CandidateTest::className)
                        .filter(name -> !name.equals(candidate.className())))
                .collect(Collectors.toSet());
        return candidates.stream()
                .filter(candidate -> !within.contains(candidate.className()))
                .toList();
    }

    /** Internal names of the classes of a root that match, in its own order. */
    private static List<String> classNames(ClasspathFiles files, Path root, TestClassNames names) {
        List<String> found = new ArrayList<>();
        if (Files.isDirectory(root)) {
            collect(root.toFile(), "", names, found);
        } else {
            for (String entry : files.namesInJar(root)) {
                if (!entry.startsWith("META-INF/") && matches(entry, names)) {
                    found.add(entry.substring(0, entry.length() - CLASS.length()));
                }
            }
        }
        return found;
    }

    private static void collect(File folder, String prefix, TestClassNames names, List<String> into) {
        // File, not Files: its listing is the raw order of the directory, which is what Surefire uses.
        File[] entries = folder.listFiles();
        if (entries == null) {
            return;
        }
        for (File entry : entries) {
            String name = entry.getName();
            if (matches(prefix + name, names) && entry.isFile()) {
                into.add(prefix + name.substring(0, name.length() - CLASS.length()));
            } else if (entry.isDirectory()) {
                collect(entry, prefix + name + "/", names, into);
            }
        }
    }

    private static boolean matches(String path, TestClassNames names) {
        return path.endsWith(CLASS) && names.match(path.substring(0, path.length() - CLASS.length()));
    }

    private Optional<CandidateClass> candidate(Path root, String internalName) throws IOException {
        String className = internalName.replace('/', '.');
        Optional<ClassShape> shape = files.in(root, internalName + CLASS).flatMap(ClassShapeReader::read);
        // A file that lies about its name fails to load, as a damaged one does: the run has to show that, so it stays.
        if (shape.isEmpty() || !shape.get().name().equals(internalName)) {
            return Optional.of(new CandidateClass(className, List.of(), false));
        }
        if (!shape.get().canBeInstantiated()) {
            return Optional.empty();
        }
        Tests tests = new TestsOfClass(shapes, meanings).of(shape.get());
        if (!tests.tests().isEmpty()) {
            return Optional.of(
                    new CandidateClass(className, tests.tests(), tests.known() && !tests.foreign(), tests.locks()));
        }
        boolean surelyNone = tests.known() && !tests.foreign() && enginesWellKnown;
        return surelyNone
                ? Optional.empty()
                : Optional.of(new CandidateClass(className, List.of(), false, tests.locks()));
    }
}
