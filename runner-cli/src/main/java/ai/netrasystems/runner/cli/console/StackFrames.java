package ai.netrasystems.runner.cli.console;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The frames of a printed stack trace that matter to the person.
 *
 * @param thrownAt first frame that is neither the JDK's nor a test library's
 * @param inTest first frame of the test's own class, where that is another one
 * @param rootCause the last "Caused by", without those words
 */
record StackFrames(Optional<String> thrownAt, Optional<String> inTest, Optional<String> rootCause) {
    /** {@code at [loader/][module@version/]class.method(File.java:12)}, as Throwable prints it and thread dumps do. */
    private static final Pattern FRAME =
            Pattern.compile("\\s*at (?:[^\\s(]*/)?([^\\s(/]+)\\.([^\\s.(]+)\\(([^)]*)\\).*");

    private static final String CAUSED_BY = "Caused by: ";

    private static final List<String> LIBRARIES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "kotlin.",
            "kotlinx.",
            "groovy.",
            "org.codehaus.groovy.",
            "org.apache.groovy.",
            "scala.",
            "org.junit.",
            "junit.",
            "org.opentest4j.",
            "org.assertj.",
            "org.hamcrest.",
            "com.google.common.truth.",
            "org.spockframework.",
            "org.mockito.",
            "net.bytebuddy.",
            "io.kotest.",
            "strikt.",
            "org.testng.",
            "net.jqwik.",
            "ai.netrasystems.runner.worker.");

    /** Of a trace; {@code className} is the test's class, {@code Outer$Inner} for a nested one. */
    static StackFrames of(String stackTrace, String className) {
        String outer = className.replaceFirst("\\$.*", "");
        Optional<String> thrownAt = Optional.empty();
        Optional<String> inTest = Optional.empty();
        Optional<String> rootCause = Optional.empty();
        for (String line : (Iterable<String>) stackTrace.lines()::iterator) {
            if (line.startsWith(CAUSED_BY)) {
                rootCause = Optional.of(line.substring(CAUSED_BY.length()));
            }
            Matcher frame = FRAME.matcher(line);
            if (!frame.matches()) {
                continue;
            }
            String type = frame.group(1);
            String text = type + "." + frame.group(2) + "(" + frame.group(3) + ")";
            if (thrownAt.isEmpty() && LIBRARIES.stream().noneMatch(type::startsWith)) {
                thrownAt = Optional.of(text);
            }
            if (inTest.isEmpty() && (type.equals(outer) || type.startsWith(outer + "$"))) {
                inTest = Optional.of(text);
            }
        }
        Optional<String> first = thrownAt;
        return new StackFrames(first, inTest.filter(frame -> !Optional.of(frame).equals(first)), rootCause);
    }
}
