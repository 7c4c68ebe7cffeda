package ai.netrasystems.runner.cli.view;

import java.util.Locale;

/** Numbers for people. */
final class Counts {
    private Counts() {}

    /** {@code 1 file}, {@code 15,901 files}. */
    static String count(long count, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
    }
}
