package ai.netrasystems.runner.run;

import ai.netrasystems.runner.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
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

    /**
     * Makes the folder of ours one that version control ignores, and with it what goes by the same rules: a check of
     * licences in the project's own build (RAT) would fail for our files, in the call of Maven and in the user's next.
     */
    void makeIgnored() {
        Path ignored = project.resolve(HOME).resolve(".gitignore");
        if (Files.exists(ignored)) {
            return;
        }
        try {
            Files.createDirectories(project.resolve(HOME));
            Files.writeString(ignored, "*\n");
        } catch (IOException unwritable) {
            // What is written there next is missed, and told by its name; this file only hides the others.
        }
    }

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
