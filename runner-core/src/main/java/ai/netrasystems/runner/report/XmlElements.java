package ai.netrasystems.runner.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements one after the other. The JDK's own stream writer would do, but that it can't write a line break in an
 * attribute so that a parser gives it back, and failure messages have those.
 */
final class XmlElements {
    private final Writer out;
    private final Deque<String> open = new ArrayDeque<>();
    private boolean startOpen;
    private boolean hasText;

    XmlElements(Writer out) throws IOException {
        this.out = out;
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    }

    XmlElements start(String name) throws IOException {
        closeStart();
        indent();
        out.write("<" + name);
        open.push(name);
        startOpen = true;
        hasText = false;
        return this;
    }

    /** An attribute of the element that was just started. */
    XmlElements attribute(String name, CharSequence value) throws IOException {
        out.write(" " + name + "=\"" + XmlText.attribute(value) + "\"");
        return this;
    }

    XmlElements text(CharSequence text) throws IOException {
        if (text.length() > 0) {
            closeStart();
            hasText = true;
            out.write(XmlText.content(text));
        }
        return this;
    }

    XmlElements end() throws IOException {
        String name = open.pop();
        if (startOpen) {
            out.write("/>");
            startOpen = false;
        } else {
            if (!hasText) {
                indent();
            }
            out.write("</" + name + ">");
        }
        hasText = false;
        if (open.isEmpty()) {
            out.write("\n");
        }
        return this;
    }

    private void closeStart() throws IOException {
        if (startOpen) {
            out.write(">");
            startOpen = false;
        }
    }

    private void indent() throws IOException {
        out.write("\n" + "  ".repeat(open.size()));
    }
}
