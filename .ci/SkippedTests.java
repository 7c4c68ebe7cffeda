import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Fails if a test was skipped for a reason that is not expected, or if there is no report: a skip must not look green.
 * Run from the root: {@code java .ci/SkippedTests.java}.
 */
final class SkippedTests {
    /** Under Surefire the golden path has no environment; and what needs a machine unlike this one. */
    private static final List<String> EXPECTED = List.of(
            "no environment for ",
            "RUNNER_RUN_ID is not set",
            "no /dev/full here",
            "JDK 25",
            "there is no docker-buildx here",
            "the signal is ignored by whoever started this process");

    public static void main(String[] arguments) throws Exception {
        int tests = 0;
        List<String> unexpected = new ArrayList<>();
        for (File report : reports()) {
            NodeList cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report)
                    .getElementsByTagName("testcase");
            tests += cases.getLength();
            for (int i = 0; i < cases.getLength(); i++) {
                Element one = (Element) cases.item(i);
                NodeList skips = one.getElementsByTagName("skipped");
                if (skips.getLength() > 0) {
                    Element skip = (Element) skips.item(0);
                    String why = (skip.getAttribute("message") + " " + skip.getTextContent()).strip();
                    if (EXPECTED.stream().noneMatch(why::contains)) {
                        unexpected.add(one.getAttribute("classname") + "." + one.getAttribute("name") + ": "
                                + why.lines().findFirst().orElse("no reason"));
                    }
                }
            }
        }
        if (tests == 0 || !unexpected.isEmpty()) {
            System.err.println(
                    tests == 0 ? "no test reports: run the tests first" : "skipped, though everything is there:");
            unexpected.forEach(System.err::println);
            System.exit(1);
        }
        System.out.println(tests + " tests, none skipped unexpectedly");
    }

    private static List<File> reports() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("."), 4)) {
            return files.filter(file -> file.toString().contains("surefire-reports"))
                    .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .map(Path::toFile)
                    .sorted()
                    .toList();
        }
    }
}
