package ai.netrasystems.runner.discovery.maven;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An XML element as Maven's configuration uses it: named children and text, no attributes. */
record XmlElement(Element node) {
    String name() {
        String local = node.getLocalName();
        return local == null ? node.getTagName() : local;
    }

    List<XmlElement> children() {
        List<XmlElement> children = new ArrayList<>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element) {
                children.add(new XmlElement((Element) child));
            }
        }
        return children;
    }

    List<XmlElement> children(String name) {
        return children().stream().filter(child -> child.name().equals(name)).toList();
    }

    Optional<XmlElement> at(String... path) {
        Optional<XmlElement> here = Optional.of(this);
        for (String name : path) {
            here = here.flatMap(element -> element.children(name).stream().findFirst());
        }
        return here;
    }

    Optional<String> text(String... path) {
        return at(path).map(element -> element.node.getTextContent().strip()).filter(value -> !value.isEmpty());
    }

    /** Children as names and texts. */
    Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        children().forEach(child -> entries.put(child.name(), child.node.getTextContent()));
        return entries;
    }
}
