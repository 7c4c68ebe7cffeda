package ai.netrasystems.runner.staging;

/**
 * An environment variable has a value that cannot be used, as a URL without a host. The message names the variable,
 * says what is wrong and how it should look, and never shows a secret.
 */
public final class InvalidVariableException extends RuntimeException {
    private final String variable;

    /** For the variable of that name; {@code problem} says what is wrong with it. */
    public InvalidVariableException(String variable, String problem) {
        super("environment variable " + variable + ": " + problem);
        this.variable = variable;
    }

    /** The variable's name. */
    public String variable() {
        return variable;
    }
}
