package ai.netrasystems.runner.run;

import ai.netrasystems.runner.model.RunId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the files of a project's runs stand.
 *
 * @param project the project's directory, absolute
 * @param reportsDirectory {@code --reports-dir}, absolute
 */
record RunFiles(Path project, Optional<Path> reportsDirectory) {
    private static final String HOME = ".runner";

    Path runs() {
        return project.resolve(HOME).resolve("runs");
    }

    Path of(RunId run) {
        return runs().resolve(run.value());
    }

    Path cache() {
        return project.resolve(HOME).resolve("cache");
    }

    /** Where the reports of a run go. */
    Path reports(RunId run) {
        return reportsDirectory.orElseGet(
                () -> project.resolve(HOME).resolve("reports").resolve(run.value()));
    }
}
