package ai.netrasystems.runner.staging.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.EnvironmentName;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.Variables;
import ai.netrasystems.runner.staging.WebSocketSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.TestAbortedException;

@Tag("unit")
class TestEnvironmentExtensionTest {

    @Test
    void gives_each_value_of_the_environment() {
        run(InLocal.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(5).succeeded(5));
    }

    @Test
    void aborts_each_test_that_takes_a_missing_value_and_names_the_variable() {
        EngineExecutionResults results = run(InAnIde.class);

        results.testEvents()
                .assertStatistics(stats -> stats.started(5).aborted(5).failed(0));
        assertThat(reasons(results, TestExecutionResult.Status.ABORTED))
                .anyMatch(reason -> reason.contains("ENVIRONMENT is not set"))
                .anyMatch(reason -> reason.contains("BACKEND_URL is not set"))
                .anyMatch(reason -> reason.contains("neither MAIL_URL nor MAIL_SERVICE_URL is set"))
                .anyMatch(reason -> reason.contains("neither E2E_AUTH_TOKEN_FILE nor E2E_AUTH_TOKEN is set"))
                .anyMatch(reason -> reason.contains("WEBSOCKET_URL is not set"));
    }

    @Test
    void fails_each_such_test_under_the_runner_and_says_what_to_do() {
        EngineExecutionResults results = run(UnderRunner.class);

        results.testEvents()
                .assertStatistics(stats -> stats.started(5).failed(5).aborted(0));
        assertThat(reasons(results, TestExecutionResult.Status.FAILED))
                .hasSize(5)
                .allMatch(reason -> reason.contains("service:<name>"));
    }

    @Test
    void aborts_where_the_environment_is_somebody_elses() {
        EngineExecutionResults results = run(InSomebodyElses.class);

        results.testEvents()
                .assertStatistics(stats -> stats.started(5).aborted(5).failed(0));
        assertThat(reasons(results, TestExecutionResult.Status.ABORTED))
                .allMatch(reason -> reason.contains("'production'"));
    }

    @Test
    void fails_on_a_value_that_cannot_be_used_wherever_it_runs() {
        EngineExecutionResults results = run(WithABrokenUrl.class);

        results.testEvents().assertStatistics(stats -> stats.failed(5));
        assertThat(reasons(results, TestExecutionResult.Status.FAILED)).allMatch(it -> it.contains("BACKEND_URL"));
    }

    @Test
    void fails_a_service_endpoint_that_names_no_service() {
        assertThat(reasons(run(Unqualified.class), TestExecutionResult.Status.FAILED))
                .singleElement()
                .asString()
                .contains("@Endpoint(\"backend\")");
    }

    @Test
    void aborts_tests_whose_set_up_or_tear_down_takes_a_missing_value() {
        run(MissingInSetUp.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(1).aborted(1));
        run(MissingInTearDown.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(1).aborted(1));
    }

    @Test
    void a_single_url_set_by_hand_is_environment_enough() {
        run(OneUrlByHand.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(1).succeeded(1));
    }

    @Test
    void leaves_other_failures_as_they_are() {
        EngineExecutionResults results = run(Failing.class);

        results.testEvents().assertStatistics(stats -> stats.failed(1).aborted(0));
        assertThat(reasons(results, TestExecutionResult.Status.FAILED)).containsExactly("its own");
    }

    @Test
    void disables_a_class_that_takes_a_missing_value_before_its_first_test() {
        for (Class<?> type : new Class<?>[] {MissingInBeforeAll.class, MissingInConstructor.class, PerClass.class}) {
            EngineExecutionResults results = run(type);

            results.testEvents().assertStatistics(stats -> stats.started(0));
            assertThat(results.containerEvents().skipped().stream()
                            .map(event -> event.getRequiredPayload(String.class)))
                    .singleElement()
                    .asString()
                    .contains("E2E_AUTH_TOKEN");
        }
    }

