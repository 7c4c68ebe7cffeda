package ai.netrasystems.runner.plan;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the Surefire of a build names tests in its reports, which changed with its versions. Seen by running the projects
 * under {@code parity/engines} with 3.0.0 to 3.6.1.
 *
 * @param numbered whether invocations of a method without parameters have a number: {@code repeated()[2]}, not
 *     {@code repeated} (since 3.5.2)
 * @param classDisplayNames whether the class is called by its display name (3.5.4 to 3.5.6)
 * @param junit4Provider whether tests run on JUnit 4 itself, which has one case without a name for a class that is
 *     ignored or aborted (a project of JUnit 4 alone, before 3.6)
 * @param classCases whether the case of a class that failed has a name, and the tests of one that was aborted are
 *     listed (since 3.6)
 */
public record SurefireNames(boolean numbered, boolean classDisplayNames, boolean junit4Provider, boolean classCases) {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

    /** Of the newest version, and where there is none. */
    public static SurefireNames newest() {
        return new SurefireNames(true, false, false, true);
    }

    /**
     * Of a version such as {@code 3.5.4} or {@code 3.0.0-M5}; of one that can't be read, the newest's.
     *
     * @param junit4Alone whether the project's tests are JUnit 4's and there is no JUnit Platform on their classpath
     */
    public static SurefireNames of(String version, boolean junit4Alone) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return newest();
        }
        List<Integer> parts = Stream.of(matcher.group(1), matcher.group(2), matcher.group(3))
                .map(part -> part == null ? 0 : Integer.parseInt(part))
                .toList();
        int number = (parts.get(0) * 1_000 + parts.get(1)) * 1_000 + parts.get(2);
        return new SurefireNames(
                number >= 3_005_002,
                !junit4Alone && number >= 3_005_004 && number < 3_006_000,
                junit4Alone && number < 3_006_000,
                number >= 3_006_000);
    }
}
