package ai.netrasystems.runner.doctor.machine;

import ai.netrasystems.runner.config.StagingSettings;
import ai.netrasystems.runner.environment.containers.engine.EngineMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** A machine below a folder: nothing of the one that the test runs on is seen but its processes and disks. */
final class MachineFixture {
    final Path folder;
    final Path project;
    final Map<String, String> variables = new HashMap<>();
    StagingSettings staging = StagingSettings.none();
    boolean dockerBypass = true;

    MachineFixture(Path folder) {
        this.folder = folder;
        this.project = folder.resolve("project");
        write("project/.keep", "");
    }

    MachineQuestion question() {
        return new MachineQuestion(
                new EngineMachine(
                        variables, folder.resolve("home"), folder.resolve("root"), OptionalInt.empty(), "ada", false),
                project,
                project.resolve(".runner/runs"),
                Path.of(System.getProperty("java.home")),
                staging,
                dockerBypass);
    }

    Path write(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
