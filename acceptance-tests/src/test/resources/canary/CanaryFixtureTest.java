import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that give away two values wherever a test can: those in the file "planted" of the folder CANARY_SIDE, of which a
 * "-" stands for the run's own token. Each is written as {@code @@place/number/form:text@@}.
 */
@Tag("canary")
class CanaryFixtureTest {
    static final Path SIDE = Path.of(System.getenv("CANARY_SIDE"));

    static List<String> values() throws IOException {
        List<String> values = new ArrayList<>();
        for (String line : Files.readAllLines(SIDE.resolve("planted"))) {
            values.add(line.equals("-") ? System.getenv("E2E_AUTH_TOKEN") : line);
        }
        return values;
    }

    static Map<String, String> forms(String value) {
        Map<String, String> forms = new LinkedHashMap<>();
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        forms.put("raw", "Bearer " + value + ";");
        for (int before = 0; before < 3; before++) {
            byte[] longer = ("u:".substring(0, before) + value + ":rest of a longer text").getBytes(StandardCharsets.UTF_8);
            forms.put("base64-" + before, Base64.getEncoder().encodeToString(longer));
            forms.put("base64url-" + before, Base64.getUrlEncoder().withoutPadding().encodeToString(longer));
        }
        forms.put("mime", Base64.getMimeEncoder().encodeToString(("-".repeat(33) + value).getBytes(StandardCharsets.UTF_8)));
        String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
        forms.put("url", url);
        forms.put("url-lower", Pattern.compile("%..").matcher(url).replaceAll(code -> code.group().toLowerCase(Locale.ROOT)));
        forms.put("percent", HexFormat.of().withUpperCase().withPrefix("%").formatHex(bytes));
        forms.put("hex", HexFormat.of().formatHex(bytes));
        forms.put("hex-upper", HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT));
        String json = value.replace("\\", "\\\\").replace("\"", "\\\"");
        forms.put("json", "{\"key\":\"" + json + "\"}");
        forms.put("json-slash", "{\"key\":\"" + json.replace("/", "\\/") + "\"}");
        forms.put("json-html", "{\"key\":\"" + json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\"}");
        String xml = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
        forms.put("xml", "<key>" + xml.replace("'", "&apos;") + "</key>");
        forms.put("html", "<b>" + xml.replace("'", "&#39;") + "</b>");
        return forms;
    }

    /** One text of all forms of all values. */
    static String planted(String place) {
        StringBuilder all = new StringBuilder();
        each(place, text -> all.append(text).append('\n'));
        return all.toString();
    }

    static void each(String place, java.util.function.Consumer<String> text) {
        try {
            int number = 0;
            for (String value : values()) {
                for (Map.Entry<String, String> form : forms(value).entrySet()) {
                    text.accept("@@" + place + "/" + number + "/" + form.getKey() + ":" + form.getValue() + "@@");
                }
                number++;
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static void raw(FileDescriptor where, String text) throws IOException {
        OutputStream out = new FileOutputStream(where); // not closed: it is the process's own
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Test
    void a_waits_until_somebody_has_looked() throws Exception {
        Path ready = SIDE.resolve("ready.part");
        Files.writeString(ready, ProcessHandle.current().pid() + "\n" + System.getenv("E2E_AUTH_TOKEN_FILE") + "\n"
                + System.getenv("E2E_AUTH_TOKEN") + "\n");
        Files.move(ready, SIDE.resolve("ready"), StandardCopyOption.ATOMIC_MOVE);
        while (!Files.exists(SIDE.resolve("go"))) {
            Thread.sleep(10);
        }
    }

    @Test
    void prints() throws Exception {
        System.out.print(planted("out"));
        System.err.print(planted("err"));
        raw(FileDescriptor.out, planted("fd-out"));
        raw(FileDescriptor.err, planted("fd-err"));
        Path file = Files.writeString(SIDE.resolve("child"), planted("child"));
        new ProcessBuilder("cat", file.toString()).inheritIO().start().waitFor();
        Logger.getLogger("canary").warning(planted("log"));
        System.setProperty("canary.property", planted("property"));
    }

    @Test
    void prints_in_two_writes() throws Exception {
        each("halves", text -> {
            System.out.print(text.substring(0, text.length() / 2));
            System.out.flush();
            System.out.print(text.substring(text.length() / 2));
            System.out.flush();
        });
        System.out.println();
        for (String line : planted("fd-halves").split("(?<=@@\n)")) {
            raw(FileDescriptor.out, line.substring(0, line.length() / 2));
            Thread.sleep(2);
            raw(FileDescriptor.out, line.substring(line.length() / 2));
        }
    }

    @Test
    void throwing() {
        IllegalStateException thrown = new IllegalStateException(planted("message"), new IOException(planted("cause")));
        thrown.addSuppressed(new RuntimeException(planted("suppressed")));
        throw thrown;
    }

    @Test
    void compares() {
        assertEquals(planted("expected"), planted("actual"));
    }

    @Test
    void assumes() {
        assumeTrue(false, planted("assumption"));
    }

    @Test
    void reports(TestReporter reporter) {
        each("entry", text -> reporter.publishEntry("key", text));
    }

    @TestFactory
    Stream<DynamicTest> names() {
        List<DynamicTest> tests = new ArrayList<>();
        each("dynamic", text -> tests.add(DynamicTest.dynamicTest(text, () -> {})));
        return tests.stream();
    }

    /** In lists: JUnit would put quotes around a text, and escape it. */
    static Stream<List<String>> arguments() {
        List<List<String>> all = new ArrayList<>();
        each("argument", text -> all.add(List.of(text)));
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arguments")
    void parameterized(List<String> value) {}
}

@Tag("canary")
class BeforeAllCanaryTest {
    @BeforeAll
    static void fails() {
        throw new IllegalStateException(CanaryFixtureTest.planted("before-all"));
    }

    @Test
    void never() {}
}

@Tag("canary")
class AfterAllCanaryTest {
    @AfterAll
    static void prints() {
        System.out.print(CanaryFixtureTest.planted("after-all"));
    }

    @Test
    void passes() {}
}

@Tag("canary")
class HangingCanaryTest {
    @Test
    void hangs() throws Exception {
        Thread.currentThread().setName(CanaryFixtureTest.planted("thread"));
        Thread.sleep(600_000);
    }
}

@Tag("canary")
class HaltingCanaryTest {
    @Test
    void halts() throws Exception {
        CanaryFixtureTest.raw(FileDescriptor.err, CanaryFixtureTest.planted("last-words"));
        Runtime.getRuntime().halt(3);
    }
}
