package ai.netrasystems.runner.doctor.machine;

import ai.netrasystems.runner.discovery.ProjectTool;
import ai.netrasystems.runner.discovery.WorkerJdk;
import ai.netrasystems.runner.discovery.surefire.JdkHome;
import ai.netrasystems.runner.doctor.machine.MachineFacts.BuildTool;
import ai.netrasystems.runner.doctor.machine.MachineFacts.Jdk;
import ai.netrasystems.runner.doctor.machine.MachineFacts.Staging;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.sweep.ProjectSweep;
import ai.netrasystems.runner.environment.token.StagingCredential;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ProfileName;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.staging.SecretPlace;
import ai.netrasystems.runner.staging.StagingProfile;
import ai.netrasystems.runner.staging.TokenRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks at the machine: files of the system and of the project, and the engine, which is asked while the rest is read.
 * Starts no process, asks nothing of staging, changes nothing.
 */
public final class MachineSurvey {
    private final MachineQuestion question;
    private final Map<String, String> environment;
    private final ProjectSweep sweep;

    /** Looks at what the question names. */
    public MachineSurvey(MachineQuestion question) {
        this.question = question;
        this.environment = question.machine().variables();
        this.sweep = new ProjectSweep(HostProcesses.ofThisMachine(), question.project(), question.runs());
    }

    /** What there is. An engine that hangs delays it by three seconds at most; a stop request ends that wait. */
    public MachineFacts facts(StopSignal stop) {
        Supplier<EngineFindings> asked = ask(stop);
        List<String> here = sweep.here(true).removed();
        Jdk jdk = jdk();
        BuildTool tool = buildTool();
        Staging staging = staging();
        EngineFindings engine = asked.get();
        return new MachineFacts(
                engine.fact(),
                Disks.of(question.project(), engine.data()),
                MemoryReading.under(question.machine().root()).memory(),
                Stream.concat(here.stream(), engine.leftovers().stream()).toList(),
                jdk,
                tool,
                staging);
    }

    /** All that touches Docker stands behind this: under a bypass no class of it is loaded. */
    private Supplier<EngineFindings> ask(StopSignal stop) {
        if (question.dockerBypass()) {
            return EngineFindings::notAsked;
        }
        FutureTask<EngineFindings> asking =
                new FutureTask<>(() -> new EngineInquiry(question.machine(), sweep).ask(stop));
        Thread thread = new Thread(asking, "engine-inquiry");
        thread.setDaemon(true);
        thread.start();
        return () -> {
            try {
                return asking.get();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return EngineFindings.notAsked();
            } catch (ExecutionException defect) {
                throw new IllegalStateException(defect.getCause());
            }
        };
    }

    private Jdk jdk() {
        WorkerJdk chosen = WorkerJdk.choose(environment, question.javaHome());
        Optional<Problem> problem =
                chosen.check().fold(fit -> Optional.empty(), problems -> Optional.of(problems.get(0)));
        return new Jdk(
                chosen.home(),
                JdkHome.version(chosen.home()).orElse(""),
                chosen.foundBy(),
                problem.map(Problem::message),
                problem.flatMap(Problem::hint));
    }

    private BuildTool buildTool() {
        ProjectTool tool = ProjectTool.of(question.project(), environment);
        return new BuildTool(
                tool.title(),
                tool.problem().map(Problem::message),
                tool.problem().flatMap(Problem::hint));
    }

    private Staging staging() {
        List<String> profiles =
                question.staging().names().stream().map(ProfileName::value).toList();
        Optional<StagingProfile> system = question.staging().system();
        return system.isPresent()
                ? staging(system.get(), profiles)
                : new Staging(Optional.empty(), profiles, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    private Staging staging(StagingProfile system, List<String> profiles) {
        TokenRule rule = StagingCredential.rule(system, question.staging(), environment);
        Staging nothing = new Staging(
                Optional.of(system.name()),
                profiles,
                rule.secretPlace().map(SecretPlace::toString),
                false,
                Optional.empty(),
                Optional.empty());
        return StagingCredential.read(rule, environment)
                .map(reading -> reading.<Staging>fold(
                        found -> found(nothing, Optional.empty(), Optional.empty()),
                        missing -> nothing,
                        refused -> found(nothing, Optional.of(refused.problem()), Optional.of(refused.remedy()))))
                .orElse(nothing);
    }

    private static Staging found(Staging place, Optional<String> refused, Optional<String> remedy) {
        return new Staging(place.profile(), place.profiles(), place.credential(), true, refused, remedy);
    }
}
