package ai.netrasystems.runner.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is worth knowing of a test's result beside its outcome. Changes neither the outcome nor the exit code. */
public enum Mark {
    /** It needs a service and passed without a request of its own that our clients saw. */
    NO_CONTACT;

    /** The word that people and files use, such as {@code no-contact}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mark of that {@link #label()}; empty for one that a later runner may have written. */
    public static Optional<Mark> ofLabel(String label) {
        return Stream.of(values()).filter(mark -> mark.label().equals(label)).findFirst();
    }
}
