package ai.netrasystems.runner.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Request line and header fields of one HTTP/1.1 request (RFC 9112 sections 3 and 5), as they came.
 *
 * @param lines without their ends; the first is the request line
 */
record RequestHead(List<String> lines) {
    private static final int MAX_BYTES = 64 * 1024;
    private static final String END = "\r\n\r\n";

    /** Reads up to the empty line and not a byte further; empty where the other side ended before. */
    static Optional<RequestHead> read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            bytes.write(next);
            if (next == '\n' && bytes.toString(StandardCharsets.ISO_8859_1).endsWith(END)) {
                String text = bytes.toString(StandardCharsets.ISO_8859_1);
                String[] lines = text.substring(0, text.length() - END.length()).split("\r\n", -1);
                return Optional.of(new RequestHead(List.copyOf(Arrays.asList(lines))));
            }
            if (bytes.size() > MAX_BYTES) {
                throw new IOException("a request head of more than " + MAX_BYTES + " bytes");
            }
        }
        return Optional.empty();
    }

    /** The path, without the query. */
    String path() {
        String[] parts = lines.get(0).split(" ", 3);
        return parts.length < 2 ? "" : parts[1].replaceFirst("\\?.*$", "");
    }

    /** The name in {@code Host}, without a port. */
    String host() {
        return header("Host").map(value -> value.replaceFirst(":\\d+$", "")).orElse("");
    }

    /** Whether it asks for WebSocket (RFC 6455 section 4.1). */
    boolean isUpgrade() {
        return header("Upgrade").filter("websocket"::equalsIgnoreCase).isPresent();
    }

    Optional<String> header(String name) {
        return lines.stream()
                .skip(1)
                .filter(line -> isField(line, name))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    /** The same for the service behind, which is asked once per connection unless a WebSocket is to be opened. */
    byte[] forUpstream() {
        Stream<String> kept =
                isUpgrade() ? lines.stream() : lines.stream().filter(line -> !isField(line, "Connection"));
        List<String> all = new ArrayList<>(kept.toList());
        if (!isUpgrade()) {
            all.add("Connection: close");
        }
        return (String.join("\r\n", all) + END).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isField(String line, String name) {
        return line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":");
    }
}
