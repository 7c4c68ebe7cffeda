package ai.netrasystems.runner.environment.containers.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.OwnThread;
import ai.netrasystems.runner.environment.containers.cleanup.RunLabels.Kind;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.containers.engine.RealEngine;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.ProcessIdentity;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.ServiceName;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
@Tag("docker")
@Timeout(120)
class ContainerLeftoversTest {
    private final HostProcesses host = HostProcesses.ofThisMachine();
    private final RunId run = new RunId("leftovers-test-" + UUID.randomUUID());
    private final ProjectId project = ProjectId.of(Path.of("some/project"));
    private final ServiceName service = new ServiceName("backend");
    private final List<Things> made = new ArrayList<>();
    private Engine engine;
    private String image;

    @BeforeEach
    void engine() {
        engine = RealEngine.required();
        image = RealEngine.image(engine);
    }

    @AfterEach
    void remove() {
        made.forEach(Things::remove);
        if (image != null) {
            engine.prompt().removeImageCmd(image).withForce(true).exec();
        }
    }

    @Test
    void what_a_killed_owner_left_goes_and_a_bystander_stays() throws Exception {
        Things dead = things(labels(killed(), host.boot(), host.pidNamespace(), false));
        Things bystander = things(Map.of());
        Things almost = things(without(labels(killed(), host.boot(), host.pidNamespace(), false), RunLabels.START));

        ContainerLeftovers.Swept dry = new ContainerLeftovers(host).sweep(engine, true, Optional.empty());
        assertThat(ours(dry.removed())).hasSize(3);
        assertThat(dead.left()).isEqualTo(3);

        ContainerLeftovers.Swept swept = new ContainerLeftovers(host).sweep(engine, false, Optional.empty());
        assertThat(ours(swept.removed()))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("container "))
                .anyMatch(line -> line.startsWith("network "))
                .anyMatch(line -> line.startsWith("volume "));
        assertThat(ours(swept.remaining())).isEmpty();
        assertThat(dead.left()).isZero();
        assertThat(bystander.left()).isEqualTo(3);
        assertThat(almost.left()).isEqualTo(3);
    }

    @Test
    void a_live_owner_is_never_touched() throws Exception {
        Process owner = new ProcessBuilder("sleep", "300").start();
        try {
            Things live =
                    things(labels(host.identify(owner.pid()).orElseThrow(), host.boot(), host.pidNamespace(), false));
            ContainerLeftovers.Swept swept = new ContainerLeftovers(host).sweep(engine, false, Optional.of(project));
            assertThat(ours(swept.removed())).isEmpty();
            assertThat(ours(swept.notOurs())).isEmpty();
            assertThat(live.left()).isEqualTo(3);
        } finally {
            owner.destroyForcibly();
        }
    }

    @Test
    void another_boot_or_pid_namespace_is_listed_and_never_removed() throws Exception {
        Things otherBoot = things(labels(killed(), "another-boot", host.pidNamespace(), false));
        Things otherSpace = things(labels(killed(), host.boot(), "pid:[1]", false));
        ContainerLeftovers.Swept swept = new ContainerLeftovers(host).sweep(engine, false, Optional.of(project));
        assertThat(ours(swept.removed())).isEmpty();
        assertThat(ours(swept.notOurs())).hasSize(6);
        assertThat(otherBoot.left()).isEqualTo(3);
        assertThat(otherSpace.left()).isEqualTo(3);
    }

    @Test
    void what_was_kept_goes_only_when_that_is_asked_for() throws Exception {
        Things kept = things(labels(killed(), host.boot(), host.pidNamespace(), true));
        ContainerLeftovers.Swept without = new ContainerLeftovers(host).sweep(engine, false, Optional.empty());
        assertThat(ours(without.removed())).isEmpty();
        assertThat(ours(without.kept())).hasSize(3);
        assertThat(kept.left()).isEqualTo(3);
        Optional<ProjectId> another = Optional.of(ProjectId.of(Path.of("another/project")));
        assertThat(ours(new ContainerLeftovers(host)
                        .sweep(engine, false, another)
                        .removed()))
                .as("another project's person kept nothing of this one's")
                .isEmpty();
        assertThat(ours(new ContainerLeftovers(host)
                        .sweep(engine, false, Optional.of(project))
                        .removed()))
                .hasSize(3);
        assertThat(kept.left()).isZero();
    }

    @Test
    void two_sweeps_at_once_do_not_disturb_each_other() throws Exception {
        ProcessIdentity killed = killed();
        for (int i = 0; i < 4; i++) {
            things(labels(killed, host.boot(), host.pidNamespace(), false));
        }
        List<CompletableFuture<ContainerLeftovers.Swept>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(CompletableFuture.supplyAsync(
                    () -> new ContainerLeftovers(host).sweep(engine, false, Optional.empty()), OwnThread.EXECUTOR));
        }
        for (CompletableFuture<ContainerLeftovers.Swept> each : both) {
            assertThat(ours(each.get(60, TimeUnit.SECONDS).remaining())).isEmpty();
        }
        assertThat(made).allSatisfy(things -> assertThat(things.left()).isZero());
    }

    @Test
    void a_runs_own_things_go_at_its_end_and_another_runs_stay() throws Exception {
        Things own = things(with(RunLabels.of(run, project, host, false)));
        Things other = things(with(RunLabels.of(new RunId(run + "-other"), project, host, false)));
        assertThat(new ContainerLeftovers(host).removeAll(engine, run)).isEmpty();
        assertThat(own.left()).isZero();
        assertThat(other.left()).isEqualTo(3);
    }

    /** A real process that was killed. */
    private ProcessIdentity killed() throws Exception {
        Process owner = new ProcessBuilder("sleep", "300").start();
        ProcessIdentity identity = host.identify(owner.pid()).orElseThrow();
        owner.destroyForcibly();
        assertThat(owner.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return identity;
    }

    private Map<Kind, Map<String, String>> labels(
            ProcessIdentity owner, String boot, String pidNamespace, boolean kept) {
        return with(new RunLabels(run, owner, boot, pidNamespace, project, kept));
    }

    private Map<Kind, Map<String, String>> with(RunLabels labels) {
        return Map.of(
                Kind.CONTAINER, labels.of(Kind.CONTAINER, service),
                Kind.NETWORK, labels.of(Kind.NETWORK),
                Kind.VOLUME, labels.of(Kind.VOLUME, service));
    }

    private static Map<Kind, Map<String, String>> without(Map<Kind, Map<String, String>> labels, String name) {
        Map<Kind, Map<String, String>> fewer = new HashMap<>();
        labels.forEach((kind, all) -> {
            Map<String, String> rest = new HashMap<>(all);
            rest.remove(name);
            fewer.put(kind, rest);
        });
        return fewer;
    }

    /** Lines about this test's runs alone: the engine is shared. */
    private List<String> ours(List<String> lines) {
        return lines.stream().filter(line -> line.contains(run.value())).toList();
    }

    private Things things(Map<Kind, Map<String, String>> labels) {
        String name = "netra-engine-test-" + UUID.randomUUID();
        String network = engine.prompt()
                .createNetworkCmd()
                .withName(name)
                .withLabels(labels.getOrDefault(Kind.NETWORK, BYSTANDER))
                .exec()
                .getId();
        Things things = new Things(name, network);
        made.add(things);
        engine.prompt()
                .createVolumeCmd()
                .withName(name)
                .withLabels(labels.getOrDefault(Kind.VOLUME, BYSTANDER))
                .exec();
        engine.prompt()
                .createContainerCmd(image)
                .withName(name)
                .withLabels(labels.getOrDefault(Kind.CONTAINER, BYSTANDER))
                .withCmd("/bin/busybox", "sleep", "300")
                .withHostConfig(
                        HostConfig.newHostConfig().withNetworkMode(network).withBinds(Bind.parse(name + ":/data")))
                .exec();
        engine.prompt().startContainerCmd(name).exec();
        return things;
    }

    private static final Map<String, String> BYSTANDER = Map.of("somebody", "else");

    /** A container that runs, its network and its volume. */
    private final class Things {
        private final String name;
        private final String network;

        Things(String name, String network) {
            this.name = name;
            this.network = network;
        }

        int left() {
            return there(() -> engine.prompt().inspectContainerCmd(name).exec())
                    + there(() -> engine.prompt()
                            .inspectNetworkCmd()
                            .withNetworkId(network)
                            .exec())
                    + there(() -> engine.prompt().inspectVolumeCmd(name).exec());
        }

        void remove() {
            there(() -> engine.prompt().removeContainerCmd(name).withForce(true).exec());
            there(() -> engine.prompt().removeNetworkCmd(network).exec());
            there(() -> engine.prompt().removeVolumeCmd(name).exec());
        }

        private int there(Runnable call) {
            try {
                call.run();
                return 1;
            } catch (NotFoundException gone) {
                return 0;
            }
        }
    }
}
