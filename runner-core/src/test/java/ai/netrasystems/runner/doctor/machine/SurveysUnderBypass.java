package ai.netrasystems.runner.doctor.machine;

import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Path;

/** Looks at a machine below a folder, in a JVM whose loaded classes are looked at. */
final class SurveysUnderBypass {
    private SurveysUnderBypass() {}

    /** Runs. */
    public static void main(String[] arguments) {
        MachineFacts facts =
                new MachineSurvey(new MachineFixture(Path.of(arguments[0])).question()).facts(new StopSignal());
        System.out.println(facts.engine().state());
    }
}
