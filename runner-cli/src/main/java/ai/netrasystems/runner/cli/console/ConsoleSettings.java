package ai.netrasystems.runner.cli.console;

import java.io.PrintStream;
import java.time.Clock;

/**
 * How a run is shown.
 *
 * @param form which console
 * @param palette colours, or none
 * @param columns width of the terminal, for {@link Form#LIVE}
 * @param verbose also what only some want to see
 * @param repeats whether every test runs several times: a further attempt then says nothing about the one before
 * @param rerun makes the command that runs a failed test again
 * @param reports names the folder of the reports
 * @param clock for what moves between events
 */
public record ConsoleSettings(
        Form form,
        Palette palette,
        int columns,
        boolean verbose,
        boolean repeats,
        Rerun rerun,
        ReportsPlace reports,
        Clock clock) {
    /** Which console. */
    public enum Form {
        /** Progress redrawn in place; for a terminal only. */
        LIVE,
        PLAIN,
        QUIET,
        JSON
    }

    /** Opens the console; its progress moves until it is closed. */
    public Console open(PrintStream out, PrintStream err) {
        return switch (form) {
            case LIVE -> text(new LiveScreen(out, err, palette, columns)).moving();
            case PLAIN -> text(new PlainScreen(out, err, true)).moving();
            case QUIET -> text(new PlainScreen(out, err, false));
            case JSON -> new JsonConsole(out, err);
        };
    }

    /** A console on that screen, without a thread. */
    TextConsole text(Screen screen) {
        RunState state = new RunState();
        SummaryLines summary = new SummaryLines(state, palette, repeats, reports);
        boolean quiet = form == Form.QUIET;
        EventLines lines = new EventLines(
                state,
                palette,
                verbose,
                new TestLines(state, palette, verbose, rerun),
                quiet ? summary::shortly : summary::of);
        Line.Weight least = quiet ? Line.Weight.FAILURE : verbose ? Line.Weight.DETAIL : Line.Weight.COURSE;
        return new TextConsole(state, lines, least, screen, clock);
    }
}
