package ai.netrasystems.runner.cli.console;

/**
 * A line for the person.
 *
 * @param weight who wants to see it
 * @param text safe to print, colours in it
 */
record Line(Weight weight, String text) {
    /** Lightest first. */
    enum Weight {
        /** Only with {@code --verbose}. */
        DETAIL,
        /** The usual course of a run. */
        COURSE,
        /** Shown even by {@code quiet}. */
        FAILURE,
        /** Shown by all, on standard error: wrong usage, a defect. */
        REFUSAL
    }

    static Line detail(String text) {
        return new Line(Weight.DETAIL, text);
    }

    static Line course(String text) {
        return new Line(Weight.COURSE, text);
    }

    static Line failure(String text) {
        return new Line(Weight.FAILURE, text);
    }

    static Line refusal(String text) {
        return new Line(Weight.REFUSAL, text);
    }
}
