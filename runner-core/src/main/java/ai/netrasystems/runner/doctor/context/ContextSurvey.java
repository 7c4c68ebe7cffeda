package ai.netrasystems.runner.doctor.context;

import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.image.BuildContext;
import ai.netrasystems.runner.environment.image.ContextSender;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is sent of one folder under one ignore file. Where both senders send the same, that is one survey; else each has
 * its own.
 *
 * @param directory the context, links resolved; as it is written where it does not exist
 * @param ignoreFile the ignore file in effect; it need not exist
 * @param senders who sends this, at least one: today's {@code docker build} is {@link ContextSender#BUILDKIT}; the runner's own builds
 *     are {@link ContextSender#CLASSIC}, and BuildKit for Dockerfiles that need it
 * @param builds whose context it is; at least one
 * @param context what is sent; empty where {@code problems} forbid it
 * @param problems why nothing can be sent
 * @param files how many files are sent, links too
 * @param folders how many folders
 * @param bytes of the files
 * @param pollution by kind, in the order of {@link PollutionKind}; only kinds that there are
 */
public record ContextSurvey(
        Path directory,
        Path ignoreFile,
        Set<ContextSender> senders,
        List<BuildSource> builds,
        Optional<BuildContext> context,
        List<Problem> problems,
        long files,
        long folders,
        long bytes,
        List<Pollution> pollution) {
    /** Copies the collections. */
    public ContextSurvey {
        senders = Collections.unmodifiableSet(EnumSet.copyOf(senders));
        builds = List.copyOf(builds);
        problems = List.copyOf(problems);
        pollution = List.copyOf(pollution);
    }
}
