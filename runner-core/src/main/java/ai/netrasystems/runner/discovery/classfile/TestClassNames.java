package ai.netrasystems.runner.discovery.classfile;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Which class files are looked at, by their path. The patterns are those of Surefire (surefire:test, parameters {@code
 * includes} and {@code excludes}; the forms are those that {@code TestListResolver} and {@code ResolvedTest} of
 * surefire-api know). Immutable.
 */
public final class TestClassNames {
    private static final String FOLDERS = "(?:[^/]+/)*";
    private static final String REGEX = "%regex[";

    /** Surefire's default includes, since 2.20. */
    public static final List<String> SUREFIRES = List.of("**/Test*", "**/*Test", "**/*Tests", "**/*TestCase");

    /** Surefire's default includes, without nested classes. */
    public static final TestClassNames SUREFIRE_DEFAULT = surefire(List.of(), List.of());

    /** Every top-level class: for selectors that name classes or packages outside the patterns. */
    public static final TestClassNames ALL = surefire(List.of("**"), List.of());

    private final List<Predicate<String>> includes;
    private final List<Predicate<String>> excludes;

    private TestClassNames(List<Predicate<String>> includes, List<Predicate<String>> excludes) {
        this.includes = includes;
        this.excludes = excludes;
    }

    /**
     * The names that Surefire would look at.
     *
     * @param includes as configured, each one a comma-separated list of patterns, {@code !} in front of what it leaves
     *     out; none for Surefire's own
     * @param excludes the same without {@code !}; none leaves nested classes out, as Surefire does
     * @throws IllegalArgumentException where {@link #notUnderstood} names something
     */
    public static TestClassNames surefire(List<String> includes, List<String> excludes) {
        return of(includes, excludes.isEmpty() ? List.of("**/*$*") : excludes);
    }

    /** Names that were asked for one by one, as by Surefire's {@code test}: nested classes count too. */
    public static TestClassNames exactly(List<String> includes) {
        return of(includes, List.of());
    }

    private static TestClassNames of(List<String> includes, List<String> excludes) {
        List<String> given = split(includes.isEmpty() ? SUREFIRES : includes).toList();
        Stream<String> negated =
                given.stream().filter(TestClassNames::isNegated).map(pattern -> pattern.substring(1));
        return new TestClassNames(
                patterns(given.stream().filter(pattern -> !isNegated(pattern))),
                patterns(Stream.concat(split(excludes), negated)));
    }

    /** The first pattern that has no meaning for Surefire either, or one of methods; empty where there is none. */
    public static Optional<String> notUnderstood(List<String> includes, List<String> excludes) {
        Stream<String> wrong = split(includes)
                .map(pattern -> isNegated(pattern) ? pattern.substring(1) : pattern)
                .filter(TestClassNames::isWrong);
        return Stream.concat(wrong, split(excludes).filter(pattern -> isNegated(pattern) || isWrong(pattern)))
                .findFirst();
    }

    private static boolean isWrong(String pattern) {
        if (pattern.indexOf('#') >= 0 || pattern.contains("%ant[")) {
            return true;
        }
        if (!pattern.contains(REGEX)) {
            return false;
        }
        if (!pattern.startsWith(REGEX) || !pattern.endsWith("]")) {
            return true;
        }
        try {
            regex(pattern);
            return false;
        } catch (PatternSyntaxException wrong) {
            return true;
        }
    }

    private static boolean isNegated(String pattern) {
        return pattern.startsWith("!");
    }

    /** Whether a class is one to look at. {@code internalName}: its path without {@code .class}, with {@code /}. */
    public boolean match(String internalName) {
        String simpleName = internalName.substring(internalName.lastIndexOf('/') + 1);
        return !simpleName.equals("module-info")
                && !simpleName.equals("package-info")
                // Only what is left out: all else is in.
                && (includes.isEmpty() || any(includes, internalName))
                && !any(excludes, internalName);
    }

    private static boolean any(List<Predicate<String>> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.test(name));
    }

    private static Stream<String> split(List<String> configured) {
        return configured.stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty() && !pattern.equals("!"));
    }

    private static List<Predicate<String>> patterns(Stream<String> patterns) {
        return patterns.map(pattern -> pattern.startsWith(REGEX)
                        ? regex(pattern)
                        : compile(path(pattern)).asMatchPredicate())
                .toList();
    }

    /** It is matched against the path of the class file, extension and all. */
    private static Predicate<String> regex(String pattern) {
        Predicate<String> file = Pattern.compile(pattern.substring(REGEX.length(), pattern.length() - 1))
                .asMatchPredicate();
        return name -> file.test(name + ".class");
    }

    /** A file name with or without its extension, or a class name with dots, as a path without extension. */
    private static String path(String pattern) {
        for (String extension : List.of(".java", ".class")) {
            if (pattern.endsWith(extension)) {
                // With one of these, Surefire takes every other dot for a folder, even beside a slash.
                return pattern.substring(0, pattern.length() - extension.length())
                        .replace('.', '/');
            }
        }
        String name = pattern.endsWith(".*") ? pattern.substring(0, pattern.length() - 2) : pattern;
        return name.indexOf('/') < 0 ? name.replace('.', '/') : name;
    }

    /** The path may start in any folder; Surefire puts {@code **}{@code /} in front of whatever lacks it. */
    private static Pattern compile(String path) {
        List<String> parts =
                Stream.of(path.split("/", -1)).filter(part -> !part.isEmpty()).toList();
        StringBuilder regex = new StringBuilder(FOLDERS);
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            if (parts.get(i).equals("**")) {
                regex.append(i == 0 ? "" : FOLDERS).append(last ? "[^/]+" : "");
            } else {
                regex.append(part(parts.get(i))).append(last ? "" : "/");
            }
        }
        return Pattern.compile(regex.toString());
    }

    private static String part(String part) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char at = part.charAt(i);
            regex.append(at == '*' ? "[^/]*" : at == '?' ? "[^/]" : Pattern.quote(String.valueOf(at)));
        }
        return regex.toString();
    }
}
