package ai.netrasystems.runner.environment.containers.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.containers.engine.RealEngine;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.ServiceName;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
@Tag("docker")
@Timeout(120)
class BuiltImagesTest {
    private final HostProcesses host = HostProcesses.ofThisMachine();
    private final List<String> made = new ArrayList<>();
    private final ServiceName service = new ServiceName("backend");
    private Engine engine;
    private ProjectId project;

    @TempDir
    Path runs;

    @BeforeEach
    void engine() {
        engine = RealEngine.required();
        project = ProjectId.of(runs);
    }

    @AfterEach
    void remove() {
        // Children first.
        for (int i = made.size() - 1; i >= 0; i--) {
            if (exists(made.get(i))) {
                engine.prompt().removeImageCmd(made.get(i)).withForce(true).exec();
            }
        }
    }

    @Test
    void a_service_has_one_image_and_the_one_that_it_replaces_goes() {
        String first = dangling();
        String second = dangling();
        String bystander = dangling();
        BuiltImages images = new BuiltImages(engine);

        assertThat(images.tag(first, project, service)).isEmpty();
        assertThat(images.tag(first, project, service)).isEmpty();
        assertThat(exists(first)).isTrue();
        assertThat(images.tag(second, project, service)).isEmpty();

        assertThat(exists(first)).isFalse();
        assertThat(engine.prompt().inspectImageCmd(second).exec().getRepoTags())
                .containsExactly(BuiltImages.name(project, service));
        assertThat(exists(bystander)).isTrue();
    }

    @Test
    void a_replaced_image_that_somebody_named_or_uses_stays() {
        String named = dangling();
        String used = dangling();
        BuiltImages images = new BuiltImages(engine);
        images.tag(named, project, service);
        String other = "netra-engine-test-other-" + UUID.randomUUID();
        engine.prompt().tagImageCmd(named, other, "x").exec();
        images.tag(used, project, service);
        assertThat(exists(named)).isTrue();

        String container = engine.prompt()
                .createContainerCmd(used)
                .withCmd("/bin/busybox", "true")
                .exec()
                .getId();
        try {
            assertThat(images.tag(dangling(), project, service)).isEmpty();
            assertThat(exists(used)).isTrue();
        } finally {
            engine.prompt().removeContainerCmd(container).exec();
        }
    }

    @Test
    void names_are_ones_that_the_engine_takes_and_two_services_stay_two() {
        String image = dangling();
        for (String name : List.of("web", "Web", "my_web", "my-web", "a..b", "_", "ünï")) {
            assertThat(new BuiltImages(engine).tag(image, project, new ServiceName(name)))
                    .isEmpty();
        }
        assertThat(engine.prompt().inspectImageCmd(image).exec().getRepoTags()).hasSize(7);
    }

    @Test
    void what_a_run_built_and_nobody_holds_goes_at_its_end() throws Exception {
        String parent = dangling();
        String child = child(parent);
        String tagged = dangling();
        String bystander = dangling();
        ImageLedger ledger = ImageLedger.open(runs.resolve("run"), engine);
        ledger.built(parent);
        ledger.built(child.substring("sha256:".length(), "sha256:".length() + 12));
        ledger.built(tagged);
        new BuiltImages(engine).tag(tagged, project, service);

        assertThat(ledger.close(engine)).isEmpty();

        assertThat(exists(child)).isFalse();
        assertThat(exists(parent)).isFalse();
        assertThat(exists(tagged)).isTrue();
        assertThat(exists(bystander)).isTrue();
        assertThat(runs.resolve("run/images")).doesNotExist();
    }

    @Test
    void an_image_that_a_child_stands_on_stays() throws Exception {
        String parent = dangling();
        String child = child(parent);
        ImageLedger ledger = ImageLedger.open(runs.resolve("run"), engine);
        ledger.built(parent);
        assertThat(ledger.close(engine)).isEmpty();
        assertThat(exists(parent)).isTrue();
        assertThat(exists(child)).isTrue();
    }

    @Test
    void a_dead_runs_images_go_in_a_later_sweep_and_a_live_ones_stay() throws Exception {
        String dead = dangling();
        String live = dangling();
        String elsewhere = dangling();
        ImageLedger.open(run("dead", deadOwner("dead")), engine).built(dead);
        Files.writeString(runs.resolve("dead/images"), "sha256:ab", StandardOpenOption.APPEND);
        ImageLedger.open(run("live", liveOwner("live")), engine).built(live);
        Path other = run("other", deadOwner("other"));
        Files.writeString(other.resolve("images"), "engine ANOTHER\n" + elsewhere + "\n");

        assertThat(new ImageLeftovers(host).sweep(runs, engine)).isEmpty();

        assertThat(exists(dead)).isFalse();
        assertThat(exists(live)).isTrue();
        assertThat(exists(elsewhere)).isTrue();
        assertThat(new ImageLeftovers(host).sweep(runs, engine)).isEmpty();
        assertThat(new ImageLeftovers(host).sweep(runs.resolve("missing"), engine))
                .isEmpty();
    }

