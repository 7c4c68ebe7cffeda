package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.Parameters;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code groups} and {@code excludedGroups} as one tag expression. With JUnit 5 each is a comma-separated list of tag
 * expressions; with JUnit 4 it is Surefire's own grammar over class names of categories ({@code GroupMatcherParser}),
 * which Vintage gives as tags.
 */
final class Groups {
    private static final Pattern TOKEN = Pattern.compile("&&?|\\|\\|?|[!(),]|[^\\s&|!(),]+");

    private Groups() {}

    /**
     * The expression; empty where neither is set.
     *
     * @param names what a name stands for: itself, or the categories that it means
     */
    static Optional<String> of(Parameters parameters, Function<String, Set<String>> names) {
        Optional<String> wanted = anyOf(parameters, "groups").map(text -> expression(text, names));
        Optional<String> unwanted =
                anyOf(parameters, "excludedGroups").map(text -> "!(" + expression(text, names) + ")");
        Optional<String> both = wanted.flatMap(first -> unwanted.map(second -> "(" + first + ") & " + second));
        return both.or(() -> wanted).or(() -> unwanted);
    }

    /** Parts at commas are alternatives; empty ones count for nothing. */
    private static Optional<String> anyOf(Parameters parameters, String name) {
        String joined = parameters.text(name).stream()
                .flatMap(text -> Stream.of(text.split(",+", -1)))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> "(" + part + ")")
                .collect(Collectors.joining(" | "));
        return Optional.of(joined).filter(text -> !text.isEmpty());
    }

    private static String expression(String text, Function<String, Set<String>> names) {
        Matcher matcher = TOKEN.matcher(text);
        String expression = matcher.results()
                .map(MatchResult::group)
                .map(token -> token(token, names))
                .collect(Collectors.joining(" "));
        return expression.replace("( ", "(").replace(" )", ")").replace("! ", "!");
    }

    private static String token(String token, Function<String, Set<String>> names) {
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "&", "&&" -> "&";
            case "|", "||" -> "|";
            case "!", "(", ")" -> token;
            default -> alternatives(names.apply(token));
        };
    }

    private static String alternatives(Collection<String> names) {
        String joined = String.join(" | ", names);
        return names.size() == 1 ? joined : "(" + joined + ")";
    }

    /** {@code AND}, {@code OR} and {@code NOT} are words of Surefire's grammar for JUnit 4. */
    static Parameters withoutWords(Parameters parameters) {
        return new Parameters(parameters.leaves().stream()
                .map(leaf ->
                        Set.of("groups", "excludedGroups").contains(leaf.path().get(0))
                                ? new Parameters.Leaf(
                                        leaf.path(),
                                        leaf.value()
                                                .replaceAll("(?i)\\band\\b", "&")
                                                .replaceAll("(?i)\\bor\\b", "|")
                                                .replaceAll("(?i)\\bnot\\b", "!")
                                                .replace(".class", ""))
                                : leaf)
                .toList());
    }
}
