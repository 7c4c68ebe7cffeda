package ai.netrasystems.runner.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** All texts of a document as its reader gets to see them, one after the other. */
final class DecodedTexts {
    private DecodedTexts() {}

    /** Of objects, one a line; captured output, which comes in many of them, is put together by test and stream. */
    static String ofJsonLines(String text) {
        List<Map<String, Object>> objects = Journals.parse(text);
        Map<String, String> outputs = Journals.ofKind(objects, "output-captured").stream()
                .collect(Collectors.groupingBy(
                        event -> event.get("test") + " " + event.get("worker") + " " + event.get("stream"),
                        Collectors.mapping(event -> String.valueOf(event.get("text")), Collectors.joining())));
        return ofJson(objects) + "\n" + String.join("\n", outputs.values());
    }

    private static String ofJson(Object value) {
        if (value instanceof Map<?, ?> fields) {
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + ofJson(field.getValue()))
                    .collect(Collectors.joining("\n"));
        }
        if (value instanceof Iterable<?> items) {
            StringBuilder all = new StringBuilder();
            items.forEach(item -> all.append(ofJson(item)).append('\n'));
            return all.toString();
        }
        return String.valueOf(value);
    }

    static String ofXml(Path file) {
        try {
            return ofNode(
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
        } catch (ParserConfigurationException | SAXException | IOException unreadable) {
            throw new AssertionError("no XML: " + file, unreadable);
        }
    }

    private static String ofNode(Node node) {
        StringBuilder all = new StringBuilder();
        NamedNodeMap attributes = node.getAttributes();
        for (int at = 0; attributes != null && at < attributes.getLength(); at++) {
            all.append(attributes.item(at).getNodeValue()).append('\n');
        }
        if (node.getNodeValue() != null) {
            all.append(node.getNodeValue());
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            all.append(ofNode(child));
        }
        return all.append('\n').toString();
    }
}
