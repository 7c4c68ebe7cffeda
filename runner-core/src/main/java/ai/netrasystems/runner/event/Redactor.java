package ai.netrasystems.runner.event;

import ai.netrasystems.runner.model.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Replaces known secrets in text by {@value #MASK}: the values themselves (so also behind {@code Bearer}), their
 * Base64 forms (so also the {@code jwt.<base64url token>} of a WebSocket's subprotocols) and their percent-encoded
 * form. Immutable and thread-safe.
 *
 * <p>A value of less than {@value #SHORTEST} characters is not replaced: it protects nothing, and output with each of
 * its occurrences masked could not be read.
 */
public final class Redactor {
    /** What stands in a secret's place. */
    public static final String MASK = "***";

    /** Length of the shortest value that is replaced, in UTF-16 units. */
    public static final int SHORTEST = 6;

    /** Length from which the beginning of a secret at the very end of an output is masked, in UTF-16 units. */
    private static final int TELLING = 4;

    private static final Redactor NOTHING = new Redactor(List.of());

    private final List<Form> forms;

    private Redactor(List<Form> forms) {
        this.forms = forms;
    }

    /** Knows no secret and changes nothing. */
    public static Redactor nothing() {
        return NOTHING;
    }

    /** Knows these secrets in all their forms. */
    public static Redactor of(Collection<Secret> secrets) {
        Set<String> texts = new LinkedHashSet<>();
        for (Secret secret : secrets) {
            addForms(secret.reveal(), texts);
        }
        return new Redactor(texts.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Form::of)
                .toList());
    }

    private static void addForms(String secret, Set<String> forms) {
        if (secret.length() < SHORTEST) {
            return;
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }

    /** The text without any secret; the same instance where there is none in it. */
    public String redact(String text) {
        String result = text;
        // A mask may bring the two halves of another secret together. Each turn makes the text shorter, so it ends.
        for (BitSet hits = hits(result); !hits.isEmpty(); hits = hits(result)) {
            result = masked(result, hits);
        }
        return result;
    }

    /** Redacts each of the texts. */
    public List<String> redact(List<String> texts) {
        return forms.isEmpty() ? texts : texts.stream().map(this::redact).toList();
    }

    /** The event without any secret in what people wrote or programs printed. Ids and paths stay as they are. */
    public RunEvent redact(RunEvent event) {
        return forms.isEmpty() ? event : event.accept(new RedactedEvent(this));
    }

    /**
     * A piece of an output that goes on: what can be shown of it, and its end that may be the beginning of a secret.
     *
     * @param ready redacted
     * @param held as it came, to be put in front of the next piece; shorter than the longest secret
     */
    public record Piece(String ready, String held) {
        /** What is shown of the held end where nothing follows: a telling part of a secret is masked too. */
        public String last() {
            return held.length() < TELLING ? ready + held : ready + MASK;
        }
    }

    /** Redacts a piece of an output, so that a secret across two pieces is found as well. */
    public Piece piece(String text) {
        int longest = 0;
        for (Form form : forms) {
            longest = Math.max(longest, form.openEnd(text));
        }
        int cut = text.length() - longest;
        BitSet hits = hits(text);
        if (cut > 0 && hits.get(cut - 1)) {
            cut = hits.nextClearBit(cut); // never through a secret that is complete
        }
        return new Piece(redact(text.substring(0, cut)), text.substring(cut));
    }

    /** How many forms of secrets it looks for. */
    @Override
    public String toString() {
        return "Redactor of " + forms.size() + " forms";
    }

    /** Units of the text that belong to a secret. */
    private BitSet hits(String text) {
        BitSet hits = new BitSet();
        for (Form form : forms) {
            for (int at = text.indexOf(form.text); at >= 0; at = text.indexOf(form.text, at + 1)) {
                hits.set(at, at + form.text.length());
            }
        }
        return hits;
    }

    private static String masked(String text, BitSet hits) {
        StringBuilder result = new StringBuilder(text.length());
        int from = 0;
        for (int hit = hits.nextSetBit(0); hit >= 0; hit = hits.nextSetBit(from)) {
            result.append(text, from, hit).append(MASK);
            from = hits.nextClearBit(hit);
        }
        return result.append(text, from, text.length()).toString();
    }

    /** One way to write a secret. {@code units}: those that occur in it. */
    private record Form(String text, Set<Character> units) {
        static Form of(String text) {
            return new Form(text, text.chars().mapToObj(unit -> (char) unit).collect(Collectors.toUnmodifiableSet()));
        }

        int openEnd(String output) {
            // Most output ends in a line break, which is in no secret: nothing more to look at.
            if (output.isEmpty() || !units.contains(output.charAt(output.length() - 1))) {
                return 0;
            }
            for (int length = Math.min(text.length() - 1, output.length()); length > 0; length--) {
                if (text.regionMatches(0, output, output.length() - length, length)) {
                    return length;
                }
            }
            return 0;
        }
    }

    /** Collects secrets that become known while a run goes on. Thread-safe. */
    public static final class Register {
        private final List<Secret> secrets = new ArrayList<>();
        private volatile Redactor current = NOTHING;

        /** From now on the value is replaced; what was written before is not touched. */
        public synchronized void add(Secret secret) {
            if (!secrets.contains(secret)) {
                secrets.add(secret);
                current = Redactor.of(secrets);
            }
        }

        /** Knows every secret added so far. */
        public Redactor redactor() {
            return current;
        }
    }
}
