package ai.netrasystems.runner.environment.process;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.RunId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LeftoversTest {
    private final HostProcesses host = HostProcesses.ofThisMachine();
    private final RunId run = new RunId("run-" + UUID.randomUUID());
    private final List<Process> started = new ArrayList<>();

    @TempDir
    Path runs;

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void a_dead_owners_processes_and_files_go_and_a_bystander_stays() throws Exception {
        ProcessLedger ledger = ledger();
        Process listed = process(Map.of());
        ledger.started(listed.pid());
        Process bystander = process(Map.of());
        ledger.temporary(directory().resolve("data"));
        Files.createDirectories(directory().resolve("data/deep"));
        Files.writeString(directory().resolve("data/deep/file"), "x");
        Files.writeString(directory().resolve("events.jsonl"), "journal");
        ownerDies();

        Leftovers.Swept swept = new Leftovers(host).sweep(runs);

        assertThat(swept.removed()).hasSize(2);
        assertThat(swept.remaining()).isEmpty();
        assertThat(listed.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(bystander.isAlive()).isTrue();
        assertThat(directory().resolve("data")).doesNotExist();
        assertThat(directory().resolve("events.jsonl")).hasContent("journal");
        assertThat(new Leftovers(host).sweep(runs).removed()).isEmpty();
    }

    @Test
    void what_a_sweep_would_remove_can_be_asked_without_removing_it() throws Exception {
        ProcessLedger ledger = ledger();
        Process listed = process(Map.of());
        ledger.started(listed.pid());
        ledger.temporary(directory().resolve("data"));
        Files.createDirectories(directory().resolve("data"));
        assertThat(new Leftovers(host).find(runs)).as("its owner lives").isEmpty();
        ownerDies();

        List<String> found = new Leftovers(host).find(runs);

        assertThat(found)
                .containsExactly(
                        "process " + listed.pid() + " of run " + run,
                        directory().resolve("data").toString());
        assertThat(listed.isAlive()).isTrue();
        assertThat(directory().resolve("data")).exists();
        assertThat(new Leftovers(host).sweep(runs).removed()).containsExactlyElementsOf(found);
        assertThat(new Leftovers(host).find(runs)).isEmpty();
        assertThat(new Leftovers(host).find(runs.resolve("nowhere"))).isEmpty();
    }

    @Test
    void a_pid_that_was_given_again_is_not_touched() throws Exception {
        ProcessLedger ledger = ledger();
        Process recycled = process(Map.of());
        ProcessIdentity now = host.identify(recycled.pid()).orElseThrow();
        ledger.started(new ProcessIdentity(now.pid(), now.start() - 1), EndSignal.TERM);
        ownerDies();

        assertThat(new Leftovers(host).sweep(runs).removed()).isEmpty();
        assertThat(recycled.isAlive()).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_process_that_was_never_written_down_is_found_by_its_mark() throws Exception {
        ProcessLedger ledger = ledger();
        Process unlisted = process(ledger.marker());
        Process otherRun = process(Map.of(ProcessLedger.MARKER, run.value() + "-other"));
        ownerDies();

        assertThat(new Leftovers(host).sweep(runs).removed()).hasSize(1);
        assertThat(unlisted.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(otherRun.isAlive()).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void what_left_the_family_of_a_live_run_is_ended_when_the_run_ends() throws Exception {
        ledger();
        ProcessBuilder daemon = new ProcessBuilder("sh", "-c", "setsid sleep 300 >/dev/null 2>&1 & echo $!");
        daemon.environment().put(ProcessLedger.MARKER, run.value());
        Process parent = daemon.start();
        long pid = Long.parseLong(parent.inputReader().readLine());
        assertThat(parent.waitFor(5, TimeUnit.SECONDS)).isTrue();
        ProcessIdentity stray = host.identify(pid).orElseThrow();
        Process otherRun = process(Map.of(ProcessLedger.MARKER, run.value() + "-other"));

        assertThat(new Leftovers(host).strays(run).removed()).hasSize(1);
        assertThat(host.isAlive(stray)).isFalse();
        assertThat(otherRun.isAlive()).isTrue();
    }

    @Test
    void a_live_run_is_never_touched() throws Exception {
        ProcessLedger ledger = ledger();
        Process listed = process(ledger.marker());
        ledger.started(listed.pid());

        assertThat(new Leftovers(host).sweep(runs).removed()).isEmpty();
        assertThat(listed.isAlive()).isTrue();
    }

    @Test
    void a_finished_run_and_one_from_another_pid_namespace_are_left_alone() throws Exception {
        ProcessLedger ledger = ledger();
        Process listed = process(Map.of());
        ledger.started(listed.pid());
        Files.writeString(directory().resolve("owner"), new Owner(dead(), host.boot(), "pid:[1]", run).line());
        assertThat(new Leftovers(host).sweep(runs).removed()).isEmpty();

        ownerDies();
        ledger.finished();
        assertThat(new Leftovers(host).sweep(runs).removed()).isEmpty();
        assertThat(listed.isAlive()).isTrue();
    }

    @Test
    void after_a_reboot_only_files_are_removed() throws Exception {
        ProcessLedger ledger = ledger();
        Process sameNumbers = process(Map.of());
        ledger.started(sameNumbers.pid());
        ledger.temporary(directory().resolve("token"));
        Files.writeString(directory().resolve("token"), "x");
        Files.writeString(
                directory().resolve("owner"), new Owner(host.self(), "another-boot", host.pidNamespace(), run).line());

        assertThat(new Leftovers(host).sweep(runs).removed()).hasSize(1);
        assertThat(directory().resolve("token")).doesNotExist();
        assertThat(sameNumbers.isAlive()).isTrue();
    }

    @Test
    void an_owner_counts_as_dead_to_others_only_where_this_boot_tells_so() throws Exception {
        ledger();
        assertThat(Leftovers.isOwnerDead(directory(), host)).isFalse();
        Files.writeString(
                directory().resolve("owner"), new Owner(dead(), "another-boot", host.pidNamespace(), run).line());
        assertThat(Leftovers.isOwnerDead(directory(), host)).isFalse();
        Files.writeString(directory().resolve("owner"), new Owner(dead(), host.boot(), "pid:[1]", run).line());
        assertThat(Leftovers.isOwnerDead(directory(), host)).isFalse();
        ownerDies();
        assertThat(Leftovers.isOwnerDead(directory(), host)).isTrue();
    }

    @Test
    void nothing_outside_of_the_runs_own_directory_is_removed() throws Exception {
        ledger();
        Path outside = Files.writeString(runs.resolve("outside"), "x");
        Path linked = Files.createDirectory(runs.resolve("linked"));
        Files.writeString(linked.resolve("file"), "x");
        Files.createSymbolicLink(directory().resolve("link"), linked);
        Files.writeString(directory().resolve("temporary"), "../outside\n" + outside + "\n.\n\nlink\n");
        ownerDies();

        new Leftovers(host).sweep(runs);
        assertThat(outside).exists();
        assertThat(linked.resolve("file")).exists();
        assertThat(directory().resolve("link")).doesNotExist();
        assertThat(directory().resolve("owner")).exists();
    }

    @Test
    void a_link_on_the_way_leads_to_nothing_that_is_removed() throws Exception {
        ledger();
        Path top = runs.resolveSibling(runs.getFileName() + "-elsewhere");
        Path elsewhere = Files.createDirectories(top.resolve("precious"));
        Path file = Files.writeString(elsewhere.resolve("file"), "x");
        Files.createSymbolicLink(directory().resolve("link"), top);
        Files.writeString(directory().resolve("temporary"), "link/precious\nlink/precious/file\n");
        ownerDies();
        Path copied = Files.createDirectories(elsewhere.resolve("run"));
        Files.writeString(copied.resolve("owner"), Files.readString(directory().resolve("owner")));
        Files.writeString(copied.resolve("temporary"), "data\n");
        Path data = Files.writeString(copied.resolve("data"), "x");
        Files.createSymbolicLink(runs.resolve("linked-run"), copied);
        try {
            assertThat(new Leftovers(host).sweep(runs).removed()).isEmpty();
            assertThat(file).exists();
            assertThat(data).exists();
        } finally {
            assertThat(FileTree.remove(top)).isTrue();
        }
    }

    @Test
    void a_run_that_cannot_be_written_to_does_not_keep_the_next_from_being_swept() throws Exception {
        ProcessLedger ledger = ledger();
        ledger.temporary(directory().resolve("token"));
        Files.writeString(directory().resolve("token"), "x");
        ownerDies();
        Path first = Files.createDirectories(runs.resolve("a-run"));
        Files.copy(directory().resolve("owner"), first.resolve("owner"));
        Path target = runs.resolve("target");
        Files.createSymbolicLink(first.resolve("swept"), target);

        Leftovers.Swept swept = new Leftovers(host).sweep(runs);

        assertThat(swept.remaining()).hasSize(1).first().asString().contains("a-run");
        assertThat(swept.removed()).hasSize(1);
        assertThat(target).doesNotExist();
    }

    @Test
    void an_end_that_cannot_be_written_down_breaks_nothing_and_is_looked_at_again() throws Exception {
        ledger();
        Files.createSymbolicLink(directory().resolve("finished"), runs.resolve("missing/file"));
        ProcessLedger.open(directory(), run, host).finished();
        ownerDies();

        assertThat(new Leftovers(host).sweep(runs).remaining()).isEmpty();
        assertThat(directory().resolve("swept")).exists();
    }

    @Test
    void two_sweeps_at_once_do_not_meet() throws Exception {
        ProcessLedger ledger = ledger();
        ledger.temporary(directory().resolve("token"));
        Files.writeString(directory().resolve("token"), "x");
        ownerDies();
        try (FileChannel channel = FileChannel.open(
                        runs.resolve(".sweep.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(new Leftovers(host).sweep(runs).removed()).isEmpty();
        }
        assertThat(new Leftovers(host).sweep(runs).removed()).hasSize(1);
    }

    @Test
    void torn_and_foreign_files_do_no_harm() throws Exception {
        Files.createDirectories(runs.resolve("empty"));
        Files.createDirectories(runs.resolve("foreign"));
        Files.writeString(runs.resolve("foreign/owner"), "what is this");
        ledger();
        Files.writeString(directory().resolve("processes"), "12 x TERM\n7\n1 2 NO");
        ownerDies();
        assertThat(new Leftovers(host).sweep(runs)).isEqualTo(new Leftovers.Swept(List.of(), List.of()));
        assertThat(new Leftovers(host).sweep(runs.resolve("missing")).remaining())
                .isEmpty();
    }

    private Path directory() {
        return runs.resolve(run.value());
    }

    private ProcessLedger ledger() throws IOException {
        return ProcessLedger.open(directory(), run, host);
    }

    private void ownerDies() throws IOException {
        Files.writeString(
                directory().resolve("owner"), new Owner(dead(), host.boot(), host.pidNamespace(), run).line());
    }

    /** This JVM's pid with another start: whoever had that pid then is dead. */
    private ProcessIdentity dead() {
        return new ProcessIdentity(host.self().pid(), host.self().start() - 1);
    }

    private Process process(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "300");
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }
}
