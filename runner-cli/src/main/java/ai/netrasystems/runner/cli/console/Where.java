package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Provenance;

/** Where a result came from, in words. */
final class Where {
    private Where() {}

    /** {@code local (local processes, build 9ab77)}; {@code no services}. */
    static String text(Provenance provenance) {
        if (provenance.environment() == EnvironmentKind.NONE) {
            return "no services";
        }
        String build = provenance.build().map(text -> ", build " + text).orElse("");
        String cause =
                provenance.fallbackCause().map(text -> ", fell back: " + text).orElse("");
        return SafeText.line(provenance.environment().label() + " (" + provenance.source() + build + cause + ")");
    }
}
