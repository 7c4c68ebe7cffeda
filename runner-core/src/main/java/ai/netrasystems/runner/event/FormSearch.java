package ai.netrasystems.runner.event;

import ai.netrasystems.runner.model.Secret;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;

/**
 * Finds many forms of secrets in one pass, after Wu and Manber, "A fast algorithm for multi-pattern searching" (1994):
 * blocks of three units say how far the next occurrence is away at least. It looks at the end of each form, not at its
 * beginning, since tokens of one issuer begin alike. Immutable and thread-safe.
 *
 * <p>Line breaks count for nothing: Base64 is wrapped at 64 or 76 columns, and a key in PEM has several lines.
 */
final class FormSearch {
    private static final int BLOCK = 3;
    private static final int SLOTS = 1 << 16;
    /** So many units at the end of each form, which has no fewer, are searched for; the rest is then compared. */
    private static final int ANCHOR = Secret.SHORTEST;

    private static final int[] NONE = {};

    /** Without line breaks, in their order. */
    private final String[] forms;

    private final int longest;
    private final byte[] shifts = new byte[SLOTS];
    private final int[][] ending = new int[SLOTS][];
    private final BitSet beginnings = new BitSet(SLOTS);

    /** {@code forms}: each with {@link Secret#SHORTEST} units at least, line breaks apart. */
    FormSearch(Collection<String> forms) {
        this.forms = forms.stream().map(Unbroken::of).sorted().distinct().toArray(String[]::new);
        Arrays.fill(shifts, (byte) (ANCHOR - BLOCK + 1));
        int most = 0;
        for (int form = 0; form < this.forms.length; form++) {
            add(form);
            most = Math.max(most, this.forms[form].length());
        }
        this.longest = most;
    }

    private void add(int index) {
        String form = forms[index];
        int from = form.length() - ANCHOR;
        for (int end = from + BLOCK - 1; end < form.length(); end++) {
            int slot = slot(form, end);
            shifts[slot] = (byte) Math.min(shifts[slot], form.length() - 1 - end);
        }
        int slot = slot(form, form.length() - 1);
        int[] others = ending[slot] == null ? NONE : ending[slot];
        ending[slot] = Arrays.copyOf(others, others.length + 1);
        ending[slot][others.length] = index;
        beginnings.set(slot(form, BLOCK - 1));
    }

    boolean hasFormWith(char unit) {
        return Arrays.stream(forms).anyMatch(form -> form.indexOf(unit) >= 0);
    }

    int size() {
        return forms.length;
    }

    /** Units that belong to a form; line breaks within one do too. */
    BitSet hits(String text) {
        BitSet hits = new BitSet();
        String unbroken = Unbroken.of(text);
        BitSet bound = new BitSet();
        for (int end = ANCHOR - 1; end < unbroken.length(); ) {
            int slot = slot(unbroken, end);
            if (shifts[slot] == 0) {
                mark(unbroken, end, ending[slot], hits, bound);
                end++;
            } else {
                end += shifts[slot];
            }
        }
        return hits.isEmpty() ? hits : Unbroken.inOriginal(hits, bound, text);
    }

    /** {@code bound}: units that belong to the same form as the next one. */
    private void mark(String text, int end, int[] candidates, BitSet hits, BitSet bound) {
        for (int candidate : candidates) {
            String form = forms[candidate];
            int from = end + 1 - form.length();
            if (from >= 0 && text.startsWith(form, from)) {
                hits.set(from, end + 1);
                bound.set(from, end);
            }
        }
    }

    /** Where the end of the text begins that may be the beginning of a form; the text's length where there is none. */
    int openFrom(String text) {
        int from = text.length() < longest ? 0 : beginOfLongest(text);
        String end = Unbroken.of(text.substring(from));
        for (int at = 0; at < end.length(); at++) {
            boolean possible = end.length() - at < BLOCK || beginnings.get(slot(end, at + BLOCK - 1));
            if (possible && begins(end.substring(at))) {
                return Unbroken.inOriginal(at, text, from);
            }
        }
        return text.length();
    }

    private int beginOfLongest(String text) {
        int from = text.length();
        for (int units = 0; from > 0 && units < longest - 1; from--) {
            units += Unbroken.isBreak(text.charAt(from - 1)) ? 0 : 1;
        }
        return from;
    }

    /** Whether that is the beginning of a form, and not all of it. */
    private boolean begins(String text) {
        int found = Arrays.binarySearch(forms, text);
        int next = found >= 0 ? found + 1 : -found - 1;
        return next < forms.length && forms[next].startsWith(text);
    }

    private static int slot(String text, int end) {
        int block = ((text.charAt(end - 2) * 31) + text.charAt(end - 1)) * 31 * 31 + text.charAt(end);
        return (block * 0x9E3779B1) >>> 16;
    }
}
