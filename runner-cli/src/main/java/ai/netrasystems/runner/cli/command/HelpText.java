package ai.netrasystems.runner.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The text of {@code --help}, made from the same table that the command line is read with. */
public final class HelpText {
    private static final int DESCRIPTION_COLUMN = 34;

    private static final List<String> EXIT_CODES = List.of(
            "  0    passed",
            "  1    a test failed, crashed or timed out, or was flaky under --flaky fail; or the project did not compile",
            "  2    wrong usage or configuration; nothing was started",
            "  3    nothing was executed, or nothing of a required category",
            "  4    the services could not be had, or broke",
            "  5    staging was refused: not the system that it must be",
            "  6    green, but the services came from elsewhere, where that does not count",
            "  7    a budget ended before all tests had",
            "  70   a defect in the runner, or it could not build itself",
            "  130  interrupted (143: terminated); what ran is reported");

    private static final List<String> ENVIRONMENT_VARIABLES = List.of(
            "  JAVA_HOME  the JDK, 17 or later; else the java on PATH",
            "  NO_COLOR   when set and not empty: no colours, unless --color always",
            "  COLUMNS    width of the progress line; else asked from the terminal",
            "  TERM       `dumb`: no colours, no progress line",
            "  CI         when set and not empty: no progress line; and if not `false`, exit 6 for a",
            "             green run whose services came from elsewhere because of the tree",
            "  RUNNER_JAVA_OPTS",
            "             options of the JVM that runs the runner itself, such as -Xmx192m; the",
            "             tests' JVMs get theirs from the build",
            "  E2E_OAUTH_SIMULATION_KEY",
            "             the credential for staging; else the file of `staging.bypass-key-file`");

    private HelpText() {}

    /** Lines for a command. */
    public static List<String> of(Command command) {
        List<String> lines = new ArrayList<>();
        lines.add("Usage: " + command.invocation() + " [OPTION]...");
        lines.add(sentence(command.description()));
        for (OptionGroup group : OptionGroup.values()) {
            List<Option> options = Arrays.stream(Option.values())
                    .filter(option ->
                            option.group() == group && command.options().contains(option))
                    .toList();
            if (!options.isEmpty()) {
                lines.add("");
                lines.add(group.heading() + ":");
                options.forEach(option -> lines.add(line(words(option), option.description())));
            }
        }
        if (command == Command.RUN) {
            lines.add(line("@FILE", "read further arguments from a file"));
            section(lines, "Subcommands", subcommands());
            section(lines, "Exit codes", EXIT_CODES);
            section(lines, "Environment variables", ENVIRONMENT_VARIABLES);
        }
        return lines;
    }

    private static void section(List<String> lines, String heading, List<String> content) {
        lines.add("");
        lines.add(heading + ":");
        lines.addAll(content);
    }

    private static List<String> subcommands() {
        return Command.subcommands().stream()
                .map(command -> line(command.word(), command.description()))
                .toList();
    }

    private static String words(Option option) {
        List<String> spellings = new ArrayList<>(option.spellings());
        Collections.reverse(spellings);
        return String.join(", ", spellings) + (option.label().isEmpty() ? "" : " " + option.label());
    }

    private static String line(String left, String right) {
        String start = "  " + left;
        return start.length() < DESCRIPTION_COLUMN
                ? start + " ".repeat(DESCRIPTION_COLUMN - start.length()) + right
                : start + "  " + right;
    }

    private static String sentence(String description) {
        return Character.toUpperCase(description.charAt(0)) + description.substring(1) + ".";
    }
}
