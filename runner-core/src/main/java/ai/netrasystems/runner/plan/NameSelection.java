package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.RunRequest.Selection;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.RunPlan.TestSelectors;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The command line's narrowing by name, as far as names show before a JVM looks: it may let more through than the
 * worker's exact rule, never less. Of a class that can't be read it sees the names that could be.
 */
final class NameSelection {
    /** Segments of JUnit's unique ids that name a class: Jupiter's, Vintage's, Spock's. */
    private static final Pattern CLASS_SEGMENT = Pattern.compile("\\[(?:class|runner|spec):([^\\]]+)\\]");

    private final List<TestGlob> tests;
    private final List<String> methods;
    private final List<String> uniqueIds;
    private final List<String> classes;
    private final List<String> packages;

    private NameSelection(TestSelectors selectors, List<String> classes, List<String> packages) {
        this.tests = selectors.tests().stream().map(TestGlob::of).toList();
        this.methods = selectors.methods();
        this.uniqueIds = selectors.uniqueIds();
        this.classes = classes;
        this.packages = packages;
    }

    static NameSelection of(Selection selection) {
        return new NameSelection(selectors(selection), selection.classes(), selection.packages());
    }

    static NameSelection of(TestSelectors selectors) {
        return new NameSelection(selectors, List.of(), List.of());
    }

    /**
     * What the worker has to narrow by. Top-level classes and packages are in the unit's classes already; a nested
     * class goes on as a glob of {@code --test}.
     */
    static TestSelectors selectors(Selection selection) {
        List<String> tests = new ArrayList<>(selection.tests());
        if (selection.classes().stream().anyMatch(name -> name.indexOf('$') >= 0)) {
            selection.classes().forEach(name -> tests.addAll(List.of(name, name + "$*")));
        }
        return new TestSelectors(List.copyOf(tests), selection.methods(), selection.uniqueIds());
    }

    /** Whether anything in the class may match. */
    boolean mayMatch(CandidateClass candidate) {
        if (!inReach(candidate.className())) {
            return false;
        }
        if (candidate.tests().stream().anyMatch(this::matches)) {
            return true;
        }
        return !candidate.tagsKnown() && matchesUnread(candidate.className());
    }

    /** Whether the test may match; its class is in reach. */
    boolean matches(CandidateTest test) {
        return (tests.isEmpty() || tests.stream().anyMatch(glob -> glob.matches(test.className(), test.method())))
                && (methods.isEmpty() || methods.stream().anyMatch(method -> names(method, test)))
                && matchesUniqueId(topLevel(test.className()));
    }

    /** Whether the class itself is selected. */
    boolean inReach(String className) {
        return (classes.isEmpty()
                        || classes.stream()
                                .anyMatch(name -> name.equals(className) || name.startsWith(className + "$")))
                && (packages.isEmpty() || packages.stream().anyMatch(name -> className.startsWith(name + ".")))
                && matchesUniqueId(className);
    }

    private boolean matchesUnread(String className) {
        return (tests.isEmpty() || tests.stream().anyMatch(glob -> glob.matchesClass(className)))
                && (methods.isEmpty()
                        || methods.stream()
                                .anyMatch(method -> topLevel(method.substring(0, method.indexOf('#')))
                                        .equals(className)));
    }

    /** A unique id without a class that we know how to read may be in any class. */
    private boolean matchesUniqueId(String className) {
        return uniqueIds.isEmpty()
                || uniqueIds.stream().anyMatch(id -> {
                    List<String> named = CLASS_SEGMENT
                            .matcher(id)
                            .results()
                            .map(segment -> topLevel(segment.group(1)))
                            .toList();
                    return named.isEmpty() || named.contains(className);
                });
    }

    private static boolean names(String selected, CandidateTest test) {
        int hash = selected.indexOf('#');
        return selected.substring(0, hash).equals(test.className())
                && TestGlob.withoutParameters(selected.substring(hash + 1))
                        .equals(TestGlob.withoutParameters(test.method()));
    }

    private static String topLevel(String className) {
        int dollar = className.indexOf('$', 1);
        return dollar < 0 ? className : className.substring(0, dollar);
    }
}
