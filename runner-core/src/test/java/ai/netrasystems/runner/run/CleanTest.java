package ai.netrasystems.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.environment.sweep.Swept;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.run.Clean.Cleaned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class CleanTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void nothing_there_is_nothing_to_remove() {
        assertThat(clean(false)).isEqualTo(new Cleaned(false, List.of(), List.of(), List.of()));
    }

    @Test
    void a_killed_runs_files_go_and_a_dry_run_only_names_them() throws IOException {
        Path data = killedRun();

        assertThat(clean(true)).isEqualTo(new Cleaned(true, List.of(data.toString()), List.of(), List.of()));
        assertThat(data).exists();
        assertThat(clean(false)).isEqualTo(new Cleaned(false, List.of(data.toString()), List.of(), List.of()));
        assertThat(data).doesNotExist();
        assertThat(clean(true).removed()).isEmpty();
    }

    @Test
    void a_run_that_lives_is_left_alone() throws IOException {
        Path run = folder.resolve(".runner/runs/r1");
        Files.createDirectories(run.resolve("data"));
        ProcessLedger ledger = ProcessLedger.open(run, new RunId("r1"), HostProcesses.ofThisMachine());
        ledger.temporary(run.resolve("data"));

        assertThat(clean(false).removed()).isEmpty();
        assertThat(run.resolve("data")).exists();
    }

    @Test
    void a_configuration_that_is_wrong_is_told_before_anything_is_removed() throws IOException {
        Path data = killedRun();
        Files.writeString(folder.resolve("runner.yml"), "nosuch: 1\n");

        assertThat(cleaned(false)).isInstanceOf(Checked.Invalid.class);
        assertThat(data).exists();
    }

    @Test
    void what_several_sweeps_found_is_one_answer() {
        Swept first = new Swept(List.of("a"), List.of(), List.of("x"));
        Swept second = new Swept(List.of("b"), List.of("c"), List.of());

        assertThat(Swept.nothing().and(first).and(second))
                .isEqualTo(new Swept(List.of("a", "b"), List.of("c"), List.of("x")));
    }

    /** This JVM's pid with a start that is not its own: whoever had that pid then is dead. */
    private Path killedRun() throws IOException {
        Path run = folder.resolve(".runner/runs/r1");
        Path data = run.resolve("data");
        Files.createDirectories(data);
        ProcessLedger ledger = ProcessLedger.open(run, new RunId("r1"), HostProcesses.ofThisMachine());
        ledger.temporary(data);
        Path owner = run.resolve("owner");
        Files.writeString(owner, Files.readString(owner).replaceFirst(" (\\d)", " 9$1"));
        return data;
    }

    private Cleaned clean(boolean dryRun) {
        return cleaned(dryRun).fold(cleaned -> cleaned, problems -> {
            throw new AssertionError(problems);
        });
    }

    private Checked<Cleaned> cleaned(boolean dryRun) {
        // Never the machine's own engine: what lies there is not this test's.
        Map<String, String> noEngine = Map.of("DOCKER_HOST", "unix://" + folder.resolve("no-engine.sock"));
        Surroundings surroundings = new Surroundings(
                folder, folder, noEngine, Optional.empty(), new Installation("1", folder, folder), Clock.systemUTC());
        return new Clean(surroundings).clean(Optional.empty(), dryRun, false);
    }
}
