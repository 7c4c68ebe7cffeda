package ai.netrasystems.runner.cli;

/**
 * What standard output is connected to, as the start script saw it.
 *
 * @param present whether it is a terminal
 * @param columns its width in characters
 */
public record Terminal(boolean present, int columns) {
    /** Where the width is not known. */
    public static final int USUAL_COLUMNS = 80;

    private static final int FEWEST_COLUMNS = 20;

    /** No terminal: a file or a pipe. */
    public static Terminal none() {
        return new Terminal(false, USUAL_COLUMNS);
    }

    /** From the words of the start script; a width that is none, or too small to show anything, is the usual one. */
    static Terminal of(String present, String columns) {
        boolean number = columns.matches("[0-9]{1,4}") && Integer.parseInt(columns) >= FEWEST_COLUMNS;
        return new Terminal(present.equals("true"), number ? Integer.parseInt(columns) : USUAL_COLUMNS);
    }
}
