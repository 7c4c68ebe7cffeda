package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An engine that is killed and goes again leaves nothing on the machine, so that what is left is the runner's doing. */
class OwnEngineTest {

    @Test
    void goes_without_a_trace_also_after_it_was_killed_with_a_container_running() {
        Docker machines = Docker.required();
        Machine before = Machine.snapshot();
        try (OwnEngine engine = OwnEngine.startWith(machines, Docker.baseImages())) {
            Bystander orphan = Bystander.start(engine.docker());
            assertThat(orphan.isRunning()).isTrue();

            engine.kill();

            assertThat(engine.docker().tried("ps").exitCode()).isNotZero();
            engine.restart();
            assertThat(engine.docker().tried("ps").exitCode()).isZero();
        }
        assertThat(Machine.snapshot()).isEqualTo(before);
    }
}
