package ai.netrasystems.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.cli.ScriptHome.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real script and the real bootstrap, over a project that builds in no time. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell script")
class StartScriptTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private ScriptHome checkout;

    @BeforeEach
    void make_a_checkout() throws IOException {
        checkout = new ScriptHome(folder.toRealPath().resolve("a checkout"));
    }

    @AfterEach
    void leave_no_process() {
        checkout.end();
    }

    @Test
    void builds_itself_on_first_use_and_only_then() throws Exception {
        Started first = checkout.start("--category", "a b", "*");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .isEqualTo("--category|a b|*\nfalse " + checkout.home + "/runner\n" + checkout.home + "\ntrue\n");
        assertThat(first.err())
                .startsWith(
                        "runner: building itself (first use, or its sources changed)\nrunner:   runner-cli (4 of 4)\n")
                .contains("runner: built in ");

        Started second = checkout.start("exit", "7");
        assertThat(second.exitCode()).isEqualTo(7);
        assertThat(second.err()).isEmpty();
        assertThat(checkout.builds()).hasSize(1);
        String id =
                Files.readString(checkout.home.resolve(".runner/dist/current")).strip();
        assertThat(ScriptHome.names(checkout.home.resolve(".runner/dist/" + id)))
                .containsExactly("other.jar", "runner-cli.jar");
    }

    @Test
    void builds_again_when_a_source_is_newer_or_gone() throws Exception {
        Path source = checkout.write("runner-cli/src/main/java/B.java", "class B {}");
        assertThat(checkout.start().exitCode()).isZero();

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(checkout.start().exitCode()).isZero();
        assertThat(checkout.builds()).hasSize(2);

        Files.delete(source);
        assertThat(checkout.start().exitCode()).isZero();
        assertThat(checkout.builds()).hasSize(3);
        assertThat(checkout.start().exitCode()).isZero();
        assertThat(checkout.builds()).hasSize(3);
    }

    @Test
    void works_from_another_directory_and_through_a_symbolic_link() throws Exception {
        Path elsewhere = Files.createDirectories(folder.toRealPath().resolve("else where/bin"));
        Files.createSymbolicLink(elsewhere.resolve("real"), Path.of("../../a checkout/runner"));
        Files.createSymbolicLink(elsewhere.resolve("linked"), Path.of("real"));

        Started started = checkout.start(elsewhere, Map.of(), "./linked", "x");
        assertThat(started.exitCode()).as(started.err()).isZero();
        assertThat(started.out()).isEqualTo("x\nfalse ./linked\n" + elsewhere + "\ntrue\n");
    }

    @Test
    void the_second_of_two_waits_for_the_first_ones_build_and_says_so() throws Exception {
        Path hold = checkout.write("hold", "");
        Started first = checkout.start();
        until(() -> checkout.builds().size() == 1);
        Started second = checkout.start();
        until(() -> second.err().contains("another process is building the runner; waiting for it"));

        Files.delete(hold);
        assertThat(first.exitCode()).isZero();
        assertThat(second.exitCode()).isZero();
        assertThat(checkout.builds()).hasSize(1);
        assertThat(second.out()).isEqualTo(first.out());
    }

    @Test
    void a_killed_builder_leaves_no_lock_and_its_maven_is_ended_by_the_next() throws Exception {
        Path hold = checkout.write("hold", "");
        Started killed = checkout.start();
        until(() -> checkout.builds().size() == 1);
        ProcessHandle maven =
                ProcessHandle.of(Long.parseLong(checkout.builds().get(0))).orElseThrow();
        maven.parent().orElseThrow().destroyForcibly();
        killed.process().destroyForcibly();
        Path half = checkout.home.resolve(".runner/dist/0123.tmp");
        Files.createDirectories(half);

        Started next = checkout.start();
        until(() -> checkout.builds().size() == 2);
        assertThat(gone(maven)).isTrue();
        Files.delete(hold);
        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(half).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void a_signal_during_the_build_ends_it(String signal, int exitCode) throws Exception {
        Path hold = checkout.write("hold", "");
        Started started = checkout.start();
        until(() -> checkout.builds().size() == 1);
        ProcessHandle maven =
                ProcessHandle.of(Long.parseLong(checkout.builds().get(0))).orElseThrow();

        send(
                signal.equals("INT") && interruptIsIgnored() ? "TERM" : signal,
                started.process().pid());
        assertThat(started.exitCode()).isEqualTo(signal.equals("INT") && interruptIsIgnored() ? 143 : exitCode);
        until(() -> gone(maven));

        Files.delete(hold);
        Started next = checkout.start();
        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(checkout.builds()).hasSize(2);
    }

    @Test
    void a_build_that_fails_is_exit_70_and_never_taken_for_one() throws Exception {
        Path broken = checkout.write("broken", "");
        Started failed = checkout.start();
        assertThat(failed.exitCode()).isEqualTo(70);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .contains("runner: the build failed:\n  Foo.java:[3,1] ';' expected\n")
                .contains("runner: the whole log is in " + checkout.home + "/.runner/build.log\n");
        assertThat(checkout.home.resolve(".runner/dist/current")).doesNotExist();

        Files.delete(broken);
        assertThat(checkout.start().exitCode()).isZero();
    }

    @Test
    void a_build_without_a_jar_that_its_manifest_names_is_never_taken_for_one() throws Exception {
        Files.delete(checkout.home.resolve("jars/other.jar"));

        Started failed = checkout.start();
        assertThat(failed.exitCode()).isEqualTo(70);
        assertThat(failed.err()).contains("could not build itself").contains("other.jar");
        assertThat(checkout.home.resolve(".runner/dist/current")).doesNotExist();
    }

    @Test
    void the_current_build_and_one_before_it_are_kept() throws Exception {
        for (String age : List.of("1", "2", "3")) {
            // Not a jar that java could read, which it ignores on a class path.
            checkout.write("jars/other.jar", age);
            checkout.write("runner-cli/src/main/java/A.java", "class A {} // " + age);
            Files.setLastModifiedTime(
                    checkout.home.resolve("pom.xml"),
                    FileTime.from(Instant.now().plusSeconds(Long.parseLong(age))));
            assertThat(checkout.start().exitCode()).isZero();
        }

        Path dist = checkout.home.resolve(".runner/dist");
        assertThat(checkout.builds()).hasSize(3);
        assertThat(ScriptHome.names(dist))
                .hasSize(3)
                .contains("current", Files.readString(dist.resolve("current")).strip());
    }

    @Test
    void becomes_the_java_process_so_that_signals_reach_it() throws Exception {
        assertThat(checkout.start().exitCode()).isZero();
        Started started = checkout.start("wait");
        until(() -> started.out().startsWith("wait\n"));

        assertThat(started.process().descendants()).isEmpty();
        send("TERM", started.process().pid());
        assertThat(started.exitCode()).isEqualTo(143);
    }

    @Test
    void without_a_usable_jdk_it_says_what_to_do_and_ends_with_2() throws Exception {
        String path = ScriptHome.pathWithoutJava(folder.resolve("tools"));
        String script = checkout.home.resolve("runner").toString();

        Started none = checkout.start(checkout.home, Map.of("JAVA_HOME", "", "PATH", path), script);
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).isEqualTo("""
                        runner: no JDK found: JAVA_HOME is not set and there is no java on PATH
                        runner: install a JDK 17 or later, or set JAVA_HOME to one
                        """);

        Started wrong = checkout.start(checkout.home, Map.of("JAVA_HOME", "/no/jdk"), script);
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).startsWith("runner: JAVA_HOME is /no/jdk, but there is no bin/java in it\n");
        assertThat(none.out() + wrong.out()).isEmpty();
        assertThat(checkout.builds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_292", "9", "11.0.2", "16"})
    void an_old_jdk_is_named_and_refused(String version) throws Exception {
        Path old = ScriptHome.jdkOfVersion(folder.resolve("jdk"), version);

        Started started = checkout.start(
                checkout.home,
                Map.of("JAVA_HOME", old.toString()),
                checkout.home.resolve("runner").toString());
        assertThat(started.exitCode()).isEqualTo(2);
        assertThat(started.err())
                .isEqualTo("runner: " + old + "/bin/java is Java " + version
                        + "; the runner needs 17 or later\nrunner: set JAVA_HOME to a newer JDK\n");
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited for too long").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Ended; where nobody collects orphans, an entry of the process table may stay. */
    private static boolean gone(ProcessHandle process) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        try {
            return !process.isAlive() || Files.readString(status).contains("State:\tZ");
        } catch (NoSuchFileException noSuchProcess) {
            return !process.isAlive();
        }
    }

    private static void send(String signal, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static boolean interruptIsIgnored() throws IOException {
        return StopSignalsTest.interruptIsIgnored();
    }
}
