package ai.netrasystems.runner.run;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is asked of {@code runner doctor}.
 *
 * @param compose the only Compose file to look at, absolute; else all of the project
 * @param dockerBypass no engine is touched
 * @param fix mend what is safe
 * @param dryRun only say what would be mended
 * @param noGit delete caches also where git can't say that they are untracked
 */
public record DoctorRequest(Optional<Path> compose, boolean dockerBypass, boolean fix, boolean dryRun, boolean noGit) {}
