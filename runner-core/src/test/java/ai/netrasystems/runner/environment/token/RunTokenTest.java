package ai.netrasystems.runner.environment.token;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.EnvironmentProvider.Request;
import ai.netrasystems.runner.environment.WorkerSecrets.Snapshot;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.AccessTokenUnavailableException;
import ai.netrasystems.runner.staging.NewUsers;
import ai.netrasystems.runner.staging.TestUsers;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunTokenTest {
    @TempDir
    private Path folder;

    private final List<RunEvent> events = new CopyOnWriteArrayList<>();
    private final List<Secret> told = new CopyOnWriteArrayList<>();
    private final StopSignal stop = new StopSignal();

    @Test
    void all_workers_share_a_token_and_one_that_starts_later_gets_the_current_one() throws Exception {
        try (AuthStub auth = new AuthStub();
                RunToken token = given(auth.login(), TestUsers.SHARED)) {
            Snapshot first = token.secrets().forWorker(1);

            assertThat(token.secrets().forWorker(4).variables()).isEqualTo(first.variables());
            assertThat(first.variables()).containsOnlyKeys("E2E_AUTH_TOKEN", "E2E_AUTH_TOKEN_FILE");
            assertThat(auth.emails).containsExactly("e2e@runner.test");
            assertThat(first.ages()).hasValueSatisfying(ages -> {
                assertThat(ages.variable()).isEqualTo("E2E_AUTH_TOKEN");
                assertThat(ages.margin()).isEqualTo(Duration.ofMinutes(1));
                assertThat(ages.end().left()).isBetween(Duration.ofMinutes(13), Duration.ofMinutes(15));
                assertThat(ages.isDue()).isFalse();
            });
        }
    }

    @Test
    void a_snapshot_is_the_token_of_its_moment() throws Exception {
        try (AuthStub auth = new AuthStub()) {
            auth.lifeSeconds = 1;
            try (RunToken token = given(auth.login(), TestUsers.SHARED)) {
                String first = reveal(token.secrets().forWorker(1), "E2E_AUTH_TOKEN");
                while (token.current().reveal().equals(first)) {
                    Thread.onSpinWait();
                }
                assertThat(reveal(token.secrets().forWorker(1), "E2E_AUTH_TOKEN"))
                        .isNotEqualTo(first);
            }
        }
    }

    @Test
    void each_worker_has_a_user_and_a_file_of_its_own() throws Exception {
        try (AuthStub auth = new AuthStub();
                RunToken token = given(auth.login(), TestUsers.PER_WORKER)) {
            Snapshot one = token.secrets().forWorker(1);
            Snapshot two = token.secrets().forWorker(2);

            assertThat(auth.emails).containsExactly("e2e+12345678-1@runner.test", "e2e+12345678-2@runner.test");
            assertThat(reveal(one, "E2E_AUTH_TOKEN")).isNotEqualTo(reveal(two, "E2E_AUTH_TOKEN"));
            assertThat(Files.readString(Path.of(reveal(two, "E2E_AUTH_TOKEN_FILE"))))
                    .isEqualTo(reveal(two, "E2E_AUTH_TOKEN"));
            assertThat(token.secrets().forWorker(2).variables()).isEqualTo(two.variables());
            assertThat(auth.asked).hasValue(2);
        }
        assertThat(folder.resolve("secrets")).isEmptyDirectory();
    }

    @Test
    void a_worker_whose_user_cannot_log_in_does_not_start_and_the_reason_is_told() throws Exception {
        try (AuthStub auth = new AuthStub();
                RunToken token = given(auth.login(), TestUsers.PER_WORKER)) {
            auth.status = 503;

            Assertions.assertThatThrownBy(() -> token.secrets().forWorker(2))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503");
        }
    }

    @Test
    void a_test_gets_a_user_of_its_own_whose_token_stays_live() throws Exception {
        try (AuthStub auth = new AuthStub();
                RunToken token = given(auth.login(), TestUsers.PER_TEST)) {
            auth.lifeSeconds = 1;
            NewUsers users = newUsers(token);

            AccessToken one = users.take();
            AccessToken two = users.take();
            String first = one.value();

            assertThat(two.value()).isNotEqualTo(first);
            assertThat(told).contains(new Secret(first), new Secret(two.value()));
            while (one.value().equals(first)) {
                assertThat(auth.accepts(first)).isTrue();
            }
            assertThat(auth.emails)
                    .contains("e2e@runner.test", "e2e+12345678-t1@runner.test", "e2e+12345678-t2@runner.test");
            assertThat(auth.emails.stream().filter("e2e+12345678-t1@runner.test"::equals))
                    .hasSize(2);
        }
    }

    @Test
    void a_user_that_cannot_be_had_is_an_error_of_its_own_type() throws Exception {
        try (AuthStub auth = new AuthStub();
                RunToken token = given(auth.login(), TestUsers.PER_TEST)) {
            NewUsers users = newUsers(token);
            auth.status = 403;

            Assertions.assertThatThrownBy(users::take)
                    .isInstanceOf(AccessTokenUnavailableException.class)
                    .hasMessageContaining("answered 403");
        }
    }

    @Test
    void nobody_without_the_key_gets_a_user_and_nobody_gets_one_that_was_not_given() throws Exception {
        try (AuthStub auth = new AuthStub();
                RunToken token = given(auth.login(), TestUsers.PER_TEST)) {
            Snapshot snapshot = token.secrets().forWorker(1);
            String url = reveal(snapshot, "RUNNER_USERS_URL");
            String key = reveal(snapshot, "RUNNER_USERS_KEY");

            assertThat(told).contains(new Secret(key));
            assertThat(status(url, "POST", "wrong")).isEqualTo(403);
            assertThat(status(url, "GET", key)).isEqualTo(404);
            assertThat(status(url + "/1", "POST", key)).isEqualTo(404);
            assertThat(status(url + "/0", "POST", key)).isEqualTo(404);
            assertThat(status(url + "x", "POST", key)).isEqualTo(404);
            assertThat(auth.asked).hasValue(1);
            assertThat(status(url, "POST", key)).isEqualTo(200);
            assertThat(status(url + "/1", "POST", key)).isEqualTo(200);
        }
    }

    @Test
    void a_fixed_token_is_one_users_never_ages_a_worker_and_its_end_is_told_before() throws Exception {
        String jwt = Results.granted(
                        new MintedTokens(new Secret("k".repeat(32)), "i", Duration.ofSeconds(2), InstantSource.system())
                                .take(TestUser.shared(), Duration.ZERO))
                .token()
                .reveal();
        FixedToken fixed = new FixedToken(new Secret(jwt), "file x", InstantSource.system());

        Assertions.assertThatThrownBy(() -> taken(fixed, TestUsers.PER_WORKER))
                .isInstanceOf(IllegalArgumentException.class);
        try (RunToken token = given(fixed, TestUsers.SHARED)) {
            assertThat(token.secrets().forWorker(1).ages()).isEmpty();
            assertThat(events).singleElement().asString().contains("nobody renews it");
            while (events.size() < 2) {
                Thread.onSpinWait();
            }
            assertThat(events.get(1).toString()).contains("has ended");
        }
    }

    @Test
    void a_stop_ends_a_login_that_is_under_way() throws Exception {
        try (AuthStub auth = new AuthStub()) {
            auth.millis = 5_000;
            Thread stopper = new Thread(() -> {
                while (auth.asked.get() == 0) {
                    Thread.onSpinWait();
                }
                stop.request(StopSignal.Reason.INTERRUPTED);
            });
            stopper.start();

            assertThat(taken(auth.login(), TestUsers.SHARED)).isEqualTo("stopped");
            stopper.join();
        }
    }

    private static NewUsers newUsers(RunToken token) throws IOException {
        Map<String, String> variables = new HashMap<>();
        token.secrets().forWorker(1).variables().forEach((name, secret) -> variables.put(name, secret.reveal()));
        return NewUsers.from(variables::get).orElseThrow();
    }

    private static int status(String url, String method, String key) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setRequestProperty("X-Runner-Users-Key", key);
        return connection.getResponseCode();
    }

    private static String reveal(Snapshot snapshot, String name) {
        return Optional.ofNullable(snapshot.variables().get(name)).orElseThrow().reveal();
    }

    private RunToken given(TokenSource source, TestUsers users) {
        return RunToken.take(source, users, folder.resolve("secrets"), request())
                .fold(
                        token -> token,
                        failed -> {
                            throw new AssertionError(failed.summary());
                        },
                        () -> {
                            throw new AssertionError("stopped");
                        });
    }

    private String taken(TokenSource source, TestUsers users) {
        return RunToken.take(source, users, folder.resolve("secrets"), request())
                .fold(token -> "given", failed -> failed.kind(), () -> "stopped");
    }

    private Request request() {
        return new Request(
                new RunId("run-12345678"), Set.of(), folder, Duration.ofMinutes(1), stop, events::add, told::add);
    }
}
