package ai.netrasystems.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Writes the journal of a story, and reads reports as any consumer of JUnit XML would. */
final class Reports {
    private Reports() {}

    static Path journal(Path folder, Story story) {
        EventCodec codec = new EventCodec();
        String text =
                story.stamped().stream().map(event -> codec.write(event) + "\n").collect(Collectors.joining());
        return journal(folder, text);
    }

    static Path journal(Path folder, String text) {
        try {
            return Files.writeString(folder.resolve("events.jsonl"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The root element of a report, which must be well-formed. */
    static Element parse(Path file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + file, e);
        }
    }

    static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    static Element child(Element parent, String name) {
        assertThat(children(parent, name)).as("elements <%s>", name).hasSize(1);
        return children(parent, name).get(0);
    }

    static Element testCase(Element suite, String name) {
        List<Element> named = children(suite, "testcase").stream()
                .filter(one -> one.getAttribute("name").equals(name))
                .toList();
        assertThat(named).as("test cases called \"%s\"", name).hasSize(1);
        return named.get(0);
    }

    /** Names of the elements in a test case, of which none means that it passed. */
    static List<String> results(Element testCase) {
        return Stream.of("failure", "error", "skipped", "flakyFailure", "flakyError")
                .filter(name -> !children(testCase, name).isEmpty())
                .toList();
    }

    static List<String> properties(Element parent) {
        return children(child(parent, "properties"), "property").stream()
                .map(property -> property.getAttribute("name") + "=" + property.getAttribute("value"))
                .toList();
    }
}
