package ai.netrasystems.runner.plan;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the Surefire of a build names tests in its reports, which changed with its versions. Seen by running the projects
 * under {@code parity/engines} with 3.0.0 to 3.6.1.
 *
 * @param numbered whether invocations of a method without parameters have a number: {@code repeated()[2]}, not
 *     {@code repeated} (since 3.5.2)
 * @param classes what a class is called
 * @param junit4Provider whether tests run on JUnit 4 itself, which has one case without a name for a class that is
 *     ignored or aborted (a project of JUnit 4 alone, before 3.6)
 * @param classCases whether the case of a class that failed has a name, and the tests of one that was aborted are
 *     listed (since 3.6)
 * @param methodDisplayNames whether a method is called by its display name, after that of its template or factory
 */
public record SurefireNames(
        boolean numbered, Classes classes, boolean junit4Provider, boolean classCases, boolean methodDisplayNames) {
    /** What a class is called. */
    public enum Classes {
        /** By its name. */
        NAME,
        /** By its {@code @DisplayName} where it has one (always from 3.5.4 to 3.5.6, and as phrased since). */
        DISPLAY_NAME,
        /** By the display names of all classes from the outermost on (as phrased before 3.5.4). */
        DISPLAY_PATH
    }

    /** What {@code statelessTestsetReporter} asks to be called by its display name. */
    public enum Phrased {
        /** {@code usePhrasedTestCaseClassName}. */
        CLASSES,
        /** {@code usePhrasedTestCaseMethodName}. */
        METHODS
    }

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

    /** Of the newest version, and where there is none. */
    public static SurefireNames newest() {
        return new SurefireNames(true, Classes.NAME, false, true, false);
    }

    /**
     * Of a version such as {@code 3.5.4} or {@code 3.0.0-M5}; of one that can't be read, the newest's.
     *
     * @param junit4Alone whether the project's tests are JUnit 4's and there is no JUnit Platform on their classpath
     * @param phrased ignored where tests run on JUnit 4 itself, which has no display names
     */
    public static SurefireNames of(String version, boolean junit4Alone, Set<Phrased> phrased) {
        int number = number(version);
        boolean junit4Provider = junit4Alone && number < 3_006_000;
        return new SurefireNames(
                number >= 3_005_002,
                junit4Provider ? Classes.NAME : classes(number, phrased.contains(Phrased.CLASSES)),
                junit4Provider,
                number >= 3_006_000,
                !junit4Provider && phrased.contains(Phrased.METHODS));
    }

    private static Classes classes(int number, boolean phrased) {
        if (number < 3_005_004) {
            return phrased ? Classes.DISPLAY_PATH : Classes.NAME;
        }
        return phrased || number < 3_006_000 ? Classes.DISPLAY_NAME : Classes.NAME;
    }

    private static int number(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return Integer.MAX_VALUE;
        }
        return Stream.of(matcher.group(1), matcher.group(2), matcher.group(3))
                .mapToInt(part -> part == null ? 0 : Integer.parseInt(part))
                .reduce(0, (number, part) -> number * 1_000 + part);
    }
}