    @Test
    void a_new_user_aborts_outside_the_runner_and_fails_under_it_where_the_profile_gives_none() {
        assertThat(reasons(run(NewUserInAnIde.class), TestExecutionResult.Status.ABORTED))
                .singleElement()
                .asString()
                .contains("@NewUser", "RUNNER_USERS_URL is not set");
        assertThat(reasons(run(NewUserUnderRunner.class), TestExecutionResult.Status.FAILED))
                .singleElement()
                .asString()
                .contains("token.users: per-test");
        assertThat(run(NewUserInAConstructor.class).containerEvents().skipped().count())
                .isEqualTo(1);
    }

    @Test
    void a_new_user_whose_runner_cannot_be_asked_fails_the_test() {
        assertThat(reasons(run(NewUserOfNobody.class), TestExecutionResult.Status.FAILED))
                .singleElement()
                .asString()
                .contains("the runner could not be asked");
    }

    @Test
    void fails_a_constructor_that_takes_a_missing_value_under_the_runner() {
        run(ConstructorUnderRunner.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(1).failed(1));
    }

    @Test
    void tells_each_test_who_it_is() {
        run(Identities.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(4).succeeded(4));
    }

    private static EngineExecutionResults run(Class<?> fixture) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(fixture))
                .execute();
    }

    private static List<String> reasons(EngineExecutionResults results, TestExecutionResult.Status status) {
        Predicate<Throwable> expected =
                thrown -> status != TestExecutionResult.Status.ABORTED || thrown instanceof TestAbortedException;
        return results.testEvents().finished().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .filter(result -> result.getStatus() == status)
                .map(result -> result.getThrowable().orElseThrow())
                .filter(expected)
                .map(thrown -> String.valueOf(thrown.getMessage()))
                .toList();
    }

    abstract static class Takes {
        @Test
        void environment(TestEnvironment environment) {
            assertThat(environment.name()).isEqualTo(EnvironmentName.LOCAL);
        }

        @Test
        void endpoint(@Endpoint("backend") ServiceEndpoint backend) {
            assertThat(backend.uri()).hasToString("http://127.0.0.1:1");
        }

        @Test
        void endpoint_of_another_service(@Endpoint("mail") ServiceEndpoint mail) {
            assertThat(mail.uri()).hasToString("http://127.0.0.1:2");
        }

        @Test
        void token(AccessToken token) {
            assertThat(token.value()).isEqualTo("abc");
        }

        @Test
        void web_socket(WebSocketSettings settings) {
            assertThat(settings.url()).hasToString("ws://127.0.0.1:1/ws");
        }
    }

    static class InLocal extends Takes {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT = new TestEnvironmentExtension(Variables.of(
                "ENVIRONMENT", "local",
                "BACKEND_URL", "http://127.0.0.1:1",
                "MAIL_URL", "http://127.0.0.1:2",
                "E2E_AUTH_TOKEN", "abc",
                "WEBSOCKET_URL", "ws://127.0.0.1:1/ws"));
    }

    static class InAnIde extends Takes {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT = new TestEnvironmentExtension(Variables.of());
    }

    static class UnderRunner extends Takes {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT =
                new TestEnvironmentExtension(Variables.of("RUNNER_RUN_ID", "r-1"));
    }

    static class InSomebodyElses extends Takes {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT = new TestEnvironmentExtension(
                Variables.of("ENVIRONMENT", "production", "BACKEND_URL", "https://prod.example"));
    }

    static class WithABrokenUrl extends Takes {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT =
                new TestEnvironmentExtension(Variables.of("ENVIRONMENT", "local", "BACKEND_URL", "127.0.0.1"));
    }

    static class Unqualified {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT = InLocal.ENVIRONMENT;

        @Test
        void which(ServiceEndpoint service) {
            throw new AssertionError(service);
        }
    }

    static class MissingInSetUp {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT = InAnIde.ENVIRONMENT;

        @BeforeEach
        void setUp(AccessToken token) {
            throw new AssertionError(token);
        }

        @Test
        void test() {}

        @AfterEach
        void tearDown(AccessToken token) {
            throw new AssertionError(token);
        }
    }

    static class MissingInTearDown {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT = InAnIde.ENVIRONMENT;

        @Test
        void test() {}

        @AfterEach
        void tearDown(AccessToken token) {
            throw new AssertionError(token);
        }
    }

    static class OneUrlByHand {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT =
                new TestEnvironmentExtension(Variables.of("BACKEND_URL", "http://127.0.0.1:1"));

        @Test
        void environment(TestEnvironment environment) {
            assertThat(environment.name()).isEqualTo(EnvironmentName.NONE);
            assertThat(environment.endpoints()).containsOnlyKeys("backend");
        }
    }

    static class Failing {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT = InAnIde.ENVIRONMENT;

        @Test
        void test() {
            throw new IllegalStateException("its own");
        }
    }

    static class MissingInBeforeAll {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT = InAnIde.ENVIRONMENT;

        @BeforeAll
        static void setUp(AccessToken token) {
            assertThat(token).as("is never asked for").isNull();
        }

        @Test
        void test() {}
    }

    static class MissingInConstructor {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT = InAnIde.ENVIRONMENT;

        MissingInConstructor(AccessToken token) {
            throw new AssertionError(token);
        }

        @Test
        void test() {}
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClass extends MissingInConstructor {
        PerClass(AccessToken token) {
            super(token);
        }
    }

    static class ConstructorUnderRunner {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT = UnderRunner.ENVIRONMENT;

        ConstructorUnderRunner(AccessToken token) {
            throw new AssertionError(token);
        }

        @Test
        void test() {}
    }

    abstract static class TakesANewUser {
        @Test
        void user(@NewUser AccessToken user) {
            throw new AssertionError(user);
        }
    }

    static class NewUserInAnIde extends TakesANewUser {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT = InLocal.ENVIRONMENT;
    }

    static class NewUserUnderRunner extends TakesANewUser {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT =
                new TestEnvironmentExtension(Variables.of("RUNNER_RUN_ID", "r-1", "E2E_AUTH_TOKEN", "abc"));
    }

    static class NewUserOfNobody extends TakesANewUser {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT = new TestEnvironmentExtension(Variables.of(
                "RUNNER_RUN_ID", "r-1",
                "RUNNER_USERS_URL", "http://127.0.0.1:1/users",
                "RUNNER_USERS_KEY", "the-key"));
    }

    static class NewUserInAConstructor {
        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT = InLocal.ENVIRONMENT;

        NewUserInAConstructor(@NewUser AccessToken user) {
            throw new AssertionError(user);
        }

        @Test
        void test() {}
    }

    static class Identities {
        private static final String ME = Identities.class.getName();

        @RegisterExtension
        static final TestEnvironmentExtension ENVIRONMENT =
                new TestEnvironmentExtension(Variables.of("RUNNER_RUN_ID", "r-1", "RUNNER_MODULE", "a/b@it"));

        private Optional<TestIdentity> inSetUp = Optional.empty();

        @BeforeEach
        void setUp(TestIdentity identity) {
            inSetUp = Optional.of(identity);
        }

        @Test
        void plain(TestIdentity identity) {
            assertThat(identity.runId()).isEqualTo("r-1");
            assertThat(identity.testId().value())
                    .isEqualTo("a/b@it:" + ME + "#plain(ai.netrasystems.runner.staging.TestIdentity)");
            assertThat(inSetUp).contains(identity);
        }

        // printf '1 of 2' | sha256sum; printf '2 of 2' | sha256sum
        @RepeatedTest(value = 2, name = "{currentRepetition} of 2")
        void repeated(TestIdentity identity) {
            assertThat(identity.testId().value())
                    .startsWith("a/b@it:" + ME + "#repeated(ai.netrasystems.runner.staging.TestIdentity)")
                    .matches(".*(\\[1:7877dff1\\]|\\[2:ab1ff6a5\\])");
            assertThat(inSetUp).contains(identity);
        }

        @Nested
        class Inner {
            @Test
            void deep(TestIdentity identity) {
                assertThat(identity.testId().value()).contains(ME + "$Inner#deep(");
            }
        }
    }
}
