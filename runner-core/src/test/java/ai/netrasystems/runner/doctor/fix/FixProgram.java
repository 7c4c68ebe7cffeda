package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.doctor.compose.Reference;
import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.image.BuildContext;
import ai.netrasystems.runner.environment.image.ContextSender;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A fix in a JVM of its own, so that it can be killed, or be another user's: of each folder of a project as a context. */
final class FixProgram {
    /** In whose places the classes of a fix are: of the tests, of the product, and of what reads YAML. */
    static final List<Class<?>> TYPES = List.of(FixProgram.class, FixPlanner.class, LoadSettings.class);

    private FixProgram() {}

    /** The project; without git. Says {@code ready}, and when it is over what was done. */
    public static void main(String[] arguments) throws Exception {
        Path project = Path.of(arguments[0]).toRealPath();
        FixPlan plan = plan(project);
        System.out.println("ready");
        System.out.flush();
        FixResult result = new FixApplication(new StopSignal()).carryOut(plan);
        System.out.println(
                "files " + result.files() + " failed " + result.failed().size());
        plan.leftAlone().forEach(System.out::println);
        result.failed().forEach(System.out::println);
    }

    /** Where they are. */
    static List<Path> classpath() throws Exception {
        List<Path> places = new ArrayList<>();
        for (Class<?> type : TYPES) {
            places.add(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        return places;
    }

    static FixPlan plan(Path project) throws Exception {
        List<ContextSurvey> surveys = new ArrayList<>();
        List<Reference> references = new ArrayList<>();
        try (Stream<Path> folders = Files.list(project)) {
            for (Path context : folders.sorted().toList()) {
                surveys.add(survey(context));
                Path compose = context.resolve("compose.yml");
                if (Files.exists(compose) && Files.readString(compose).contains("bakend")) {
                    references.add(
                            new Reference(compose, 2, "build.context", "bakend", Optional.of("backend"), List.of()));
                }
            }
        }
        return new FixPlanner(project, true, Map.of("PATH", "/usr/bin:/bin")).plan(surveys, references, Set.of());
    }

    private static ContextSurvey survey(Path context) {
        Origin origin = Origin.file(context.resolve("compose.yml"), 2);
        Build build = new Build(context, context.resolve("Dockerfile"), Map.of(), Optional.empty(), origin);
        BuildSource source = BuildSource.of("app", build);
        return BuildContext.of(context, context.resolve("Dockerfile"), ContextSender.CLASSIC)
                .<ContextSurvey>fold(
                        sent -> survey(source, Optional.of(sent), List.of()),
                        problems -> survey(source, Optional.empty(), List.copyOf(problems)));
    }

    private static ContextSurvey survey(
            BuildSource source, Optional<BuildContext> sent, List<ai.netrasystems.runner.model.Problem> problems) {
        Path context = source.build().context();
        return new ContextSurvey(
                context,
                context.resolve(".dockerignore"),
                Set.of(ContextSender.CLASSIC),
                List.of(source),
                sent,
                problems,
                0,
                0,
                0,
                List.of());
    }
}
