package ai.netrasystems.runner.doctor;

import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.Setting;
import ai.netrasystems.runner.config.rule.DoctorSettings;
import ai.netrasystems.runner.config.rule.Severity;
import ai.netrasystems.runner.doctor.compose.ComposeBuilds;
import ai.netrasystems.runner.doctor.compose.ComposeRules;
import ai.netrasystems.runner.doctor.compose.ComposeSearch;
import ai.netrasystems.runner.doctor.compose.Reference;
import ai.netrasystems.runner.doctor.compose.References;
import ai.netrasystems.runner.doctor.compose.SurveyedCompose;
import ai.netrasystems.runner.doctor.context.ContextRules;
import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.doctor.context.ContextSurveys;
import ai.netrasystems.runner.doctor.dockerfile.DockerfileRules;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.machine.MachineFacts;
import ai.netrasystems.runner.doctor.machine.MachineRules;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.doctor.source.SpelledSecrets;
import ai.netrasystems.runner.environment.compose.ComposeReader;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at a project and its machine, and judges both by the rules. Changes nothing. */
public final class Doctor {
    /** The machine's findings last; else by file and line, and the most serious first. */
    private static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.where().isEmpty())
            .thenComparing(finding -> finding.where().map(Doctor::file).orElse(""))
            .thenComparing(finding -> finding.where().map(Origin::line).orElse(0))
            .thenComparing(Finding::severity, Comparator.reverseOrder())
            .thenComparing(Finding::rule)
            .thenComparing(Finding::why);

    private final Subject subject;

    /** A doctor for that project. */
    public Doctor(Subject subject) {
        this.subject = subject;
    }

    /**
     * What is looked at.
     *
     * @param project its directory, absolute
     * @param chosen the Compose file of {@code runner.yml}, absolute
     * @param given the only Compose file to look at, absolute
     * @param awaited services that tests need
     * @param settings of the rules
     * @param variables environment variables that Compose files may use
     */
    public record Subject(
            Path project,
            Optional<Path> chosen,
            Optional<Path> given,
            Set<ServiceName> awaited,
            DoctorSettings settings,
            Map<String, String> variables) {
        /** Copies the collections. */
        public Subject {
            awaited = Set.copyOf(awaited);
            variables = Map.copyOf(variables);
        }

        /** A project, as it is configured. Links in its path are resolved, so that all paths are of one kind. */
        public static Subject of(RunnerConfig config, Optional<Path> given, Map<String, String> variables) {
            Path project = real(config.project());
            return new Subject(
                    project,
                    config.compose().map(Setting::value).map(file -> within(file, config.project(), project)),
                    given.map(file -> within(file, config.project(), project)),
                    config.categories().values().stream()
                            .flatMap(category -> category.services().stream())
                            .collect(Collectors.toSet()),
                    config.doctor(),
                    variables);
        }

        private static Path within(Path file, Path project, Path real) {
            Path folder = project.toAbsolutePath().normalize();
            return file.startsWith(folder) ? real.resolve(folder.relativize(file)) : file;
        }

        private static Path real(Path project) {
            try {
                return project.toRealPath();
            } catch (IOException unreadable) {
                return project.toAbsolutePath().normalize();
            }
        }
    }

    /** What the project's files say. */
    private record Seen(List<SurveyedCompose> composeFiles, List<BuildSource> builds, List<ContextSurvey> contexts) {}

    /**
     * Looks at all of it; the machine is asked while the files are read.
     *
     * @param machine asks it; called once, on a thread of its own
     */
    public Examination examine(Supplier<MachineFacts> machine) {
        long begun = System.nanoTime();
        FutureTask<MachineFacts> asking = new FutureTask<>(machine::get);
        Thread thread = new Thread(asking, "machine-survey");
        thread.setDaemon(true);
        thread.start();
        Seen seen = look();
        long read = System.nanoTime();
        MachineFacts facts = answer(asking);
        long answered = System.nanoTime();
        List<Finding> findings = judge(seen, facts);
        long judged = System.nanoTime();
        return new Examination(
                subject.project(),
                seen.composeFiles().stream().map(it -> it.survey().path()).toList(),
                seen.builds().stream()
                        .filter(build -> build.dockerfile().isPresent())
                        .map(build -> build.build().dockerfile())
                        .distinct()
                        .toList(),
                seen.contexts(),
                facts,
                findings,
                Optional.empty(),
                Duration.ofNanos(read - begun + judged - answered),
                Duration.ofNanos(judged - begun));
    }

    /** What build contexts send now, and paths that lead nowhere: what a fix starts from. */
    public Mendable mendable() {
        Seen seen = look();
        References references = new References(subject.project());
        return new Mendable(
                seen.contexts(),
                seen.composeFiles().stream()
                        .flatMap(compose -> references.of(compose).stream())
                        .toList(),
                ComposeBuilds.inlineContexts(seen.composeFiles()));
    }

    /**
     * What a fix starts from.
     *
     * @param inline contexts of builds whose Dockerfile stands in a Compose file: what those copy is not known
     */
    public record Mendable(List<ContextSurvey> contexts, List<Reference> references, Set<Path> inline) {}

    private Seen look() {
        List<SurveyedCompose> composeFiles = ComposeSearch.survey(
                subject.project(), subject.chosen(), subject.given(), new ComposeReader(subject.variables()));
        List<BuildSource> builds = new ArrayList<>(ComposeBuilds.builds(composeFiles));
        if (subject.given().isEmpty()) {
            ComposeBuilds.atTheTop(subject.project(), builds).ifPresent(builds::add);
        }
        return new Seen(
                composeFiles,
                builds,
                ContextSurveys.of(builds, subject.settings().largeFile()));
    }

    private List<Finding> judge(Seen seen, MachineFacts machine) {
        ComposeRules composeRules = new ComposeRules(
                new References(subject.project()),
                subject.awaited(),
                machine.memory()
                        .map(memory -> OptionalLong.of(memory.totalBytes()))
                        .orElseGet(OptionalLong::empty));
        List<Finding> findings = new ArrayList<>();
        seen.composeFiles().forEach(file -> findings.addAll(composeRules.findings(file)));
        findings.addAll(DockerfileRules.findings(seen.builds()));
        findings.addAll(ContextRules.findings(seen.contexts()));
        findings.addAll(MachineRules.findings(machine));
        SpelledSecrets secrets = secrets(seen);
        return findings.stream()
                .distinct()
                .map(finding -> secrets.redact(finding.with(severity(finding))))
                .filter(finding -> finding.severity() != Severity.OFF)
                .sorted(ORDER)
                .toList();
    }

    private SpelledSecrets secrets(Seen seen) {
        List<String> services = seen.composeFiles().stream()
                .flatMap(file -> file.survey().file().stream())
                .flatMap(file -> file.services().keySet().stream())
                .map(ServiceName::value)
                .toList();
        SpelledSecrets secrets =
                new SpelledSecrets(services).and(subject.variables()).and(seen.builds());
        seen.composeFiles().stream()
                .map(file -> file.survey().path().resolveSibling(".env"))
                .distinct()
                .forEach(secrets::and);
        return secrets;
    }

    private Severity severity(Finding finding) {
        return subject.settings()
                .severity(
                        finding.rule(),
                        finding.where()
                                .flatMap(Origin::file)
                                .filter(file -> file.startsWith(subject.project()))
                                .map(subject.project()::relativize));
    }

    private static String file(Origin origin) {
        return origin.file().map(Path::toString).orElse("");
    }

    private static MachineFacts answer(FutureTask<MachineFacts> asking) {
        try {
            return asking.get();
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(impossible);
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect.getCause());
        }
    }
}
