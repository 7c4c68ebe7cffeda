package ai.netrasystems.runner.doctor.context;

import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.image.BuildContext;
import ai.netrasystems.runner.environment.image.ContextEntry;
import ai.netrasystems.runner.environment.image.ContextSender;
import ai.netrasystems.runner.model.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what the contexts of builds send. A folder is walked once where everybody sends the same of it. */
public final class ContextSurveys {
    private ContextSurveys() {}

    /**
     * Surveys every context, in the order of the builds. Builds that share folder and ignore file share a survey; where
     * the classic builder is sent less than BuildKit, it has one more.
     *
     * @param largeFile bytes from which a file is large
     */
    public static List<ContextSurvey> of(List<BuildSource> builds, long largeFile) {
        Map<Place, List<BuildSource>> places = new LinkedHashMap<>();
        for (BuildSource build : builds) {
            Path directory = real(build.build().context());
            Place at = new Place(directory, ignoreFile(build, ContextSender.BUILDKIT));
            places.computeIfAbsent(at, place -> new ArrayList<>())
                    .add(build);
        }
        List<ContextSurvey> surveys = new ArrayList<>();
        places.forEach((place, its) -> surveys.addAll(of(place, its, largeFile)));
        return surveys;
    }

    /**
     * Who sends the context of a build: {@code docker build} has BuildKit for all, the runner only for what needs it.
     */
    static Set<ContextSender> senders(BuildSource build) {
        boolean needsBuildKit = !ignoreFile(build, ContextSender.BUILDKIT).equals(ignoreFile(build, ContextSender.CLASSIC))
                || build.dockerfile()
                        .filter(it ->
                                !it.buildKitNeeds(build.build().arguments()).isEmpty())
                        .isPresent();
        return needsBuildKit ? EnumSet.of(ContextSender.BUILDKIT) : EnumSet.allOf(ContextSender.class);
    }

    private static List<ContextSurvey> of(Place place, List<BuildSource> builds, long largeFile) {
        Checked<BuildContext> buildKit =
                BuildContext.ofFolder(place.directory(), place.ignoreFile(), ContextSender.BUILDKIT);
        List<BuildSource> classic = builds.stream()
                .filter(it -> senders(it).contains(ContextSender.CLASSIC))
                .toList();
        if (classic.isEmpty()) {
            return List.of(survey(place, Set.of(ContextSender.BUILDKIT), builds, buildKit, largeFile));
        }
        boolean mayDiffer = buildKit.fold(BuildContext::reachesFurther, problems -> true);
        Checked<BuildContext> sentToClassic = mayDiffer ? classic(place, classic) : buildKit;
        if (!mayDiffer || sentToClassic.equals(buildKit)) {
            return List.of(survey(place, EnumSet.allOf(ContextSender.class), builds, buildKit, largeFile));
        }
        return List.of(
                survey(place, Set.of(ContextSender.CLASSIC), classic, sentToClassic, largeFile),
                survey(place, Set.of(ContextSender.BUILDKIT), builds, buildKit, largeFile));
    }

    /** With the first Dockerfile that there is: it is sent as well, and opens excluded folders that it lies in. */
    private static Checked<BuildContext> classic(Place place, List<BuildSource> builds) {
        return builds.stream()
                .map(it -> it.build().dockerfile())
                .filter(Files::isRegularFile)
                .findFirst()
                .map(dockerfile -> BuildContext.of(place.directory(), dockerfile, ContextSender.CLASSIC))
                .orElseGet(
                        () -> BuildContext.ofFolder(place.directory(), place.ignoreFile(), ContextSender.CLASSIC));
    }

    private static ContextSurvey survey(
            Place place,
            Set<ContextSender> senders,
            List<BuildSource> builds,
            Checked<BuildContext> sent,
            long largeFile) {
        return sent.fold(
                context -> {
                    List<ContextEntry> entries = context.entries();
                    long folders = entries.stream()
                            .filter(it -> it.kind() == ContextEntry.Kind.DIRECTORY)
                            .count();
                    return new ContextSurvey(
                            place.directory(),
                            place.ignoreFile(),
                            senders,
                            builds,
                            Optional.of(context),
                            List.of(),
                            entries.size() - folders,
                            folders,
                            context.bytes(),
                            new PollutionCount(context.directory(), Copies.names(builds), largeFile).of(entries));
                },
                problems -> new ContextSurvey(
                        place.directory(),
                        place.ignoreFile(),
                        senders,
                        builds,
                        Optional.empty(),
                        List.copyOf(problems),
                        0,
                        0,
                        0,
                        List.of()));
    }

    private static Path ignoreFile(BuildSource build, ContextSender sender) {
        return BuildContext.ignoreFile(
                real(build.build().context()), build.build().dockerfile(), sender);
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException missing) {
            return directory;
        }
    }

    private record Place(Path directory, Path ignoreFile) {}
}
