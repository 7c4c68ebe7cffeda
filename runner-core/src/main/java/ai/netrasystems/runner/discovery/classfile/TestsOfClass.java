package ai.netrasystems.runner.discovery.classfile;

import ai.netrasystems.runner.discovery.classfile.AnnotationMeanings.Meaning;
import ai.netrasystems.runner.discovery.classfile.ClassShape.Method;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.ClassLocks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Jupiter's tests of one top-level class, with its nested classes. The rules are those of the Jupiter user guide
 * ("Tagging and Filtering", "Nested Tests", "Test Interfaces and Default Methods"): tags of a class are those of its
 * superclasses and interfaces too; a nested class has the tags of the class around it; a method overridden without an
 * annotation is no test. Used once.
 */
final class TestsOfClass {
    /**
     * What was found.
     *
     * @param known whether every class and annotation that matters could be read
     * @param foreign whether another engine than Jupiter's may find tests in it
     * @param locks of the class, of those nested in it and of all their methods: a worker gets the class as a whole
     */
    record Tests(List<CandidateTest> tests, boolean known, boolean foreign, ClassLocks locks) {}

    private static final String JUNIT_3 = "junit/framework/";

    private final ClassShapes shapes;
    private final AnnotationMeanings meanings;
    private final List<CandidateTest> tests = new ArrayList<>();
    private final Set<String> visitedNested = new HashSet<>();
    private boolean known = true;
    private boolean foreign;
    private ClassLocks locks = ClassLocks.none();

    TestsOfClass(ClassShapes shapes, AnnotationMeanings meanings) {
        this.shapes = shapes;
        this.meanings = meanings;
    }

    Tests of(ClassShape top) {
        visit(top, Set.of());
        return new Tests(List.copyOf(tests), known, foreign, locks);
    }

    private void visit(ClassShape shape, Set<String> enclosingTags) {
        List<ClassShape> hierarchy = hierarchy(shape);
        Set<String> classTags = new HashSet<>(enclosingTags);
        for (ClassShape type : hierarchy) {
            Meaning meaning = meaning(type);
            classTags.addAll(meaning.tags());
            locks = locks.and(meaning.locks());
            foreign |= meanings.of(type.fieldMarks()).foreign() || isJUnit3(type);
        }
        for (Method method : methods(hierarchy)) {
            Meaning meaning = meanings.of(method.marks());
            known &= meaning.known();
            foreign |= meaning.foreign();
            locks = locks.and(meaning.locks());
            if (meaning.test()) {
                Set<String> tags = new HashSet<>(classTags);
                tags.addAll(meaning.tags());
                tests.add(new CandidateTest(shape.binaryName(), method.name(), tags));
            }
        }
        for (ClassShape type : hierarchy) {
            for (String member : type.members()) {
                nested(member, classTags);
            }
        }
    }

    private void nested(String name, Set<String> enclosingTags) {
        // A nested class may extend the class around it and so be its own member again.
        if (!visitedNested.add(name)) {
            return;
        }
        Optional<ClassShape> shape = read(name);
        if (shape.isPresent() && meaning(shape.get()).nested() && shape.get().canBeInstantiated()) {
            visit(shape.get(), enclosingTags);
        }
    }

    private Meaning meaning(ClassShape type) {
        Meaning meaning = meanings.of(type.marks());
        known &= meaning.known();
        foreign |= meaning.foreign();
        return meaning;
    }

    /** JUnit 3 knows its tests by the class they extend, or by a static method that collects them. */
    private static boolean isJUnit3(ClassShape type) {
        return type.name().startsWith(JUNIT_3)
                || type.superName().filter(name -> name.startsWith(JUNIT_3)).isPresent()
                || type.methods().stream()
                        .anyMatch(method -> method.signature().equals("suite()Ljunit/framework/Test;"));
    }

    /** The class, its superclasses, then all their interfaces; the JDK's left out. */
    private List<ClassShape> hierarchy(ClassShape shape) {
        Map<String, ClassShape> all = new LinkedHashMap<>();
        Set<String> interfaces = new LinkedHashSet<>();
        Optional<ClassShape> next = Optional.of(shape);
        while (next.isPresent() && all.put(next.get().name(), next.get()) == null) {
            interfaces.addAll(next.get().interfaces());
            next = next.get().superName().flatMap(this::read);
        }
        List<String> open = new ArrayList<>(interfaces);
        while (!open.isEmpty()) {
            String name = open.remove(0);
            if (!all.containsKey(name)) {
                read(name).ifPresent(found -> {
                    all.put(name, found);
                    open.addAll(found.interfaces());
                });
            }
        }
        return List.copyOf(all.values());
    }

    /** Methods of the whole hierarchy without those that are overridden further down. */
    private static List<Method> methods(List<ClassShape> hierarchy) {
        List<Method> methods = new ArrayList<>();
        Map<String, Set<String>> packagesBySignature = new LinkedHashMap<>();
        for (ClassShape type : hierarchy) {
            for (Method method : type.methods()) {
                Set<String> below = packagesBySignature.computeIfAbsent(method.signature(), key -> new HashSet<>());
                boolean overridden = !method.isPrivate()
                        && (method.isPackagePrivate() ? below.contains(type.packageName()) : !below.isEmpty());
                if (!overridden) {
                    methods.add(method);
                }
            }
            for (Method method : type.methods()) {
                if (!method.isPrivate()) {
                    packagesBySignature
                            .computeIfAbsent(method.signature(), key -> new HashSet<>())
                            .add(type.packageName());
                }
            }
        }
        return methods;
    }

    private Optional<ClassShape> read(String name) {
        return shapes.find(name).fold(Optional::of, platform -> Optional.<ClassShape>empty(), unreadable -> {
            known = false;
            return Optional.empty();
        });
    }
}
