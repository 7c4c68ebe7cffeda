package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.doctor.compose.Reference;
import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.environment.image.BuildContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what a fix does. Reads the disk and asks git; changes nothing, not even git's index.
 */
public final class FixPlanner {
    private static final Duration GIT_TIME = Duration.ofSeconds(30);

    private final WriteTarget targets;
    private final boolean noGit;
    private final Map<String, String> environment;
    private final Duration gitTime;

    /**
     * A planner for a project.
     *
     * @param project its folder
     * @param noGit whether caches are deleted even where git does not say what it tracks; what git says it tracks stays
     * @param environment for git, and to find it; variables that would point it elsewhere are left out
     */
    public FixPlanner(Path project, boolean noGit, Map<String, String> environment) {
        this(project, noGit, environment, GIT_TIME);
    }

    FixPlanner(Path project, boolean noGit, Map<String, String> environment, Duration gitTime) {
        this.targets = new WriteTarget(project);
        this.noGit = noGit;
        this.environment = Map.copyOf(environment);
        this.gitTime = gitTime;
    }

    /**
     * The plan for what is there now.
     *
     * @param inline contexts of builds that have no survey, since their Dockerfile stands in a Compose file
     *     ({@code dockerfile_inline}); absolute
     */
    public FixPlan plan(List<ContextSurvey> surveys, List<Reference> references, Set<Path> inline) {
        UnknownBuilds unknown = new UnknownBuilds(surveys, inline);
        Set<LeftAlone> leftAlone = new LinkedHashSet<>();
        List<Sender> senders = new ArrayList<>();
        for (ContextSurvey survey : surveys) {
            survey.context()
                    .ifPresentOrElse(
                            context -> senders.add(sender(survey, context, unknown)),
                            () -> leftAlone.add(new LeftAlone(survey.directory(), reason(survey))));
        }
        SentCaches caches =
                new SentCaches(senders, unknown, (path, reason) -> leftAlone.add(new LeftAlone(path, reason)));
        Repositories repositories = new Repositories(new GitListing(environment, gitTime));
        DeletionPlan deleting = new DeletionPlan(caches, repositories, noGit);
        List<Deletion> deletions = new ArrayList<>(stale(surveys, references));
        deletions.addAll(deleting.deletions());
        leftAlone.addAll(deleting.leftAlone());
        IgnorePlan ignoring = new IgnorePlan(senders, targets, new CompiledModules(repositories, deletions));
        CorrectionPlan correcting = new CorrectionPlan(references, targets);
        List<Proposal> proposals = Stream.of(
                        ignoring.proposals(), correcting.proposals(), PollutionProposals.of(senders))
                .flatMap(List::stream)
                .toList();
        return new FixPlan(
                ignoring.additions(), correcting.corrections(), deletions, proposals, List.copyOf(leftAlone));
    }

    private static Sender sender(ContextSurvey survey, BuildContext context, UnknownBuilds unknown) {
        return new Sender(survey, context, new Needs(survey, context, unknown.of(survey.directory())));
    }

    private static String reason(ContextSurvey survey) {
        return "what it sends can't be told"
                + survey.problems().stream()
                        .findFirst()
                        .map(problem -> ": " + problem.message() + " (" + problem.where() + ")")
                        .orElse("");
    }

    /** What an earlier fix left that was killed while it wrote. */
    private List<Deletion> stale(List<ContextSurvey> surveys, List<Reference> references) {
        Set<Path> written = new LinkedHashSet<>();
        surveys.forEach(survey -> {
            written.add(survey.ignoreFile());
            survey.builds().forEach(build -> build.build().origin().file().ifPresent(written::add));
        });
        references.forEach(reference -> written.add(reference.file()));
        List<Deletion> found = new ArrayList<>();
        Set<Path> drafts = new LinkedHashSet<>();
        written.forEach(file -> targets.of(file).map(WholeFile::draft).ifPresent(drafts::add));
        drafts.forEach(draft -> stale(draft).ifPresent(found::add));
        return found;
    }

    private static Optional<Deletion> stale(Path draft) {
        Path folder = Objects.requireNonNull(draft.getParent());
        try {
            FileFacts facts = FileFacts.of(draft);
            return facts.is(Deletion.Kind.FILE)
                    ? Optional.of(new Deletion(
                            folder, folder.relativize(draft), Deletion.Kind.FILE, facts.size(), facts.identity()))
                    : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
