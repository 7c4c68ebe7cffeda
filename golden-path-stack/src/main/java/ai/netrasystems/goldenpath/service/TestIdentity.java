package ai.netrasystems.goldenpath.service;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which test of which run sent a request, from its headers. With it the request log is a witness of what ran that
 * does not depend on the runner's own account.
 *
 * @param runId the run, null where the request names none
 * @param testId the test, null where the request names none
 */
public record TestIdentity(@Nullable String runId, @Nullable String testId) {

    /** The header that carries the run. */
    public static final String RUN_HEADER = "X-Test-Run-Id";

    /** The header that carries the test. */
    public static final String TEST_HEADER = "X-Test-Id";

    private static final int HEX = 16;

    /** The identity in the two headers' values, which are percent-encoded UTF-8; null where a header is absent. */
    public static TestIdentity of(@Nullable String runHeader, @Nullable String testHeader) {
        return new TestIdentity(decoded(runHeader), decoded(testHeader));
    }

    /** Percent-decodes; what is not percent-encoded UTF-8 stays as it came, so that a witness hides nothing. */
    private static @Nullable String decoded(@Nullable String header) {
        if (header == null || header.indexOf('%') < 0) {
            return header;
        }
        var bytes = new ByteArrayOutputStream(header.length());
        for (int at = 0; at < header.length(); at++) {
            char character = header.charAt(at);
            if (character != '%') {
                bytes.writeBytes(String.valueOf(character).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            if (at + 2 >= header.length()) {
                return header;
            }
            int high = Character.digit(header.charAt(at + 1), HEX);
            int low = Character.digit(header.charAt(at + 2), HEX);
            if (high < 0 || low < 0) {
                return header;
            }
            bytes.write(high * HEX + low);
            at += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return header;
        }
    }
}
