package ai.netrasystems.runner.doctor.dockerfile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image's name, taken apart.
 *
 * @param repository with its registry, if it has one: {@code registry:5000/team/app}
 * @param tag what follows the last colon; empty where nothing does
 * @param digest whether content is named by its hash
 */
record ImageName(String repository, Optional<String> tag, boolean digest) {
    /** Loose where the engine is strict, except for what can't be a name at all. */
    private static final Pattern NAME =
            Pattern.compile("((?:[\\w.-]+(?::\\d+)?/)?[\\w.-]+(?:/[\\w.-]+)*)(?::([\\w][\\w.-]*))?(@\\w+:[0-9a-fA-F]+)?");

    /** Empty where the text can't name an image, such as {@code node:}. */
    static Optional<ImageName> of(String text) {
        Matcher matcher = NAME.matcher(text);
        return matcher.matches()
                ? Optional.of(new ImageName(
                        matcher.group(1), Optional.ofNullable(matcher.group(2)), matcher.group(3) != null))
                : Optional.empty();
    }

    /** Whether it means another image each time that one is pushed. */
    boolean floats() {
        return !digest && tag.filter(name -> !name.equals("latest")).isEmpty();
    }

    /** The last part of the repository. */
    String last() {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }

    /** Whether name or tag say Alpine: {@code alpine:3.20}, {@code node:22-alpine3.20}, {@code team/alpine-base}. */
    boolean saysAlpine() {
        return saysAlpine(last()) || tag.filter(ImageName::saysAlpine).isPresent();
    }

    /** Whether {@code alpine} is a word of the text; digits may follow it. */
    static boolean saysAlpine(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                .anyMatch(word -> word.matches("alpine\\d*"));
    }
}
