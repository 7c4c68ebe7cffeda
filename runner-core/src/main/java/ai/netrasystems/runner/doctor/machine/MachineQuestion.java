package ai.netrasystems.runner.doctor.machine;

import ai.netrasystems.runner.config.StagingSettings;
import ai.netrasystems.runner.environment.containers.engine.EngineMachine;
import java.nio.file.Path;

/**
 * What {@link MachineSurvey} is to look at.
 *
 * @param machine environment variables, the person and the root of the file system
 * @param project its directory, absolute
 * @param runs the project's {@code .runner/runs}; it need not exist
 * @param javaHome JDK that this runner runs on
 * @param staging what the files and the command line say of staging
 * @param dockerBypass whether no engine may be touched: not one socket call, and no class of Docker's client is loaded
 */
public record MachineQuestion(
        EngineMachine machine, Path project, Path runs, Path javaHome, StagingSettings staging, boolean dockerBypass) {}
