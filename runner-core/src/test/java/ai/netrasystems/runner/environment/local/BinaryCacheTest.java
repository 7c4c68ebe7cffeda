package ai.netrasystems.runner.environment.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.netrasystems.runner.environment.process.HostProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryCacheTest {
    private static final HostProcesses HOST = HostProcesses.ofThisMachine();

    @TempDir
    Path root;

    @Test
    void makes_a_directory_once_and_then_only_reads_it() throws IOException {
        BinaryCache cache = new BinaryCache(root, HOST);
        Path made = cache.directory("key", draft -> content(draft, "first"));
        Path again = cache.directory("key", draft -> content(draft, "second"));
        assertThat(again).isEqualTo(made);
        assertThat(made.resolve("file")).hasContent("first");
    }

    @Test
    void of_two_runs_that_make_the_same_at_once_both_get_one_complete_directory() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Path> run = () -> new BinaryCache(root, HOST).directory("key", draft -> {
            content(draft, "whole");
            try {
                together.await(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IOException(e);
            }
            return true;
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<Path> made : threads.invokeAll(List.of(run, run))) {
                assertThat(made.get().resolve("file")).hasContent("whole");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(names()).containsExactly("key");
    }

    @Test
    void a_maker_that_fails_leaves_nothing_in_the_cache() throws IOException {
        BinaryCache cache = new BinaryCache(root, HOST);
        assertThat(cache.directory("no", draft -> false)).doesNotExist();
        assertThatThrownBy(() -> cache.directory("broken", draft -> {
                    content(draft, "half");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(names()).isEmpty();
    }

    @Test
    void removes_what_a_killed_run_half_made_and_leaves_what_a_live_one_is_making() throws IOException {
        Files.createDirectories(root.resolve("key.draft-999999999-1-1"));
        String live = "key.draft-" + HOST.self().pid() + "-" + HOST.self().start() + "-77";
        Files.createDirectories(root.resolve(live));
        new BinaryCache(root, HOST).directory("key", draft -> content(draft, "whole"));
        assertThat(names()).containsExactlyInAnyOrder("key", live);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static boolean content(Path draft, String text) throws IOException {
        Files.writeString(draft.resolve("file"), text);
        return true;
    }
}
