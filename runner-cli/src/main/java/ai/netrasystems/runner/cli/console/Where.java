package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Provenance;

/** Where a result came from, in words. */
final class Where {
    private Where() {}

    /** {@code local (local processes, build 9ab77)}; {@code no services}. */
    static String text(Provenance provenance) {
        return text(
                provenance,
                provenance.fallbackCause().map(cause -> ", fell back: " + cause).orElse(""));
    }

    /** The same without why it is there. */
    static String withoutCause(Provenance provenance) {
        return text(provenance, "");
    }

    /** What was tested, in the fewest words: {@code staging build 4f2c1}. */
    static String tested(Provenance provenance) {
        return SafeText.line(provenance.environment().label()
                + provenance.build().map(build -> " build " + build).orElse(" (" + provenance.source() + ")"));
    }

    private static String text(Provenance provenance, String cause) {
        if (provenance.environment() == EnvironmentKind.NONE) {
            return "no services";
        }
        String build = provenance.build().map(text -> ", build " + text).orElse("");
        return SafeText.line(provenance.environment().label() + " (" + provenance.source() + build + cause + ")");
    }
}
