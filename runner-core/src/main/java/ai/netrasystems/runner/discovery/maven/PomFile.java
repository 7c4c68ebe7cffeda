package ai.netrasystems.runner.discovery.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The two things that a {@code pom.xml} is read for before Maven is asked: which modules it lists (those of profiles
 * too, whether active or not), and where its parent lies.
 *
 * @param modules as written, in order
 * @param parent {@code relativePath} of the parent; {@code ../pom.xml} where it has a parent and says nothing
 */
record PomFile(List<String> modules, Optional<String> parent) {
    private static final PomFile NOTHING = new PomFile(List.of(), Optional.empty());

    /** What it says; nothing where it cannot be read, since Maven will say better what is wrong. */
    static PomFile read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            return read(factory.createXMLStreamReader(content));
        } catch (IOException | XMLStreamException unreadable) {
            return NOTHING;
        }
    }

    private static PomFile read(XMLStreamReader xml) throws XMLStreamException {
        List<String> modules = new ArrayList<>();
        Optional<String> parent = Optional.empty();
        Deque<String> open = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    open.addLast(xml.getLocalName());
                    text.setLength(0);
                    if (String.join("/", open).equals("project/parent")) {
                        parent = Optional.of("../pom.xml");
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    String path = String.join("/", open);
                    if (path.equals("project/modules/module")
                            || path.equals("project/profiles/profile/modules/module")) {
                        modules.add(text.toString().strip());
                    } else if (path.equals("project/parent/relativePath")) {
                        // An empty element means: only from a repository.
                        parent = Optional.of(text.toString().strip()).filter(value -> !value.isEmpty());
                    }
                    open.removeLast();
                }
                default -> {}
            }
        }
        return new PomFile(List.copyOf(modules), parent);
    }
}
