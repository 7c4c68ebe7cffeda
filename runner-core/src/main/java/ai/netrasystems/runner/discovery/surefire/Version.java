package ai.netrasystems.runner.discovery.surefire;

import java.util.ArrayList;
import java.util.List;

/** The numbers in front of a version; what follows them ({@code -M5}) does not matter here. */
record Version(List<Integer> numbers) {
    static Version of(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.split("[.-]", -1)) {
            if (!part.matches("\\d{1,9}")) {
                break;
            }
            numbers.add(Integer.valueOf(part));
        }
        return new Version(List.copyOf(numbers));
    }

    boolean isBefore(Version other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int mine = i < numbers.size() ? numbers.get(i) : 0;
            int theirs = i < other.numbers.size() ? other.numbers.get(i) : 0;
            if (mine != theirs) {
                return mine < theirs;
            }
        }
        return false;
    }
}
