package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.event.DiagnosisText;
import ai.netrasystems.runner.event.RunEvent.EnvironmentFailed;
import ai.netrasystems.runner.model.EnvironmentKind;
import java.util.Optional;

/**
 * What a run that fell back did not test, in words.
 *
 * @param failed the first permitted provider, which failed
 * @param tree the commit that is checked out, in short
 */
record Fallen(EnvironmentFailed failed, Optional<String> tree) {
    /** The cause that counts: with several the tree wins (PRODUCT.md, "diagnosis"), then the first. */
    static DiagnosisText causeOf(EnvironmentFailed event) {
        return event.diagnoses().stream()
                .filter(DiagnosisText::inTree)
                .findFirst()
                .orElseGet(() -> event.diagnoses().get(0));
    }

    /** {@code your tree 9ab77: NOT built (Dockerfile:69 COPY ...)}; {@code went}: what the services came from. */
    String text(EnvironmentKind went) {
        DiagnosisText cause = causeOf(failed);
        String why = cause.place().isEmpty() ? cause.summary() : cause.place();
        return SafeText.line(subject(went) + ": NOT " + verb(cause.stage()) + " (" + why + ")");
    }

    /** Local processes are of the tree too: then it is the other form of it that was not tested. */
    private String subject(EnvironmentKind went) {
        return switch (went) {
            case LOCAL -> failed.environment().label();
            case CONTAINERS, STAGING, NONE ->
                "your tree" + tree.map(commit -> " " + commit).orElse("");
        };
    }

    private static String verb(String stage) {
        return switch (stage) {
            case "build" -> "built";
            case "startup" -> "started";
            default -> "tested";
        };
    }
}
