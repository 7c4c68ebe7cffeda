package ai.netrasystems.runner.environment.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
@EnabledOnOs({OS.LINUX, OS.MAC})
class ProcessEndingTest {
    private final HostProcesses host = HostProcesses.ofThisMachine();

    @Test
    void ends_children_and_grandchildren_too() throws Exception {
        ProcessIdentity[] family = family("sleep 300 & echo $!; wait");
        assertThat(new ProcessEnding(host).end(Map.of(family[0], EndSignal.TERM), Duration.ofSeconds(5)))
                .isEmpty();
        assertThat(family).noneMatch(host::isAlive);
    }

    @Test
    void kills_who_does_not_listen_after_the_bound() throws Exception {
        ProcessIdentity[] family = family("trap '' TERM; sleep 300 & echo $!; while :; do wait; done");
        long from = System.nanoTime();
        assertThat(new ProcessEnding(host).end(Map.of(family[0], EndSignal.TERM), Duration.ofMillis(200)))
                .isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
        assertThat(family).noneMatch(host::isAlive);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void finds_an_orphan_of_the_session_whose_leader_has_ended() throws Exception {
        Process leader = new ProcessBuilder("setsid", "sh", "-c", "sleep 300 >/dev/null 2>&1 & echo $!").start();
        ProcessIdentity known = new ProcessIdentity(leader.pid(), 0);
        long child;
        try (BufferedReader output = leader.inputReader()) {
            child = Long.parseLong(output.readLine());
        }
        leader.waitFor();
        ProcessIdentity orphan = host.identify(child).orElseThrow();
        assertThat(new ProcessEnding(host).end(Map.of(known, EndSignal.TERM), Duration.ofSeconds(5)))
                .isEmpty();
        assertThat(host.isAlive(orphan)).isFalse();
    }

    @Test
    void leaves_a_process_alone_that_only_has_the_pid() throws Exception {
        Process other = new ProcessBuilder("sleep", "300").start();
        try {
            ProcessIdentity now = host.identify(other.pid()).orElseThrow();
            ProcessIdentity before = new ProcessIdentity(now.pid(), now.start() - 1);
            new ProcessEnding(host).end(Map.of(before, EndSignal.TERM), Duration.ofMillis(50));
            assertThat(host.isAlive(now)).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    /** A shell and its child, whose pid the shell prints. */
    private ProcessIdentity[] family(String script) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", script).start();
        @SuppressWarnings("resource") // Closing it would end the shell's output.
        BufferedReader output = shell.inputReader();
        return new ProcessIdentity[] {
            host.identify(shell.pid()).orElseThrow(),
            host.identify(Long.parseLong(output.readLine())).orElseThrow()
        };
    }
}
