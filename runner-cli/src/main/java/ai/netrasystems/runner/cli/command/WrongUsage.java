package ai.netrasystems.runner.cli.command;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Picocli's complaints in this project's words. */
final class WrongUsage {
    private WrongUsage() {}

    static Problem of(ParameterException wrong) {
        Command command =
                Command.ofWord(wrong.getCommandLine().getCommandName()).orElse(Command.RUN);
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unknown(command, unmatched.getUnmatched().get(0));
        }
        if (wrong instanceof MissingParameterException missing) {
            String option = nameOf(missing.getMissing().get(0));
            return Problem.of(
                    option + " needs a value: " + labelOf(option), Origin.commandLine(option), "see `--help`");
        }
        if (wrong instanceof OverwrittenOptionException twice) {
            String option = nameOf(twice.getOverwritten());
            return Problem.of(option + " is given twice", Origin.commandLine(option), "give it once");
        }
        String option = wrong.getArgSpec() == null ? "" : nameOf(wrong.getArgSpec());
        return Problem.of(String.valueOf(wrong.getMessage()), Origin.commandLine(option), "see `--help`");
    }

    private static Problem unknown(Command command, String word) {
        String given = word.startsWith("-") ? word.replaceFirst("=.*", "") : word;
        Origin where = Origin.commandLine(given);
        if (!given.startsWith("-")) {
            return Problem.of("unknown subcommand or argument `" + given + "`", where, hintForWord(command, given));
        }
        Optional<Command> other = Arrays.stream(Command.values())
                .filter(candidate -> candidate.options().stream()
                        .anyMatch(option -> option.spellings().contains(given)))
                .findFirst();
        if (other.isPresent()) {
            return Problem.of(
                    given + " means nothing to `" + command.invocation() + "`",
                    where,
                    "it is an option of `" + other.get().invocation() + "`");
        }
        List<String> known = command.options().stream().map(Option::text).toList();
        String hint = DidYouMean.closest(given, known)
                .map(name -> "did you mean `" + name + "`?")
                .orElse("`" + command.invocation() + " --help` lists the options");
        return Problem.of("unknown option `" + given + "`", where, hint);
    }

    private static String hintForWord(Command command, String word) {
        if (word.startsWith("@")) {
            return "an argument file must be a readable file";
        }
        List<String> known = Command.subcommands().stream().map(Command::word).toList();
        Optional<String> meant = command == Command.RUN ? DidYouMean.closest(word, known) : Optional.empty();
        return meant.map(name -> "did you mean `" + name + "`?")
                .orElse("tests are chosen by options: --category NAME, --test GLOB; see `--help`");
    }

    private static String nameOf(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String labelOf(String name) {
        return Arrays.stream(Option.values())
                .filter(option -> option.text().equals(name))
                .map(Option::label)
                .findFirst()
                .orElse("");
    }
}
