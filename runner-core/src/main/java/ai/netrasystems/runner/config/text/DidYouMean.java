package ai.netrasystems.runner.config.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant. */
public final class DidYouMean {
    private DidYouMean() {}

    /**
     * The known name nearest to the given one: at most one edit (insert, delete, replace, swap of neighbours) for each
     * three characters, upper and lower case and {@code - _} being equal. Empty where none is near.
     */
    public static Optional<String> closest(String given, Collection<String> known) {
        String folded = fold(given);
        int limit = Math.max(1, folded.length() / 3);
        return known.stream()
                // Of very many names, only those of about that length are worth the comparison.
                .filter(name -> Math.abs(name.length() - folded.length()) <= limit)
                .map(name -> new Ranked(name, distance(folded, fold(name))))
                .filter(ranked -> ranked.distance <= limit)
                .min(Comparator.comparingInt(Ranked::distance).thenComparing(Ranked::name))
                .map(Ranked::name);
    }

    /** {@code did you mean `unit`?}, else {@code known: a, b, c}; empty where nothing is known. */
    public static Optional<String> hint(String given, Collection<String> known) {
        if (known.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(closest(given, known)
                .map(name -> "did you mean `" + name + "`?")
                .orElseGet(() -> "known: " + String.join(", ", known)));
    }

    private record Ranked(String name, int distance) {}

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Optimal string alignment distance. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, 1 + cost[i - 2][j - 2]);
                }
                cost[i][j] = best;
            }
        }
        return cost[a.length()][b.length()];
    }
}
