package ai.netrasystems.runner.doctor.advice;

import ai.netrasystems.runner.config.rule.DoctorSettings;
import ai.netrasystems.runner.config.rule.Severity;
import ai.netrasystems.runner.doctor.context.ContextRules;
import ai.netrasystems.runner.doctor.context.ContextSurveys;
import ai.netrasystems.runner.doctor.dockerfile.DockerfileRules;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.doctor.source.SpelledSecrets;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.containers.BuildAdvice;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks the rules for contexts and Dockerfiles about one build that failed. */
public final class BuildAdvisor implements BuildAdvice {
    /** More than that is no advice any more; {@code runner doctor} shows all. */
    private static final int SHOWN = 5;

    private final DoctorSettings settings;
    private final Path project;
    private final Function<BuildSource, Stream<Finding>> rules;

    /**
     * Advice as the project has set the rules.
     *
     * @param project its directory, absolute: settings per path start there
     */
    public BuildAdvisor(DoctorSettings settings, Path project) {
        this(settings, project, source -> found(source, settings.largeFile()));
    }

    /** {@code rules}: what they find in a build. */
    BuildAdvisor(DoctorSettings settings, Path project, Function<BuildSource, Stream<Finding>> rules) {
        this.settings = settings;
        this.project = project;
        this.rules = rules;
    }

    private static Stream<Finding> found(BuildSource source, long largeFile) {
        List<BuildSource> one = List.of(source);
        return Stream.concat(
                ContextRules.findings(ContextSurveys.of(one, largeFile)).stream(),
                DockerfileRules.findings(one).stream());
    }

    @Override
    public List<String> of(ServiceName service, Build build, String cause) {
        BuildSource source = BuildSource.of(service.value(), build);
        SpelledSecrets secrets = new SpelledSecrets(List.of(service.value())).and(List.of(source));
        List<String> lines = rules.apply(source)
                .map(finding -> finding.with(settings.severity(finding.rule(), file(finding))))
                .filter(finding -> finding.severity().compareTo(Severity.WARNING) >= 0)
                .filter(finding -> !isSaid(finding, cause))
                .map(secrets::redact)
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .map(BuildAdvisor::line)
                .distinct()
                .toList();
        return lines.size() <= SHOWN
                ? lines
                : Stream.concat(
                                lines.stream().limit(SHOWN - 1L),
                                Stream.of((lines.size() - SHOWN + 1) + " more: `runner doctor`"))
                        .toList();
    }

    private Optional<Path> file(Finding finding) {
        return finding.where()
                .flatMap(Origin::file)
                .filter(file -> file.startsWith(project))
                .map(project::relativize);
    }

    /** Rules and diagnoses explain a COPY in the same words; a rule puts the instruction, or the file, in front. */
    private static boolean isSaid(Finding finding, String cause) {
        String why = finding.why();
        int behind = why.indexOf("`: ");
        return cause.contains(behind < 0 ? why : why.substring(behind + "`: ".length()));
    }

    private static String line(Finding finding) {
        String place = finding.where().map(BuildAdvisor::place).orElse("");
        return place + finding.why() + "; " + finding.fix() + " ["
                + finding.rule().id() + "]";
    }

    /** The file's name says enough beside a diagnosis that names the Dockerfile. */
    private static String place(Origin where) {
        String file = where.file()
                .map(path ->
                        String.valueOf(Optional.ofNullable(path.getFileName()).orElse(path)))
                .orElse("");
        return file.isEmpty() ? "" : file + (where.line() > 0 ? ":" + where.line() : "") + ": ";
    }
}
