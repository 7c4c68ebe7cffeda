package ai.netrasystems.runner.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The order in which the classes of a module run. */
final class ClassOrder {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private ClassOrder() {}

    /**
     * The build's order, or that of the seed; classes that must go first keep their order among themselves.
     *
     * <p>A seed gives each class a place by its name alone: two classes stand in the same order whatever other classes
     * there are, so that a failure that depends on the order can be repeated with fewer of them.
     */
    static List<CandidateClass> of(
            List<CandidateClass> classes, Optional<Long> seed, Predicate<CandidateClass> goesFirst) {
        List<CandidateClass> shuffled = seed.map(known -> classes.stream()
                        .sorted(Comparator.comparingLong((CandidateClass each) -> place(known, each.className()))
                                .thenComparing(CandidateClass::className))
                        .toList())
                .orElse(classes);
        return Stream.concat(
                        shuffled.stream().filter(goesFirst), shuffled.stream().filter(goesFirst.negate()))
                .toList();
    }

    /** FNV-1a over the name, then the finalizer of SplitMix64: the same on every JVM. */
    private static long place(long seed, String name) {
        long hash = FNV_OFFSET;
        for (int at = 0; at < name.length(); at++) {
            hash = (hash ^ name.charAt(at)) * FNV_PRIME;
        }
        long mixed = hash ^ mix(seed);
        return mix(mixed);
    }

    private static long mix(long value) {
        long mixed = value + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
