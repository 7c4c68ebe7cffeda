package ai.netrasystems.runner.cli.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that were given, as words. */
record Given(ParseResult parsed) {
    boolean has(Option option) {
        return parsed.hasMatchedOption(option.text());
    }

    /** Values in the order in which they were written; empty for a flag, or where the option was not given. */
    List<String> all(Option option) {
        OptionSpec matched = parsed.matchedOption(option.text());
        return matched == null || option.takes() == Option.Takes.NOTHING
                ? List.of()
                : List.copyOf(matched.originalStringValues());
    }

    /** The value of an option that is given once. */
    Optional<String> one(Option option) {
        return all(option).stream().findFirst();
    }
}
