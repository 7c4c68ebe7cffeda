package ai.netrasystems.runner.environment.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.netrasystems.runner.environment.start.Cancellation;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
@Timeout(30)
class EngineFailureTest {
    private final EngineCalls calls = new EngineCalls(new Cancellation());

    @Test
    void what_the_engine_answers_and_what_docker_java_says_is_a_refusal() {
        EngineFailure missing = EngineFailure.of(new NotFoundException("{\"message\":\"no such image\"}"));
        assertThat(missing.notFound()).isTrue();
        assertThat(missing.message()).isEqualTo("no such image");
        EngineFailure client = EngineFailure.of(new DockerClientException("could not build"));
        assertThat(client.lost()).isFalse();
        assertThat(client.message()).isEqualTo("could not build");
    }

    @Test
    void a_connection_that_breaks_is_an_engine_that_is_lost() {
        assertThat(EngineFailure.of(new RuntimeException(new SocketException("reset")))
                        .lost())
                .isTrue();
        assertThat(EngineFailure.of(new DockerClientException("x", new IOException("eof")))
                        .lost())
                .isTrue();
    }

    @Test
    void a_defect_and_trouble_with_own_files_are_neither() {
        NullPointerException defect = new NullPointerException("ours");
        UncheckedIOException files = new UncheckedIOException(new IOException("no space left on device"));
        for (RuntimeException ours : new RuntimeException[] {defect, files}) {
            assertThatThrownBy(() -> calls.run("x", Duration.ofSeconds(5), () -> {
                        throw ours;
                    }))
                    .isSameAs(ours);
        }
    }

    @Test
    void what_takes_a_stream_and_fails_ends_it_with_its_own_failure() {
        UncheckedIOException files = new UncheckedIOException(new IOException("no space left on device"));
        EngineStream<String> stream = new EngineStream<>(bit -> {
            throw files;
        });
        stream.onNext("bit");
        stream.onComplete();
        assertThatThrownBy(stream::result).isSameAs(files);
    }

    @Test
    void a_stream_that_fails_for_a_defect_ends_with_it() {
        NullPointerException defect = new NullPointerException("ours");
        EngineStream<String> stream = new EngineStream<>(bit -> {});
        stream.onError(defect);
        assertThat(stream.endsWithin(Duration.ZERO)).isTrue();
        assertThatThrownBy(stream::result).isSameAs(defect);
    }

    @Test
    void what_does_not_begin_before_the_deadline_is_no_engine_that_is_lost() throws Exception {
        long soon = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        assertThat(calls.begin("pull", soon, () -> {})).isTrue();
        CountDownLatch never = new CountDownLatch(1);
        assertThat(calls.begin("pull", System.nanoTime(), () -> await(never))).isFalse();
        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException given) {
            Thread.currentThread().interrupt();
        }
    }
}
