package ai.netrasystems.runner.worker.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AttributedStreamTest {
    private final Attribution attribution = new Attribution();
    private final List<String> pieces = new ArrayList<>();
    private final AttributedStream stream =
            new AttributedStream(attribution, (test, text) -> pieces.add(test.orElse("-") + "=" + text));
    private final PrintStream out = stream.printStream();

    @Test
    void a_line_goes_out_at_its_end_and_the_rest_when_drained() {
        attribution.enter("t1");
        out.println("one");
        out.print("two");
        stream.drain();
        attribution.leave();
        out.println("three");

        assertThat(pieces).containsExactly("t1=one\n", "t1=two", "-=three\n");
    }

    @Test
    void half_a_line_stays_with_the_test_that_wrote_it() {
        attribution.enter("t1");
        out.print("half");
        attribution.enter("t2");
        out.println("other");

        assertThat(pieces).containsExactly("t1=half", "t2=other\n");
    }

    @Test
    void a_long_text_is_cut_between_characters_and_loses_none() {
        String text = "\u4e2d\ud83d\ude00\u00fcx".repeat(5_000);
        attribution.enter("t");
        out.print(text);
        stream.drain();

        assertThat(pieces).hasSizeGreaterThan(3);
        assertThat(String.join("", pieces).replace("t=", "")).isEqualTo(text);
    }

    @Test
    void a_thread_belongs_to_the_test_that_started_it() throws InterruptedException {
        attribution.enter("t1");
        Thread thread = new Thread(() -> out.println("from a thread"));
        attribution.leave();
        thread.start();
        thread.join();

        assertThat(pieces).containsExactly("t1=from a thread\n");
    }

    @Test
    void a_thread_that_outlives_its_test_still_writes_for_it() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        attribution.enter("t1");
        Thread thread = new Thread(() -> {
            await(ended);
            out.println("late");
        });
        thread.start();
        attribution.leave();
        attribution.enter("t2");
        ended.countDown();
        thread.join();

        assertThat(pieces).containsExactly("t1=late\n");
    }

    @Test
    void the_common_pools_threads_serve_every_test_and_write_for_none() {
        Assumptions.assumeTrue(ForkJoinPool.getCommonPoolParallelism() > 0, "no thread in the common pool");
        CountDownLatch written = new CountDownLatch(1);
        attribution.enter("t1");
        ForkJoinPool.commonPool().execute(() -> {
            out.println("from the pool");
            written.countDown();
        });
        await(written);

        assertThat(pieces).containsExactly("-=from the pool\n");
    }

    @Test
    void a_test_that_runs_on_a_thread_of_the_common_pool_writes_for_itself() {
        Assumptions.assumeTrue(ForkJoinPool.getCommonPoolParallelism() > 0, "no thread in the common pool");
        CountDownLatch written = new CountDownLatch(1);
        ForkJoinPool.commonPool().execute(() -> {
            attribution.enter("t1");
            out.println("from the pool");
            attribution.leave();
            written.countDown();
        });
        await(written);

        assertThat(pieces).containsExactly("t1=from the pool\n");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
