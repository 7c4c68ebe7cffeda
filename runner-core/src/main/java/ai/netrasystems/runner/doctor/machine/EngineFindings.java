package ai.netrasystems.runner.doctor.machine;

import ai.netrasystems.runner.doctor.machine.MachineFacts.EngineFact;
import ai.netrasystems.runner.environment.containers.engine.EngineDiagnosis;
import ai.netrasystems.runner.environment.containers.engine.EngineFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was learned of the engine.
 *
 * @param data where it keeps images and volumes, if that is on this machine
 * @param leftovers what dead runs left on it
 */
record EngineFindings(EngineFact fact, Optional<Path> data, List<String> leftovers) {
    /** Copies the list. */
    EngineFindings {
        leftovers = List.copyOf(leftovers);
    }

    static EngineFindings notAsked() {
        return of(new EngineFact(EngineFact.State.NOT_ASKED, "", "", "", ""));
    }

    static EngineFindings unavailable(EngineDiagnosis diagnosis) {
        return of(new EngineFact(EngineFact.State.UNAVAILABLE, "", "", diagnosis.summary(), diagnosis.remedy()));
    }

    static EngineFindings answers(EngineFacts facts, String foundBy) {
        return of(new EngineFact(EngineFact.State.ANSWERS, facts.title(), foundBy, "", ""));
    }

    private static EngineFindings of(EngineFact fact) {
        return new EngineFindings(fact, Optional.empty(), List.of());
    }

    EngineFindings holding(Optional<Path> data, List<String> leftovers) {
        return new EngineFindings(fact, data, leftovers);
    }
}
