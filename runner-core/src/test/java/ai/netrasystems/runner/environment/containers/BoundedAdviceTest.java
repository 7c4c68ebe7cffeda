package ai.netrasystems.runner.environment.containers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
@Timeout(30)
class BoundedAdviceTest {
    private static final ServiceName WEB = new ServiceName("web");
    private static final Build BUILD =
            new Build(Path.of("/p"), Path.of("/p/Dockerfile"), Map.of(), Optional.empty(), Origin.builtIn());

    @Test
    void what_comes_in_time_is_said() {
        BuildAdvice advice = new BoundedAdvice((service, build, cause) -> List.of(service + " " + cause));

        assertThat(advice.of(WEB, BUILD, "no such file")).containsExactly("web no such file");
    }

    @Test
    void what_takes_too_long_says_nothing_and_is_interrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        BuildAdvice forEver = (service, build, cause) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException told) {
                interrupted.countDown();
            }
            return List.of("too late");
        };

        assertThat(new BoundedAdvice(forEver, Duration.ofMillis(20)).of(WEB, BUILD, ""))
                .isEmpty();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_defect_in_it_says_nothing() {
        BuildAdvice broken = (service, build, cause) -> {
            throw new IllegalStateException("defect");
        };
        BuildAdvice endless = (service, build, cause) -> {
            throw new StackOverflowError();
        };

        assertThat(new BoundedAdvice(broken).of(WEB, BUILD, "")).isEmpty();
        assertThat(new BoundedAdvice(endless).of(WEB, BUILD, "")).isEmpty();
    }
}
