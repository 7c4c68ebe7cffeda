package ai.netrasystems.runner.cli.command;

/** The groups of {@code --help}, in its order. */
public enum OptionGroup {
    WHAT("What runs"),
    WHERE("Where it runs"),
    HOW("How it runs"),
    CHANGES("What is changed"),
    OUTPUT("Output"),
    GENERAL("General");

    private final String heading;

    OptionGroup(String heading) {
        this.heading = heading;
    }

    /** As {@code --help} shows it. */
    public String heading() {
        return heading;
    }
}
