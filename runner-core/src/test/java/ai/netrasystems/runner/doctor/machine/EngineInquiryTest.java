package ai.netrasystems.runner.doctor.machine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.doctor.machine.MachineFacts.EngineFact;
import ai.netrasystems.runner.environment.containers.cleanup.ProjectId;
import ai.netrasystems.runner.environment.containers.cleanup.RunLabels;
import ai.netrasystems.runner.environment.containers.cleanup.RunLabels.Kind;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.containers.engine.EngineMachine;
import ai.netrasystems.runner.environment.containers.engine.RealEngine;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.ProcessIdentity;
import ai.netrasystems.runner.environment.sweep.ProjectSweep;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
@Tag("docker")
@Timeout(60)
class EngineInquiryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path project;

    private final HostProcesses host = HostProcesses.ofThisMachine();
    private final String network = "runner-inquiry-test-" + UUID.randomUUID();

    @SuppressWarnings("NullAway.Init")
    private Engine engine;

    @BeforeEach
    void a_network_of_a_run_whose_owner_is_dead() {
        engine = RealEngine.required();
        // This JVM's pid with a start that is not its own.
        ProcessIdentity dead =
                new ProcessIdentity(host.self().pid(), host.self().start() + 1);
        RunLabels labels =
                new RunLabels(new RunId(network), dead, host.boot(), host.pidNamespace(), ProjectId.of(project), false);
        engine.prompt()
                .createNetworkCmd()
                .withName(network)
                .withLabels(labels.of(Kind.NETWORK))
                .exec();
    }

    @AfterEach
    void remove() {
        engine.prompt().removeNetworkCmd(network).exec();
    }

    @Test
    void a_real_engine_says_what_it_is_and_what_dead_runs_left_stays_there() {
        EngineFindings found = new EngineInquiry(
                        EngineMachine.thisOne(System.getenv()),
                        new ProjectSweep(host, project, project.resolve(".runner/runs")))
                .ask(new StopSignal());

        assertThat(found.fact())
                .isEqualTo(new EngineFact(
                        EngineFact.State.ANSWERS,
                        engine.facts().title(),
                        engine.address().foundBy(),
                        "",
                        ""));
        assertThat(found.leftovers()).anyMatch(line -> line.contains(network));
        assertThat(engine.prompt()
                        .inspectNetworkCmd()
                        .withNetworkId(network)
                        .exec()
                        .getName())
                .isEqualTo(network);
        assertThat(found.data()).isEqualTo(engine.dataDirectory());
    }
}
