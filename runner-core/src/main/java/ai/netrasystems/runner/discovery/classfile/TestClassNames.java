package ai.netrasystems.runner.discovery.classfile;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which class files are looked at, by their path. The patterns are those of Surefire (surefire:test, parameters {@code
 * includes} and {@code excludes}; the forms are those that {@code ResolvedTest} of surefire-api turns into paths).
 * Immutable.
 */
public final class TestClassNames {
    private static final String FOLDERS = "(?:[^/]+/)*";

    /** Surefire's default includes, without nested classes. */
    public static final TestClassNames SUREFIRE_DEFAULT = surefire(List.of(), List.of());

    /** Every top-level class: for selectors that name classes or packages outside the patterns. */
    public static final TestClassNames ALL = surefire(List.of("**"), List.of());

    private final List<Pattern> includes;
    private final List<Pattern> excludes;

    private TestClassNames(List<Pattern> includes, List<Pattern> excludes) {
        this.includes = includes;
        this.excludes = excludes;
    }

    /**
     * The names that Surefire would look at.
     *
     * @param includes as configured, each one a comma-separated list of {@linkplain #isPlain plain} patterns; none for
     *     Surefire's own
     * @param excludes the same; none leaves nested classes out, as Surefire does
     */
    public static TestClassNames surefire(List<String> includes, List<String> excludes) {
        List<Pattern> included = patterns(includes);
        List<Pattern> excluded = patterns(excludes);
        return new TestClassNames(
                included.isEmpty() ? patterns(List.of("Test*", "*Test", "*Tests", "*TestCase")) : included,
                excluded.isEmpty() ? patterns(List.of("*$*")) : excluded);
    }

    /** Whether this is made of paths alone: no {@code %regex[...]} or {@code %ant[...]}, no {@code !}, no method. */
    public static boolean isPlain(String patterns) {
        return patterns.indexOf('%') < 0 && patterns.indexOf('!') < 0 && patterns.indexOf('#') < 0;
    }

    /** Whether a class is one to look at. {@code internalName}: its path without {@code .class}, with {@code /}. */
    public boolean match(String internalName) {
        String simpleName = internalName.substring(internalName.lastIndexOf('/') + 1);
        return !simpleName.equals("module-info")
                && !simpleName.equals("package-info")
                && any(includes, internalName)
                && !any(excludes, internalName);
    }

    private static boolean any(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static List<Pattern> patterns(List<String> configured) {
        return configured.stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(TestClassNames::path)
                .map(TestClassNames::compile)
                .toList();
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
