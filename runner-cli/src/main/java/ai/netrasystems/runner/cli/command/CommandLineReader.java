package ai.netrasystems.runner.cli.command;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Reads a command line. Picocli splits it (argument files, {@code --option=value}, several values); meaning is given to
 * the words by {@link RequestReader}. The model is made from {@link Option} without annotations: reading those by
 * reflection would be paid at every start.
 */
public final class CommandLineReader {
    private final Path workingDirectory;

    /**
     * Makes a reader.
     *
     * @param workingDirectory what relative paths start from
     */
    public CommandLineReader(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    /** What the arguments ask for, or what is wrong with them. */
    public Checked<Asked> read(List<String> arguments) {
        CommandLine main = new CommandLine(specOf(Command.RUN));
        Command.subcommands().forEach(command -> main.addSubcommand(command.word(), specOf(command)));
        Optional<String> half = halfACommand(arguments);
        if (half.isPresent()) {
            return Checked.invalid(halfACommand(half.get()));
        }
        try {
            return meaning(main.parseArgs(joined(arguments).toArray(String[]::new)));
        } catch (ParameterException wrong) {
            return Checked.invalid(WrongUsage.of(wrong));
        }
    }

    private static CommandSpec specOf(Command command) {
        CommandSpec spec = CommandSpec.create().name(command.word());
        command.options().forEach(option -> spec.addOption(specOf(option)));
        return spec;
    }

    private static OptionSpec specOf(Option option) {
        OptionSpec.Builder spec =
                OptionSpec.builder(option.spellings().toArray(String[]::new)).paramLabel(option.label());
        return switch (option.takes()) {
            case NOTHING -> spec.arity("0").type(boolean.class).build();
            case ONE -> spec.arity("1").type(String.class).build();
            case MANY ->
                spec.arity("1").type(List.class).auxiliaryTypes(String.class).build();
            case NAMES ->
                spec.arity("1..*").type(List.class).auxiliaryTypes(String.class).build();
        };
    }

    private Checked<Asked> meaning(ParseResult main) {
        if (!main.hasSubcommand()) {
            return meaning(Command.RUN, main);
        }
        ParseResult subcommand = main.subcommand();
        Command command = Command.ofWord(subcommand.commandSpec().name()).orElseThrow();
        return main.matchedOptions().isEmpty()
                ? meaning(command, subcommand)
                : Checked.invalid(beforeSubcommand(command, main.matchedOptions()));
    }

    /**
     * The name of a command of two words as one argument. Were its first word a command of its own, picocli would take
     * it for one as an option's value too ({@code --environment staging}).
     */
    private static List<String> joined(List<String> arguments) {
        String words = arguments.stream().limit(2).collect(Collectors.joining(" "));
        if (arguments.size() < 2 || Command.ofWord(words).isEmpty()) {
            return arguments;
        }
        return Stream.concat(Stream.of(words), arguments.stream().skip(2)).toList();
    }

    /** The first word of a command of two, where the second is missing. */
    private static Optional<String> halfACommand(List<String> arguments) {
        return joined(arguments).stream()
                .limit(1)
                .filter(first -> Command.subcommands().stream()
                        .anyMatch(command -> command.word().startsWith(first + " ")))
                .findFirst();
    }

    private static Problem halfACommand(String word) {
        String known = Command.subcommands().stream()
                .filter(command -> command.word().startsWith(word + " "))
                .map(command -> "`" + command.invocation() + "`")
                .collect(Collectors.joining(", "));
        return Problem.of("`" + word + "` alone means nothing", Origin.commandLine(word), "write " + known);
    }

    private Checked<Asked> meaning(Command command, ParseResult parsed) {
        return new RequestReader(command, new Given(parsed), workingDirectory).read();
    }

    /** An option is read by one command only; quietly dropping the other's would do less than what was asked. */
    private static Problem beforeSubcommand(Command command, List<OptionSpec> options) {
        String names = options.stream().map(OptionSpec::longestName).distinct().collect(Collectors.joining(" "));
        return Problem.of(
                names + " before the subcommand `" + command.word() + "`",
                Origin.commandLine(command.word()),
                "write `" + command.invocation() + " " + names + "`");
    }
}
