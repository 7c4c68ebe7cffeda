package ai.netrasystems.runner.doctor.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.netrasystems.runner.doctor.compose.Reference;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan is carried out on what is there then, which may be something else than what was planned for. */
@Tag("unit")
class FixApplicationTest {
    @TempDir
    Path folder;

    private FixProject project;

    @BeforeEach
    void a_project() throws Exception {
        project = new FixProject(folder)
                .context("")
                .repository("Dockerfile")
                .files("a.pyc", "p/__pycache__/b.pyc", "p/__pycache__/c.pyc");
    }

    @Test
    void what_was_done_is_counted() throws Exception {
        FixPlan plan = project.plan();
        FixResult result = carryOut(plan);

        assertThat(result.files()).isEqualTo(3);
        assertThat(result.folders()).isEqualTo(1);
        assertThat(result.freedBytes()).isEqualTo(plan.bytes()).isPositive();
        assertThat(result.additions()).isEqualTo(plan.additions());
        assertThat(result.failed()).isEmpty();
        assertThat(result.leftAlone()).isEmpty();
        assertThat(result.stopped()).isFalse();
        assertThat(project.plan().isEmpty()).isTrue();
    }

    @Test
    void what_vanished_meanwhile_is_no_failure() throws Exception {
        FixPlan plan = project.plan();
        Files.delete(project.path("a.pyc"));
        Files.delete(project.path("p/__pycache__/b.pyc"));
        Files.delete(project.path("p/__pycache__/c.pyc"));
        Files.delete(project.path("p/__pycache__"));

        FixResult result = carryOut(plan);

        assertThat(result.failed()).isEmpty();
        assertThat(result.files()).isZero();
        assertThat(result.folders()).isZero();
        assertThat(result.freedBytes()).isZero();
    }

