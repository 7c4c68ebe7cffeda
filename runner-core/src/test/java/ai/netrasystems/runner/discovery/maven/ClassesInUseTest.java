package ai.netrasystems.runner.discovery.maven;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
@SuppressWarnings("try") // the use is held, not used
class ClassesInUseTest {
    @TempDir
    Path cache;

    private final StopSignal stop = new StopSignal();
    private final CountDownLatch waiting = new CountDownLatch(1);

    @Test
    void a_build_waits_until_the_tests_that_use_the_classes_have_ended() throws Exception {
        CompletableFuture<Boolean> build;
        try (ClassesInUse used = ClassesInUse.begin(cache, stop)) {
            build = build();
            assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(build).isNotDone();
        }

        assertThat(build.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_build_that_waits_is_stopped_by_the_signal() throws Exception {
        try (ClassesInUse used = ClassesInUse.begin(cache, stop)) {
            CompletableFuture<Boolean> build = build();
            assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
            stop.request(StopSignal.Reason.INTERRUPTED);

            assertThat(build.get(30, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void where_nobody_uses_the_classes_a_build_does_not_wait() throws Exception {
        assertThat(build().get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.getCount()).isOne();
    }

    @Test
    void a_project_without_a_cache_gets_none_for_it() {
        ClassesInUse.begin(cache.resolve("none"), stop).close();

        assertThat(cache.resolve("none")).doesNotExist();
    }

    private CompletableFuture<Boolean> build() {
        return CompletableFuture.supplyAsync(() -> {
            try (BuildLock lock = BuildLock.take(cache, stop).orElseThrow()) {
                return lock.untilClassesAreUnused(cache, stop, waiting::countDown);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
