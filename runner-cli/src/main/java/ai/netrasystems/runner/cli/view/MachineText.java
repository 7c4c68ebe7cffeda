package ai.netrasystems.runner.cli.view;

import static ai.netrasystems.runner.config.text.ByteSizeText.shown;

import ai.netrasystems.runner.doctor.machine.MachineFacts;
import ai.netrasystems.runner.doctor.machine.MachineFacts.EngineFact;
import ai.netrasystems.runner.doctor.machine.MachineFacts.Staging;
import java.util.ArrayList;
import java.util.List;

/** What there is for runs, as rows of a name and what was found. */
final class MachineText {
    private MachineText() {}

    static List<List<String>> rows(MachineFacts machine) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("engine", engine(machine.engine())));
        machine.disks()
                .forEach(disk -> rows.add(List.of(
                        "disk",
                        shown(disk.usableBytes()) + " of " + shown(disk.totalBytes()) + " free (" + disk.purpose()
                                + ")")));
        machine.memory()
                .ifPresent(memory -> rows.add(List.of(
                        "memory", shown(memory.availableBytes()) + " of " + shown(memory.totalBytes()) + " free")));
        rows.add(List.of(
                "JDK",
                machine.jdk().version() + " in " + machine.jdk().home() + " ("
                        + machine.jdk().foundBy() + ")"));
        rows.add(List.of("build tool", machine.buildTool().title()));
        rows.add(List.of("staging", staging(machine.staging())));
        machine.leftovers().forEach(what -> rows.add(List.of("left over", what)));
        return rows;
    }

    private static String engine(EngineFact engine) {
        return switch (engine.state()) {
            case ANSWERS -> engine.title() + " (" + engine.foundBy() + ")";
            case UNAVAILABLE -> "none: " + engine.why();
            case NOT_ASKED -> "not looked for (--docker-bypass)";
        };
    }

    private static String staging(Staging staging) {
        return staging.profile()
                .map(profile -> profile
                        + staging.credential()
                                .map(place -> ", " + place + (staging.present() ? " is set" : " is not set"))
                                .orElse(""))
                .orElse("no profile is chosen");
    }
}
