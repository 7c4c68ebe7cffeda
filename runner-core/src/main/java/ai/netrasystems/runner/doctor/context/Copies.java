package ai.netrasystems.runner.doctor.context;

import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.image.ContextSender;
import ai.netrasystems.runner.environment.image.CopyNames;
import ai.netrasystems.runner.environment.image.CopySource;
import java.util.List;
import java.util.stream.Stream;

/** What builds take from their contexts. */
final class Copies {
    private Copies() {}

    /** Sources of the stages that a builder comes to; none without a Dockerfile. */
    static List<CopySource> of(BuildSource build, ContextSender builder) {
        return build.dockerfile().stream()
                .flatMap(it -> it
                        .contextSources(build.build().arguments(), build.build().target(), builder)
                        .stream())
                .toList();
    }

    /** What any stage of any of the builds names. */
    static CopyNames names(List<BuildSource> builds) {
        return new CopyNames(builds.stream().flatMap(Copies::all).toList());
    }

    private static Stream<CopySource> all(BuildSource build) {
        return build.dockerfile().stream()
                .flatMap(it -> it.contextSources(build.build().arguments()).stream());
    }
}
