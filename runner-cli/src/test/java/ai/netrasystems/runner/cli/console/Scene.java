package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.cli.console.ConsoleSettings.Form;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.model.RunId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A console that is shown some events, a second apart, and what was to be seen then. */
final class Scene {
    static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
    private static final String ESCAPE = "\u001b";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console;
    private long sequence;

    private Scene(Form form, Palette palette, boolean verbose, boolean repeats) {
        PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, false, StandardCharsets.UTF_8);
        ConsoleSettings settings = new ConsoleSettings(
                form,
                palette,
                60,
                verbose,
                repeats,
                new Rerun("./runner", List.of("--execution-mode", "fast_feedback")),
                (run, project) -> ".runner/reports/" + run,
                Clock.fixed(BEGIN.plusSeconds(7), ZoneOffset.UTC));
        console = switch (form) {
            case LIVE -> settings.text(new LiveScreen(outStream, errStream, palette, 60));
            case PLAIN, QUIET -> settings.text(new PlainScreen(outStream, errStream, false));
            case JSON -> settings.open(outStream, errStream);
        };
    }

    static Scene of(Form form) {
        return new Scene(form, Palette.PLAIN, false, false);
    }

    static Scene verbose() {
        return new Scene(Form.PLAIN, Palette.PLAIN, true, false);
    }

    /** Of a run in which every test runs several times. */
    static Scene repeating() {
        return new Scene(Form.PLAIN, Palette.PLAIN, false, true);
    }

    static Scene colored(Form form) {
        return new Scene(form, Palette.COLORED, false, false);
    }

    Scene show(List<RunEvent> events) {
        events.forEach(event -> console.accept(
                new Stamped(new RunId("20260301-100000-ab12"), ++sequence, BEGIN.plusSeconds(sequence - 1), event)));
        return this;
    }

    Scene notice(String line) {
        console.notice(line);
        return this;
    }

    /** Standard output. */
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Standard error. */
    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Both, with escape and carriage return made visible. */
    String seen() {
        String refused = err().isEmpty() ? "" : "--- standard error ---\n" + err();
        return (out() + refused).replace(ESCAPE, "\\e").replace("\r", "\\r");
    }
}
