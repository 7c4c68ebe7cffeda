package ai.netrasystems.runner.discovery.classfile;

import ai.netrasystems.runner.discovery.classfile.ClassShape.Mark;
import ai.netrasystems.runner.plan.ClassLocks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What annotations mean to Jupiter and to jqwik, composed ones resolved. Not thread-safe. */
final class AnnotationMeanings {
    /**
     * A meaning.
     *
     * @param test whether it makes a method a test, a factory or a template
     * @param nested whether it makes a member class a nested test class
     * @param foreign whether it means a test to another engine than Jupiter's
     * @param tags the tags that it gives
     * @param locks what must not be shared meanwhile
     * @param known false when something in it could not be read
     */
    record Meaning(boolean test, boolean nested, boolean foreign, Set<String> tags, ClassLocks locks, boolean known) {
        static final Meaning NOTHING = new Meaning(false, false, false, Set.of(), NO_LOCKS, true);
        static final Meaning UNKNOWN = new Meaning(false, false, false, Set.of(), NO_LOCKS, false);
        static final Meaning TEST = new Meaning(true, false, false, Set.of(), NO_LOCKS, true);
        static final Meaning NESTED = new Meaning(false, true, false, Set.of(), NO_LOCKS, true);
        static final Meaning FOREIGN = new Meaning(false, false, true, Set.of(), NO_LOCKS, true);

        static Meaning tagged(Set<String> tags) {
            return new Meaning(false, false, false, tags, NO_LOCKS, true);
        }

        static Meaning locked(ClassLocks locks) {
            return new Meaning(false, false, false, Set.of(), locks, true);
        }

        /** Jupiter marks some of its own annotations as testable too. */
        Meaning jupiters() {
            return new Meaning(test, nested, false, tags, locks, known);
        }

        Meaning plus(Meaning other) {
            if (other.equals(NOTHING)) {
                return this;
            }
            Set<String> all = new HashSet<>(tags);
            all.addAll(other.tags);
            return new Meaning(
                    test || other.test,
                    nested || other.nested,
                    foreign || other.foreign,
                    all,
                    locks.and(other.locks),
                    known && other.known);
        }
    }

    private static final ClassLocks NO_LOCKS = ClassLocks.none();

    private static final String JUPITER = "org/junit/jupiter/api/";
    private static final String JQWIK = "net/jqwik/api/";
    private static final Set<String> TESTS = Set.of(
            JUPITER + "Test", JUPITER + "TestFactory", JUPITER + "TestTemplate", JQWIK + "Property", JQWIK + "Example");
    private static final Set<String> NESTED = Set.of(JUPITER + "Nested", JQWIK + "Group");

    /** The platform's own mark of what an engine can run: ArchUnit and the suite engine use it. */
    private static final String TESTABLE = "org/junit/platform/commons/annotation/Testable";

    /** Annotations of frameworks that are no platform engines. */
    private static final List<String> FOREIGN =
            List.of("org/junit/Test", "org/junit/runner/", "org/junit/experimental/", "org/testng/");

    /** Packages whose annotations can carry none of Jupiter's and are often missing at run time. */
    private static final List<String> INERT =
            List.of("java/", "jdk/", "kotlin/", "org/apiguardian/", "org/jspecify/", "groovy/transform/", "net/jqwik/");

    private final ClassShapes shapes;
    private final Map<String, Meaning> known = new HashMap<>();

    AnnotationMeanings(ClassShapes shapes) {
        this.shapes = shapes;
    }

    Meaning of(List<Mark> marks) {
        Meaning meaning = Meaning.NOTHING;
        for (Mark mark : marks) {
            meaning = meaning.plus(of(mark, new HashSet<>()));
        }
        return meaning;
    }

    private Meaning of(Mark mark, Set<String> under) {
        String type = mark.type();
        if (mark.tags().isPresent()) {
            return Meaning.tagged(mark.tags().get());
        }
        if (mark.locks().isPresent()) {
            return Meaning.locked(mark.locks().get().locks());
        }
        if (TESTS.contains(type)) {
            return Meaning.TEST;
        }
        if (NESTED.contains(type)) {
            return Meaning.NESTED;
        }
        if (type.equals(TESTABLE) || FOREIGN.stream().anyMatch(type::startsWith)) {
            return Meaning.FOREIGN;
        }
        if (INERT.stream().anyMatch(type::startsWith)) {
            return Meaning.NOTHING;
        }
        Meaning found = known.get(type);
        if (found == null) {
            // An annotation may carry itself, directly or in a circle (@Documented does).
            if (!under.add(type)) {
                return Meaning.NOTHING;
            }
            found = composed(type, under);
            under.remove(type);
            if (under.isEmpty()) {
                known.put(type, found);
            }
        }
        return found;
    }

    private Meaning composed(String type, Set<String> under) {
        return shapes.find(type)
                .fold(
                        shape -> {
                            Meaning meaning = Meaning.NOTHING;
                            for (Mark mark : shape.marks()) {
                                meaning = meaning.plus(of(mark, under));
                            }
                            return type.startsWith("org/junit/jupiter/") ? meaning.jupiters() : meaning;
                        },
                        platform -> Meaning.NOTHING,
                        unreadable -> Meaning.UNKNOWN);
    }
}
