package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs fixtures that do harm, and those beside them, for real; knows what they wrote down themselves. */
final class FaultRun {
    final Fixture fixture;
    private final Path written;

    FaultRun(String junit, Path folder, String... classes) {
        fixture = new Fixture(junit, folder, classes);
        fixture.project = "faults";
        written = folder.resolve("written");
        with("written", written.toString());
    }

    FaultRun with(String property, String value) {
        Map<String, String> properties = new HashMap<>(fixture.systemProperties);
        properties.put(property, value);
        fixture.systemProperties = properties;
        return this;
    }

    FaultRun jvm(String... arguments) {
        fixture.jvmArguments = List.of(arguments);
        return this;
    }

    /** Tests have ten minutes, which are over as soon as one says that it hangs. */
    FaultRun deadlineWhenItHangs() {
        fixture.testTimeout = Optional.of(Duration.ofMinutes(10));
        jumpAt("hanging", Duration.ofMinutes(11));
        return this;
    }

    void jumpAt(String text, Duration ahead) {
        fixture.events.on(event -> {
            if (event instanceof OutputCaptured said && said.text().contains(text)) {
                fixture.clock.jump(ahead);
            }
        });
    }

    /** Runs everything; no worker may stay behind. */
    FaultRun completed() {
        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);
        assertThat(fixture.processes)
                .isNotEmpty()
                .allSatisfy(pid -> assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive))
                        .isEmpty());
        return this;
    }

    Events events() {
        return fixture.events;
    }

    Path written() {
        return written;
    }

    Witness witness() {
        return new Witness(fixture.events, written);
    }
}
