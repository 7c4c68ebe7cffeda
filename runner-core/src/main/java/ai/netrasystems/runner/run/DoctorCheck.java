package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.ConfigReader;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.doctor.Doctor;
import ai.netrasystems.runner.doctor.Examination;
import ai.netrasystems.runner.doctor.FixReport;
import ai.netrasystems.runner.doctor.machine.MachineFacts;
import ai.netrasystems.runner.doctor.machine.MachineQuestion;
import ai.netrasystems.runner.doctor.machine.MachineSurvey;
import ai.netrasystems.runner.environment.containers.engine.EngineMachine;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** {@code runner doctor}: looks at the project and its machine, and with {@code --fix} mends what is safe first. */
public final class DoctorCheck {
    private final Surroundings surroundings;

    /** Called there. */
    public DoctorCheck(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What was found; what is left of it after a fix. */
    public Checked<Examination> examine(DoctorRequest request, Optional<Path> configFile, StopSignal stop) {
        Optional<Path> missing = request.compose().filter(file -> !Files.isRegularFile(file));
        if (missing.isPresent()) {
            return Checked.invalid(
                    Problem.of("there is no Compose file `" + missing.get() + "`", Origin.commandLine("--compose")));
        }
        return new ConfigReader(surroundings.workingDirectory(), Optional.of(surroundings.home()))
                .read(configFile)
                .then(loaded -> Checked.valid(examine(request, loaded.config(), stop)));
    }

    private Examination examine(DoctorRequest request, RunnerConfig config, StopSignal stop) {
        Doctor.Subject subject = Doctor.Subject.of(config, request.compose(), surroundings.environment());
        Doctor doctor = new Doctor(subject);
        if (!request.fix()) {
            return doctor.examine(() -> machine(request, config, subject.project(), stop));
        }
        long begun = System.nanoTime();
        FixReport fix = new DoctorFix(surroundings, subject.project()).fix(doctor, request, stop);
        Duration mending = Duration.ofNanos(System.nanoTime() - begun);
        return doctor.examine(() -> machine(request, config, subject.project(), stop))
                .after(fix, mending);
    }

    private MachineFacts machine(DoctorRequest request, RunnerConfig config, Path project, StopSignal stop) {
        return new MachineSurvey(new MachineQuestion(
                        EngineMachine.thisOne(surroundings.environment()),
                        project,
                        new RunFiles(project, Optional.empty()).runs(),
                        Path.of(System.getProperty("java.home")),
                        config.staging(),
                        request.dockerBypass()))
                .facts(stop);
    }
}
