package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.RunEvent.TestStarted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A controller in a JVM of its own, to be killed: runs a test that hangs, and then writes its worker's pid. */
final class ControllerProgram {
    private ControllerProgram() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Fixture fixture = new Fixture("6.1.3", folder, "Slow");
        fixture.events.on(event -> {
            if (event instanceof TestStarted started && started.test().value().contains("b_hangs")) {
                tell(folder, fixture.processes.get(0));
            }
        });
        fixture.run();
    }

    private static void tell(Path folder, long pid) {
        try {
            Path part = Files.writeString(folder.resolve("pid.part"), Long.toString(pid));
            Files.move(part, folder.resolve("pid"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