    @Test
    void another_file_of_the_same_name_stays() throws Exception {
        FixPlan plan = project.plan();
        Path fresh = Files.writeString(project.path("fresh"), "written meanwhile");
        Files.move(fresh, project.path("a.pyc"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        FixResult result = carryOut(plan);

        assertThat(project.read("a.pyc")).isEqualTo("written meanwhile");
        assertThat(result.leftAlone())
                .containsExactly(new LeftAlone(project.path("a.pyc"), "something else stands there meanwhile"));
        assertThat(result.files()).isEqualTo(2);
    }

    @Test
    void a_folder_that_was_filled_meanwhile_stays() throws Exception {
        FixPlan plan = project.plan();
        project.files("p/__pycache__/new.txt");

        FixResult result = carryOut(plan);

        assertThat(project.exists("p/__pycache__/new.txt")).isTrue();
        assertThat(result.leftAlone()).extracting(LeftAlone::path).containsExactly(project.path("p/__pycache__"));
    }

    @Test
    void a_folder_that_was_swapped_for_a_link_leads_nowhere() throws Exception {
        FixPlan plan = project.plan();
        Path outside = folder.resolve("outside");
        Files.move(project.path("p"), outside);
        project.link("p", "../outside");

        FixResult result = carryOut(plan);

        assertThat(outside.resolve("__pycache__/b.pyc")).exists();
        assertThat(outside.resolve("__pycache__/c.pyc")).exists();
        assertThat(result.failed()).isEmpty();
        assertThat(result.leftAlone())
                .contains(new LeftAlone(project.path("p/__pycache__"), "a link leads there meanwhile"));
        assertThat(result.files()).isEqualTo(1);
    }

    @Test
    void a_file_that_was_swapped_for_a_link_stays_and_so_does_what_it_leads_to() throws Exception {
        FixPlan plan = project.plan();
        Path outside = folder.resolve("outside");
        Files.move(project.path("a.pyc"), outside);
        project.link("a.pyc", "../outside");

        carryOut(plan);

        assertThat(outside).exists();
        assertThat(project.exists("a.pyc")).isTrue();
    }

    @Test
    void where_folders_can_t_be_held_their_paths_are_checked() throws Exception {
        Path cache = project.path("p/__pycache__");
        try (OpenFolder open = OpenFolder.checked(project.root(), Path.of("p/__pycache__"))) {
            FileFacts facts = open.facts(Path.of("b.pyc"));
            assertThat(facts).isEqualTo(FileFacts.of(cache.resolve("b.pyc")));
            open.delete(Path.of("b.pyc"), Deletion.Kind.FILE);
            open.delete(Path.of("c.pyc"), Deletion.Kind.FILE);
        }
        try (OpenFolder open = OpenFolder.checked(project.root(), Path.of("p"))) {
            open.delete(Path.of("__pycache__"), Deletion.Kind.FOLDER);
        }
        assertThat(project.exists("p/__pycache__")).isFalse();

        project.link("q", "p");
        assertThatThrownBy(() -> OpenFolder.checked(project.root(), Path.of("q")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_failure_of_one_thing_does_not_stop_the_others() throws Exception {
        project.context("second").files("second/a.pyc");
        FixPlan plan = project.plan();
        // A folder where the draft would stand: the ignore file can't be written.
        Files.createDirectories(project.path("..dockerignore.runner-doctor.tmp/x"));

        FixResult result = carryOut(plan);

        assertThat(result.failed())
                .singleElement()
                .satisfies(it -> assertThat(it.path()).isEqualTo(project.path(".dockerignore")));
        assertThat(result.additions())
                .extracting(IgnoreAddition::file)
                .containsExactly(project.path("second/.dockerignore"));
        assertThat(result.files()).isEqualTo(4);
    }

    @Test
    void a_file_that_was_changed_meanwhile_is_not_written() throws Exception {
        project.file("docker-compose.yml", "services:\n  a: {build: bakend}\n")
                .references(new Reference(
                        project.path("docker-compose.yml"),
                        2,
                        "build.context",
                        "bakend",
                        Optional.of("backend"),
                        List.of()));
        FixPlan plan = project.plan();
        project.file(".dockerignore", "mine\n").file("docker-compose.yml", "services: {}\n");

        FixResult result = carryOut(plan);

        assertThat(result.failed())
                .extracting(FixResult.Failed::reason)
                .containsExactly("it was changed meanwhile", "`bakend` does not stand once in the line");
        assertThat(project.read(".dockerignore")).isEqualTo("mine\n");
        assertThat(project.read("docker-compose.yml")).isEqualTo("services: {}\n");
    }

    @Test
    void a_stop_ends_it_between_two_steps_and_what_was_done_is_told() throws Exception {
        FixPlan plan = project.plan();
        StopSignal stop = new StopSignal();
        stop.request(StopSignal.Reason.INTERRUPTED);

        FixResult nothing = new FixApplication(stop).carryOut(plan);

        assertThat(nothing.stopped()).isTrue();
        assertThat(nothing.files()).isZero();
        assertThat(nothing.additions()).isEmpty();
        assertThat(project.exists("a.pyc")).isTrue();
    }

    @Test
    void a_stop_in_the_middle_leaves_the_rest() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            names.add("many/" + i + ".pyc");
        }
        project.files(names.toArray(String[]::new));
        FixPlan plan = project.plan();
        StopSignal stop = new StopSignal();
        Thread watcher = new Thread(() -> {
            while (project.exists("many/1000.pyc") && project.exists("many/1900.pyc")) {
                Thread.onSpinWait();
            }
            stop.request(StopSignal.Reason.TERMINATED);
        });
        watcher.start();

        FixResult result = new FixApplication(stop).carryOut(plan);
        watcher.join();

        long left = names.stream().filter(project::exists).count();
        assertThat(result.files())
                .isEqualTo(2003 - left - remaining("a.pyc", "p/__pycache__/b.pyc", "p/__pycache__/c.pyc"));
        assertThat(result.failed()).isEmpty();
        if (left > 0 || project.exists("a.pyc")) {
            assertThat(result.stopped()).isTrue();
            assertThat(project.exists(".dockerignore")).isFalse();
        }
        project.fix();
        assertThat(names).noneMatch(project::exists);
        assertThat(project.exists(".dockerignore")).isTrue();
    }

    private long remaining(String... paths) {
        return List.of(paths).stream().filter(project::exists).count();
    }

    @Test
    void what_a_killed_fix_left_goes_with_the_next() throws Exception {
        project.files(
                "..dockerignore.runner-doctor.tmp", ".docker-compose.yml.runner-doctor.tmp", "docker-compose.yml");
        assertThat(project.deleted())
                .contains("..dockerignore.runner-doctor.tmp", ".docker-compose.yml.runner-doctor.tmp");

        project.fix();

        assertThat(project.exists("..dockerignore.runner-doctor.tmp")).isFalse();
        assertThat(project.exists(".docker-compose.yml.runner-doctor.tmp")).isFalse();
        assertThat(project.read("docker-compose.yml")).isEqualTo("content of docker-compose.yml");
    }

    @Test
    void a_draft_is_as_closed_as_its_file_before_anything_is_in_it() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "x");
        for (String mode : List.of("rw-------", "rw-rw----", "r--r-----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            Path draft = WholeFile.draft(file);
            try (FileChannel channel = WholeFile.open(draft, file)) {
                assertThat(channel.size()).isZero();
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(draft)))
                        .isEqualTo(mode);
            }
            Files.delete(draft);
        }
    }

    @Test
    void a_new_file_gets_the_mode_that_new_files_get() throws Exception {
        Path plain = Files.createFile(folder.resolve("plain"));
        WholeFile.write(folder.toRealPath().resolve("new"), new byte[] {1});

        assertThat(Files.getPosixFilePermissions(folder.resolve("new")))
                .isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void a_link_in_place_of_the_draft_is_not_written_through() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside"), "theirs");
        project.link("..dockerignore.runner-doctor.tmp", "../outside");

        assertThat(project.fix().additions()).hasSize(1);

        assertThat(outside).hasContent("theirs");
    }

    private static FixResult carryOut(FixPlan plan) {
        return new FixApplication(new StopSignal()).carryOut(plan);
    }
}
