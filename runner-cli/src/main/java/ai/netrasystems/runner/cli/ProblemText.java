package ai.netrasystems.runner.cli;

import ai.netrasystems.runner.cli.console.SafeText;
import ai.netrasystems.runner.cli.view.ConfigText;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Path;

/** Problems of exit 2 as lines: where, what is wrong, what to do. */
public final class ProblemText {
    private ProblemText() {}

    /** {@code runner.yml:12: unknown key `budgt`; did you mean `budget`?}. An option's name stands in its message. */
    public static String of(Problem problem, Path workingDirectory) {
        Origin where = problem.where();
        String place = where.file().isPresent() ? ConfigText.text(where, workingDirectory) + ": " : "";
        String hint = problem.hint()
                .filter(text -> !text.isBlank())
                .map(text -> "; " + text)
                .orElse("");
        return SafeText.line(place + problem.message() + hint);
    }
}
