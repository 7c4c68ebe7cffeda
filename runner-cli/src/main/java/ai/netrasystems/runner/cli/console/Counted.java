package ai.netrasystems.runner.cli.console;

/** Numbers with their noun. */
final class Counted {
    private Counted() {}

    /** {@code 1 test}, {@code 2 tests}. */
    static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : noun.endsWith("s") ? "es" : "s");
    }
}
