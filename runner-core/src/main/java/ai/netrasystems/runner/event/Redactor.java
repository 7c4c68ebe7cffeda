package ai.netrasystems.runner.event;

import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.TestId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Replaces known secrets in text by {@value #MASK}: the values themselves (so also behind {@code Bearer}) and all forms
 * in which programs usually write them ({@link SecretForms}; so also the {@code jwt.<base64url token>} of a WebSocket's
 * subprotocols), line breaks within them or not. Immutable and thread-safe.
 */
public final class Redactor {
    /** What stands in a secret's place. */
    public static final String MASK = "***";

    /** Length from which the beginning of a secret at the very end of an output is masked, in UTF-16 units. */
    private static final int TELLING = 4;

    private static final int ID_BYTES = 4;

    private static final Redactor NOTHING = new Redactor(List.of());

    private final List<FormSearch> searches;
    private final boolean masksMatter;

    private Redactor(List<FormSearch> searches) {
        this.searches = List.copyOf(searches);
        this.masksMatter = searches.stream().anyMatch(search -> search.hasFormWith(MASK.charAt(0)));
    }

    /** Knows no secret and changes nothing. */
    public static Redactor nothing() {
        return NOTHING;
    }

    /**
     * Knows these secrets in all their forms.
     *
     * @throws IllegalArgumentException if one {@link Secret#isTooShort()}: those are refused where they come in
     */
    public static Redactor of(Collection<Secret> secrets) {
        Register register = new Register();
        secrets.forEach(register::add);
        return register.redactor();
    }

    /** The text without any secret; the same instance where there is none in it. */
    public String redact(String text) {
        String result = text;
        // A mask may bring the two halves of another secret together. Each turn makes the text shorter, so it ends.
        for (BitSet hits = hits(result); !hits.isEmpty(); hits = masksMatter ? hits(result) : new BitSet()) {
            result = masked(result, hits, 0, result.length());
        }
        return result;
    }

    /** Redacts the lines of one text: a secret may go over several. */
    public List<String> redact(List<String> lines) {
        String text = String.join("\n", lines);
        BitSet hits = hits(text);
        if (hits.isEmpty()) {
            return lines;
        }
        List<String> redacted = new ArrayList<>(lines.size());
        int from = 0;
        for (String line : lines) {
            redacted.add(redact(masked(text, hits, from, from + line.length())));
            from += line.length() + 1;
        }
        return redacted;
    }

    /** An id without any secret, and still one of its own: a display name may be part of it. */
    public TestId redact(TestId id) {
        return isNothing() ? id : new TestId(redactId(id.value()));
    }

    /** Likewise any other text by which something is told from others. */
    String redactId(String id) {
        String redacted = redact(id);
        return redacted.equals(id) ? id : redacted + '~' + digest(id);
    }

    /** The event without any secret. */
    public RunEvent redact(RunEvent event) {
        return isNothing() ? event : event.accept(new RedactedEvent(this));
    }

    /**
     * The end of an output that goes on, as far as it may be the beginning of a secret.
     *
     * @param text as it came; shorter than the longest secret, line breaks apart
     * @param done how many units of it are dealt with: shown or masked
     */
    public record Open(String text, int done) {
        /** No beginning of a secret. */
        public static final Open NOTHING = new Open("", 0);

        /** What is shown of it where nothing follows: a telling part of a secret is masked too. */
        public String last() {
            String held = text.substring(done);
            if (held.isEmpty() || Unbroken.of(text).length() < TELLING) {
                return held;
            }
            return MASK + held.substring(held.stripTrailing().length());
        }
    }

    /**
     * A piece of an output that goes on.
     *
     * @param ready what can be shown now, redacted
     * @param open what the next piece is to be redacted with
     */
    public record Piece(String ready, Open open) {}

    /** Redacts a piece of an output that goes on, so that a secret across two pieces is found as well. */
    public Piece piece(Open before, String more) {
        String text = before.text().isEmpty() ? more : before.text() + more;
        BitSet hits = hits(text);
        int from = openFrom(text);
        int cut = Math.max(before.done(), isWorthWaiting(text, from) ? from : text.length());
        if (cut > 0 && hits.get(cut - 1)) {
            cut = hits.nextClearBit(cut); // never through a secret that is complete
        }
        String ready = masked(text, hits, before.done(), cut);
        return new Piece(
                masksMatter ? redact(ready) : ready,
                from == text.length() ? Open.NOTHING : new Open(text.substring(from), cut - from));
    }

    /** The piece without the rest of a secret that begins in {@code open}, which others have shown. */
    public String continued(String open, String piece) {
        if (open.isEmpty() || piece.isEmpty()) {
            return piece;
        }
        BitSet hits = hits(open + piece);
        int edge = open.length();
        return hits.get(edge - 1) && hits.get(edge) ? MASK + piece.substring(hits.nextClearBit(edge) - edge) : piece;
    }

    /** The end of the text that may be the beginning of a secret. */
    public String open(String text) {
        return text.substring(openFrom(text));
    }

    /** Whether it knows no secret. */
    public boolean isNothing() {
        return searches.isEmpty();
    }

    /** How many forms of secrets it looks for. */
    @Override
    public String toString() {
        return "Redactor of " + searches.stream().mapToInt(FormSearch::size).sum() + " forms";
    }

    private BitSet hits(String text) {
        BitSet hits = new BitSet();
        for (FormSearch search : searches) {
            hits.or(search.hits(text));
        }
        return hits;
    }

    private int openFrom(String text) {
        int from = text.length();
        for (FormSearch search : searches) {
            from = Math.min(from, search.openFrom(text));
        }
        return from;
    }

    /** A whole line may be a few letters of a secret by chance; then nobody should wait for the next one. */
    private static boolean isWorthWaiting(String text, int from) {
        return from < text.length()
                && (!Unbroken.isBreak(text.charAt(text.length() - 1))
                        || Unbroken.of(text.substring(from)).length() >= Secret.SHORTEST);
    }

    private static String masked(String text, BitSet hits, int begin, int end) {
        if (hits.isEmpty()) {
            return text.substring(begin, end);
        }
        StringBuilder result = new StringBuilder(end - begin);
        int from = begin;
        for (int hit = hits.nextSetBit(begin); hit >= 0 && hit < end; hit = hits.nextSetBit(from)) {
            result.append(text, from, hit).append(MASK);
            from = Math.min(end, hits.nextClearBit(hit));
        }
        return result.append(text, from, end).toString();
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Collects secrets that become known while a run goes on. Thread-safe. */
    public static final class Register {
        /** So many are looked for beside the others before all are put in one search, which takes long for many. */
        private static final int RECENT = 64;

        private final Set<Secret> secrets = new HashSet<>();
        private final List<String> forms = new ArrayList<>();
        private final List<String> recentForms = new ArrayList<>();
        private List<FormSearch> settled = List.of();
        private volatile Redactor current = NOTHING;

        /**
         * From now on the value is replaced; what was written before is not touched.
         *
         * @throws IllegalArgumentException if it {@link Secret#isTooShort()}: those are refused where they come in
         */
        public synchronized void add(Secret secret) {
            if (secret.isTooShort()) {
                throw new IllegalArgumentException("a secret of less than " + Secret.SHORTEST + " characters");
            }
            if (secrets.add(secret)) {
                recentForms.addAll(SecretForms.of(secret));
                List<FormSearch> searches = new ArrayList<>(settled);
                searches.add(new FormSearch(recentForms));
                current = new Redactor(searches);
                if (secrets.size() % RECENT == 0) {
                    settle();
                }
            }
        }

        private void settle() {
            forms.addAll(recentForms);
            recentForms.clear();
            settled = List.of(new FormSearch(forms));
            current = new Redactor(settled);
        }

        /** Knows every secret added so far. */
        public Redactor redactor() {
            return current;
        }
    }
}