    @Test
    void containers_that_a_dead_runs_build_named_go_before_its_images_and_others_stay() throws Exception {
        String image = dangling();
        String byBuilder = dangling();
        String stray = running(image);
        String bystander = running(dangling());
        try {
            ImageLedger ledger = ImageLedger.open(run("dead", deadOwner("dead")), engine);
            ledger.built(image);
            ledger.built(ImageLedger.container(stray.substring(0, 12)));
            ledger.built(ImageLedger.container("0123456789ab"));
            Files.writeString(
                    runs.resolve("dead/images"),
                    "container " + bystander.substring(0, 11) + "\ncontainer\n",
                    StandardOpenOption.APPEND);
            Path written =
                    Files.createDirectories(runs.resolve("dead/services")).resolve("web.build.iid");
            Files.writeString(written, byBuilder);
            Path other = run("other", deadOwner("other"));
            Files.writeString(other.resolve("images"), "engine ANOTHER\ncontainer " + bystander + "\n");

            assertThat(new ImageLeftovers(host).sweep(runs, engine)).isEmpty();

            assertThat(isRunning(stray)).isFalse();
            assertThat(exists(image)).isFalse();
            assertThat(exists(byBuilder)).isFalse();
            assertThat(isRunning(bystander)).isTrue();
            assertThat(runs.resolve("dead/images")).doesNotExist();
            assertThat(written).doesNotExist();
        } finally {
            removeContainer(stray);
            removeContainer(bystander);
        }
    }

    @Test
    void a_run_removes_its_builds_containers_at_its_end() throws Exception {
        String image = dangling();
        String stray = running(image);
        try {
            ImageLedger ledger = ImageLedger.open(runs.resolve("run"), engine);
            ledger.built(ImageLedger.container(stray.substring(0, 12)));
            ledger.built(image);
            assertThatThrownBy(() -> ledger.built("container x")).isInstanceOf(IllegalArgumentException.class);
            assertThat(ledger.close(engine)).isEmpty();
            assertThat(isRunning(stray)).isFalse();
            assertThat(exists(image)).isFalse();
        } finally {
            removeContainer(stray);
        }
    }

    private String running(String image) {
        String container = engine.prompt()
                .createContainerCmd(image)
                .withCmd("/bin/busybox", "sleep", "300")
                .exec()
                .getId();
        engine.prompt().startContainerCmd(container).exec();
        return container;
    }

    private boolean isRunning(String container) {
        try {
            return Boolean.TRUE.equals(engine.prompt()
                    .inspectContainerCmd(container)
                    .exec()
                    .getState()
                    .getRunning());
        } catch (NotFoundException gone) {
            return false;
        }
    }

    private void removeContainer(String container) {
        try {
            engine.prompt().removeContainerCmd(container).withForce(true).exec();
        } catch (NotFoundException gone) {
            assertThat(isRunning(container)).isFalse();
        }
    }

    private Path run(String name, String owner) throws Exception {
        Path directory = Files.createDirectories(runs.resolve(name));
        Files.writeString(directory.resolve("owner"), owner);
        return directory;
    }

    private String liveOwner(String name) throws Exception {
        Path draft = runs.resolve("draft-" + name);
        ProcessLedger.open(draft, new RunId(name), host);
        String line = Files.readString(draft.resolve("owner"));
        Files.delete(draft.resolve("owner"));
        return line;
    }

    /** This JVM's pid with another start: whoever had that pid then is dead. */
    private String deadOwner(String name) throws Exception {
        String live = liveOwner(name);
        return live.replaceFirst(
                " " + host.self().start() + " ", " " + (host.self().start() - 1) + " ");
    }

    /** An image without a name. */
    private String dangling() {
        String id = RealEngine.dangling(engine);
        made.add(id);
        return id;
    }

    private String child(String parent) {
        String container = engine.prompt()
                .createContainerCmd(parent)
                .withCmd("/bin/busybox", "true")
                .exec()
                .getId();
        try {
            String id = engine.prompt().commitCmd(container).exec();
            made.add(id);
            return id;
        } finally {
            engine.prompt().removeContainerCmd(container).exec();
        }
    }

    private boolean exists(String image) {
        try {
            engine.prompt().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException gone) {
            return false;
        }
    }
}
