package ai.netrasystems.runner.plan;

import java.util.List;
import java.util.Set;

/**
 * A class that may hold tests, as its class file shows it: an over-approximation.
 *
 * @param className binary name of the top-level class
 * @param tests what may be a test in it, nested and inherited ones too; empty where they can't be told
 * @param locks what it must not share while it runs
 * @param tagsKnown whether {@code tests} and their tags are all that can match; otherwise any expression may match
 */
public record CandidateClass(String className, List<CandidateTest> tests, boolean tagsKnown, ClassLocks locks) {
    /** A class without locks. */
    public CandidateClass(String className, List<CandidateTest> tests, boolean tagsKnown) {
        this(className, tests, tagsKnown, ClassLocks.none());
    }

    /** Copies the list. */
    public CandidateClass {
        tests = List.copyOf(tests);
    }

    /**
     * A test method. {@code className} is its own class (a nested one has {@code $}); {@code tags}: all, inherited
     * ones too.
     */
    public record CandidateTest(String className, String method, Set<String> tags) {
        /** Copies the set. */
        public CandidateTest {
            tags = Set.copyOf(tags);
        }
    }
}
