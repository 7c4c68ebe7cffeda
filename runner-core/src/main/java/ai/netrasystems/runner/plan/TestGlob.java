package ai.netrasystems.runner.plan;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code GLOB[#METHOD]}, as {@code --test} and {@code quarantine} have it: {@code *} is any text and {@code ?} any
 * character, in both parts. GLOB is held against the full and the simple name of the test's class and of each class
 * that it is nested in; METHOD against the method's name without parameters. Immutable.
 */
public final class TestGlob {
    private final Pattern name;
    private final Optional<Pattern> method;

    private TestGlob(Pattern name, Optional<Pattern> method) {
        this.name = name;
        this.method = method;
    }

    /** Reads a glob; any text is one. */
    public static TestGlob of(String text) {
        int hash = text.indexOf('#');
        return hash < 0
                ? new TestGlob(pattern(text), Optional.empty())
                : new TestGlob(
                        pattern(text.substring(0, hash)),
                        Optional.of(pattern(withoutParameters(text.substring(hash + 1)))));
    }

    /**
     * Whether a test matches.
     *
     * @param className binary name, a nested class with {@code $}
     * @param testMethod with or without parameters
     */
    public boolean matches(String className, String testMethod) {
        return matchesClass(className)
                && method.map(pattern ->
                                pattern.matcher(withoutParameters(testMethod)).matches())
                        .orElse(true);
    }

    /** Whether it speaks of whole classes. */
    boolean coversClasses() {
        return method.isEmpty();
    }

    /** Whether the class does, whatever its methods. */
    boolean matchesClass(String className) {
        return names(className).stream()
                .anyMatch(candidate -> name.matcher(candidate).matches());
    }

    /** Every name by which somebody may call a class or one that it is nested in. */
    private static Set<String> names(String className) {
        Set<String> names = new LinkedHashSet<>();
        for (String name = className; ; name = name.substring(0, name.lastIndexOf('$'))) {
            names.add(name);
            names.add(name.substring(name.lastIndexOf('.') + 1));
            if (name.lastIndexOf('$') <= 0) {
                return names;
            }
            names.add(name.substring(name.lastIndexOf('$') + 1));
        }
    }

    /** Parameters are the engines' to judge: names alone let more through. */
    static String withoutParameters(String method) {
        int open = method.indexOf('(');
        return open < 0 ? method : method.substring(0, open);
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints().forEach(character -> {
            switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(character)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
