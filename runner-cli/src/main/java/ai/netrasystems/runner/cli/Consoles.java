package ai.netrasystems.runner.cli;

import ai.netrasystems.runner.cli.command.Asked;
import ai.netrasystems.runner.cli.console.ConsoleSettings;
import ai.netrasystems.runner.cli.console.ConsoleSettings.Form;
import ai.netrasystems.runner.cli.console.Palette;
import ai.netrasystems.runner.cli.console.Rerun;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Chooses the console: what was asked for, as far as standard output can show it. */
final class Consoles {
    private Consoles() {}

    static ConsoleSettings settings(Asked asked, Surroundings surroundings) {
        return new ConsoleSettings(
                form(asked.output().format(), surroundings),
                palette(asked.output().color(), surroundings),
                surroundings.terminal().columns(),
                asked.output().verbose(),
                asked.request().control().course().repeat().isPresent(),
                new Rerun(surroundings.self(), asked.repeated()),
                (run, project) -> reports(asked.request().reportsDirectory(), run, project, surroundings),
                surroundings.clock());
    }

    private static Form form(Asked.Format format, Surroundings surroundings) {
        return switch (format) {
            case RICH -> obeysEscapes(surroundings) && !surroundings.isSet("CI") ? Form.LIVE : Form.PLAIN;
            case PLAIN -> Form.PLAIN;
            case QUIET -> Form.QUIET;
            case JSON -> Form.JSON;
        };
    }

    /** no-color.org: NO_COLOR counts when it is not empty, and an option of the command line overrides it. */
    private static Palette palette(Asked.Color color, Surroundings surroundings) {
        boolean colored = switch (color) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> obeysEscapes(surroundings) && !surroundings.isSet("NO_COLOR");
        };
        return colored ? Palette.COLORED : Palette.PLAIN;
    }

    private static boolean obeysEscapes(Surroundings surroundings) {
        return surroundings.terminal().present()
                && !surroundings.environment().getOrDefault("TERM", "").equals("dumb");
    }

    /** Named from the working directory where it lies below it. */
    private static String reports(Optional<Path> asked, String run, String project, Surroundings surroundings) {
        try {
            Path here = surroundings.workingDirectory();
            Path place = asked.orElseGet(
                    () -> here.resolve(project).resolve(".runner/reports").resolve(run));
            return (place.startsWith(here) ? here.relativize(place) : place).toString();
        } catch (InvalidPathException noPath) {
            return ".runner/reports/" + run;
        }
    }
}
