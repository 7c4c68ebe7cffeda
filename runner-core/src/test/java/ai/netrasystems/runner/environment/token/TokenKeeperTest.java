package ai.netrasystems.runner.environment.token;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.TwoClocks;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TokenKeeperTest {
    private static final Duration WITHIN = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<Secret> told = new CopyOnWriteArrayList<>();

    @Test
    void tokens_of_short_life_are_replaced_without_a_gap_and_told_before_they_are_written() throws Exception {
        try (AuthStub auth = new AuthStub();
                TokenKeeper keeper = keeper(auth, TwoClocks.ofSystem())) {
            auth.lifeSeconds = 3;
            Path file = folder.resolve("token");
            Results.granted(keeper.keep(TestUser.shared(), file, WITHIN));

            while (auth.asked.get() < 4) {
                String token = Files.readString(file);
                assertThat(auth.accepts(token)).isTrue();
                assertThat(told).contains(new Secret(token));
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
            assertThat(warnings).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_service_that_is_down_for_a_while_is_told_once_and_no_token_ends_meanwhile() throws Exception {
        try (AuthStub auth = new AuthStub();
                TokenKeeper keeper = keeper(auth, TwoClocks.ofSystem())) {
            auth.lifeSeconds = 6;
            Path file = folder.resolve("token");
            Results.granted(keeper.keep(TestUser.shared(), file, WITHIN));
            String first = Files.readString(file);
            auth.status = 502;
            while (auth.asked.get() < 3) {
                Thread.onSpinWait();
            }
            auth.status = 200;
            while (Files.readString(file).equals(first)) {
                assertThat(auth.accepts(first)).isTrue();
            }
            assertThat(warnings).singleElement().asString().contains("could not be renewed", "502");
        }
    }

    @Test
    void one_that_ends_without_a_successor_is_told_once_more_and_tried_on() throws Exception {
        try (AuthStub auth = new AuthStub();
                TokenKeeper keeper = keeper(auth, TwoClocks.ofSystem())) {
            auth.lifeSeconds = 1;
            Path file = folder.resolve("token");
            Results.granted(keeper.keep(TestUser.shared(), file, WITHIN));
            String first = Files.readString(file);
            auth.status = 503;
            while (warnings.size() < 2) {
                Thread.onSpinWait();
            }
            auth.lifeSeconds = 900;
            auth.status = 200;
            while (Files.readString(file).equals(first)) {
                Thread.onSpinWait();
            }
            assertThat(warnings).hasSize(2);
            assertThat(warnings.get(1)).contains("has ended");
        }
    }

    @Test
    void a_machine_that_slept_renews_at_once_though_its_own_clock_stood_still() throws Exception {
        AtomicReference<Duration> slept = new AtomicReference<>(Duration.ZERO);
        InstantSource wall = () -> Instant.now().plus(slept.get());
        try (AuthStub auth = new AuthStub();
                TokenKeeper keeper = keeper(auth, new TwoClocks(() -> 0, wall))) {
            Path file = folder.resolve("token");
            Results.granted(keeper.keep(TestUser.shared(), file, WITHIN));
            String first = Files.readString(file);

            slept.set(Duration.ofMinutes(11));

            while (Files.readString(file).equals(first)) {
                Thread.onSpinWait();
            }
            assertThat(auth.asked).hasValue(2);
        }
    }

    @Test
    void a_wall_clock_that_is_set_back_delays_no_renewal() throws Exception {
        Instant past = Instant.parse("2001-01-01T00:00:00Z");
        AtomicReference<Instant> wall = new AtomicReference<>(Instant.now());
        try (AuthStub auth = new AuthStub();
                TokenKeeper keeper = keeper(auth, new TwoClocks(System::nanoTime, wall::get))) {
            auth.lifeSeconds = 2;
            Results.granted(keeper.keep(TestUser.shared(), folder.resolve("token"), WITHIN));

            wall.set(past);

            while (auth.asked.get() < 2) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void whoever_asks_the_service_is_asked_by_one_at_a_time() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (AuthStub auth = new AuthStub();
                TokenKeeper keeper = keeper(auth, TwoClocks.ofSystem())) {
            auth.millis = 20;
            auth.lifeSeconds = 1;
            RunId run = new RunId("run-12345678");
            List<Callable<TokenResult>> requests = new ArrayList<>();
            for (int lane = 1; lane <= 4; lane++) {
                TestUser user = TestUser.ofWorker(run, lane);
                Path file = folder.resolve("token-" + lane);
                requests.add(() -> keeper.keep(user, file, WITHIN));
                for (int test = 0; test < 10; test++) {
                    TestUser fresh = TestUser.ofTest(run, lane * 100 + test);
                    requests.add(() -> keeper.take(fresh, WITHIN));
                }
            }
            for (Future<TokenResult> result : threads.invokeAll(requests)) {
                Results.granted(result.get());
            }
            while (auth.asked.get() < 60) {
                Thread.onSpinWait();
            }
            assertThat(auth.most).hasValue(1);
            assertThat(auth.emails.stream().filter(email -> email.endsWith("-3@runner.test")))
                    .hasSizeGreaterThan(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private TokenKeeper keeper(AuthStub auth, TwoClocks clocks) {
        return new TokenKeeper(auth.login(), told::add, warnings::add, clocks);
    }
}
