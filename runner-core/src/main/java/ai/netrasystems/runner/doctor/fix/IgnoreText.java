package ai.netrasystems.runner.doctor.fix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The text of an ignore file: what is there stays byte for byte. */
final class IgnoreText {
    private IgnoreText() {}

    /** The text with lines behind it, their ends as the last line's. */
    static byte[] appended(byte[] before, List<String> lines) {
        String end = endsLinesWithReturn(before) ? "\r\n" : "\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before);
        if (before.length > 0 && before[before.length - 1] != '\n') {
            all.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        }
        lines.forEach(line -> all.writeBytes((line + end).getBytes(StandardCharsets.UTF_8)));
        return all.toByteArray();
    }

    private static boolean endsLinesWithReturn(byte[] text) {
        for (int i = text.length - 1; i > 0; i--) {
            if (text[i] == '\n') {
                return text[i - 1] == '\r';
            }
        }
        return false;
    }

    /** What tells a file's content from another; empty where there is no file. */
    static String digest(Path file) throws IOException {
        try {
            return digest(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
