package ai.netrasystems.runner.doctor.dockerfile;

import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.model.Origin;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checks Dockerfiles, and what Compose files give them. */
public final class DockerfileRules {
    private static final List<Function<SharedDockerfile, Stream<Finding>>> PER_FILE = List.of(
            AlpineExpected::findings,
            WrittenSecret::findings,
            SecretArgument::findings,
            UnusedStage::findings,
            MisspeltStage::findings,
            MissingTarget::findings);

    private DockerfileRules() {}

    /**
     * Everything that is wrong, by file and line. A place counts once, however many services build it. Beside the builds,
     * it reads the Compose files that they come from, and looks whether there are Bake files.
     */
    public static List<Finding> findings(List<BuildSource> builds) {
        List<SharedDockerfile> files = SharedDockerfile.of(builds);
        WrittenArguments compose = WrittenArguments.of(builds);
        return Stream.of(
                        InvalidDockerfile.findings(builds),
                        files.stream().flatMap(file -> UnpinnedBase.findings(file, compose)),
                        files.stream().flatMap(file -> PER_FILE.stream().flatMap(rule -> rule.apply(file))),
                        WrittenSecret.findings(compose.arguments()),
                        SecretArgument.findings(compose.arguments()))
                .flatMap(found -> found)
                .distinct()
                .sorted(Comparator.comparing(DockerfileRules::file).thenComparing(DockerfileRules::line))
                .toList();
    }

    private static String file(Finding finding) {
        return finding.where().flatMap(Origin::file).map(Object::toString).orElse("");
    }

    private static int line(Finding finding) {
        return finding.where().map(Origin::line).orElse(0);
    }
}
