package ai.netrasystems.runner.cli.command;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be asked for: the run itself, or a subcommand. */
public enum Command {
    RUN("", "run the tests"),
    LIST("list", "show the plan; start nothing"),
    CONFIG("config", "show every effective value and where it came from"),
    CLEAN("clean", "remove what killed runs of this project left behind"),
    STAGING_CHECK("staging check", "ask staging what a run would ask before its tests; run none"),
    DOCTOR("doctor", "find what breaks image builds and environments; with --fix, mend what is safe");

    private final String word;
    private final String description;

    Command(String word, String description) {
        this.word = word;
        this.description = description;
    }

    /** All but the run. */
    public static List<Command> subcommands() {
        return Arrays.stream(values()).filter(command -> command != RUN).toList();
    }

    /** The subcommand of that name. */
    public static Optional<Command> ofWord(String word) {
        return subcommands().stream()
                .filter(command -> command.word.equals(word))
                .findFirst();
    }

    /** The subcommand's name, of one word or two; empty for the run. */
    public String word() {
        return word;
    }

    /** As it is called: {@code runner list}. */
    public String invocation() {
        return word.isEmpty() ? "runner" : "runner " + word;
    }

    /** One line for {@code --help}. */
    public String description() {
        return description;
    }

    /** The options that mean something to it. */
    public Set<Option> options() {
        return switch (this) {
            case RUN ->
                EnumSet.complementOf(
                        EnumSet.of(Option.DRY_RUN, Option.KEPT, Option.JSON, Option.FIX, Option.NO_GIT, Option.SARIF));
            case LIST -> forPlan();
            case CONFIG -> forConfig();
            case CLEAN -> EnumSet.of(Option.DRY_RUN, Option.KEPT, Option.CONFIG, Option.HELP);
            case STAGING_CHECK ->
                EnumSet.of(Option.STAGING, Option.SKIP_HEALTH_CHECK, Option.JSON, Option.CONFIG, Option.HELP);
            case DOCTOR ->
                EnumSet.of(
                        Option.COMPOSE,
                        Option.DOCKER_BYPASS,
                        Option.FIX,
                        Option.NO_GIT,
                        Option.DRY_RUN,
                        Option.JSON,
                        Option.SARIF,
                        Option.CONFIG,
                        Option.HELP);
        };
    }

    /** A plan has budgets and an order in it, but is not asked how its tests are run. */
    private static Set<Option> forPlan() {
        EnumSet<Option> options =
                EnumSet.of(Option.TIMEOUT, Option.TEST_TIMEOUT, Option.SEED, Option.CONFIG, Option.HELP);
        add(options, OptionGroup.WHAT);
        add(options, OptionGroup.WHERE);
        return options;
    }

    private static Set<Option> forConfig() {
        EnumSet<Option> options = EnumSet.of(Option.REPORTS_DIR, Option.CONFIG, Option.HELP);
        add(options, OptionGroup.WHAT);
        add(options, OptionGroup.WHERE);
        add(options, OptionGroup.HOW);
        return options;
    }

    private static void add(Set<Option> options, OptionGroup group) {
        Arrays.stream(Option.values()).filter(option -> option.group() == group).forEach(options::add);
    }
}
