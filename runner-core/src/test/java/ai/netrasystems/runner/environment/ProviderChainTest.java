package ai.netrasystems.runner.environment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.Fallback;
import ai.netrasystems.runner.environment.Diagnosis.LiesIn;
import ai.netrasystems.runner.environment.Diagnosis.Stage;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.EnvironmentFailed;
import ai.netrasystems.runner.event.RunEvent.EnvironmentReady;
import ai.netrasystems.runner.event.RunEvent.EnvironmentStarting;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class ProviderChainTest {
    private final List<RunEvent> events = new ArrayList<>();
    private final StopSignal stop = new StopSignal();

    @ParameterizedTest
    @CsvSource({
        "NEVER,   BUILD,    false", "NEVER,   STARTUP, false", "NEVER,   PROVIDER, false", "NEVER,   REFUSED, false",
        "BUILD,   BUILD,    true", "BUILD,   STARTUP, false", "BUILD,   PROVIDER, false", "BUILD,   REFUSED, false",
        "STARTUP, BUILD,    true", "STARTUP, STARTUP, true", "STARTUP, PROVIDER, false", "STARTUP, REFUSED, false",
        "ANY,     BUILD,    true", "ANY,     STARTUP, true", "ANY,     PROVIDER, true", "ANY,     REFUSED, false",
    })
    void the_policy_says_after_which_failure_the_next_is_tried(Fallback policy, Stage stage, boolean next) {
        assertThat(new FallbackPolicy(policy).permits(List.of(cause(stage, LiesIn.MACHINE))))
                .isEqualTo(next);
        List<EnvironmentKind> tried = new ArrayList<>();
        ChainOutcome outcome = chain(
                policy,
                tried,
                fails(EnvironmentKind.CONTAINERS, cause(stage, LiesIn.TREE)),
                works(EnvironmentKind.LOCAL));
        assertThat(tried)
                .isEqualTo(
                        next
                                ? List.of(EnvironmentKind.CONTAINERS, EnvironmentKind.LOCAL)
                                : List.of(EnvironmentKind.CONTAINERS));
        assertThat(outcome.<Boolean>fold(provided -> true, unavailable -> false, () -> false))
                .isEqualTo(next);
    }

    @Test
    void a_permitted_cause_does_not_cover_one_that_is_not() {
        assertThat(new FallbackPolicy(Fallback.BUILD)
                        .permits(List.of(cause(Stage.BUILD, LiesIn.TREE), cause(Stage.STARTUP, LiesIn.TREE))))
                .isFalse();
    }

    @Test
    void the_first_that_can_does_and_is_not_degraded() {
        List<EnvironmentKind> tried = new ArrayList<>();
        ChainOutcome.Provided provided =
                provided(chain(Fallback.ANY, tried, works(EnvironmentKind.CONTAINERS), works(EnvironmentKind.STAGING)));
        assertThat(tried).containsExactly(EnvironmentKind.CONTAINERS);
        assertThat(provided.environment().provenance().degraded()).isFalse();
        assertThat(provided.left()).isEmpty();
        assertThat(events)
                .extracting(Object::getClass)
                .containsExactly(EnvironmentStarting.class, EnvironmentReady.class);
    }

    @Test
    void a_fallback_is_told_with_its_cause_and_the_tree_wins() {
        ChainOutcome.Provided provided = provided(chain(
                Fallback.ANY,
                new ArrayList<>(),
                fails(
                        EnvironmentKind.CONTAINERS,
                        cause(Stage.PROVIDER, LiesIn.MACHINE),
                        cause(Stage.BUILD, LiesIn.TREE)),
                fails(EnvironmentKind.STAGING, cause(Stage.PROVIDER, LiesIn.MACHINE)),
                works(EnvironmentKind.LOCAL)));
        assertThat(provided.environment().provenance().fallbackCause()).contains("BUILD in TREE (a:1)");
        assertThat(provided.environment().variables()).containsEntry("BACKEND_URL", "http://x");
        assertThat(provided.left())
                .extracting(FailedAttempt::environment)
                .containsExactly(EnvironmentKind.CONTAINERS, EnvironmentKind.STAGING);
        assertThat(events)
                .filteredOn(EnvironmentFailed.class::isInstance)
                .extracting(event -> ((EnvironmentFailed) event).next().orElseThrow())
                .containsExactly(EnvironmentKind.STAGING, EnvironmentKind.LOCAL);
        assertThat(events)
                .filteredOn(EnvironmentReady.class::isInstance)
                .extracting(event -> ((EnvironmentReady) event).endpoints())
                .containsExactly(Map.of("BACKEND_URL", "http://x"));
    }

    @Test
    void where_none_can_every_attempt_is_kept_and_the_last_goes_nowhere() {
        ChainOutcome.Unavailable unavailable = unavailable(chain(
                Fallback.ANY,
                new ArrayList<>(),
                fails(EnvironmentKind.CONTAINERS, cause(Stage.PROVIDER, LiesIn.MACHINE)),
                fails(EnvironmentKind.LOCAL, cause(Stage.STARTUP, LiesIn.TREE))));
        assertThat(unavailable.attempts()).hasSize(2);
        assertThat(unavailable.refused()).isFalse();
        EnvironmentFailed last = (EnvironmentFailed) events.get(events.size() - 1);
        assertThat(last.next()).isEmpty();
        assertThat(last.diagnoses().get(0).liesIn()).isEqualTo("tree");
    }

    @Test
    void a_refused_staging_system_is_told_apart() {
        assertThat(unavailable(chain(
                                Fallback.ANY,
                                new ArrayList<>(),
                                fails(EnvironmentKind.STAGING, cause(Stage.REFUSED, LiesIn.MACHINE)),
                                works(EnvironmentKind.LOCAL)))
                        .refused())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Fallback.class)
    void a_refused_staging_system_is_the_end_under_each_policy(Fallback policy) {
        List<EnvironmentKind> tried = new ArrayList<>();
        ChainOutcome.Unavailable outcome = unavailable(chain(
                policy,
                tried,
                fails(
                        EnvironmentKind.STAGING,
                        cause(Stage.PROVIDER, LiesIn.MACHINE),
                        cause(Stage.REFUSED, LiesIn.MACHINE)),
                works(EnvironmentKind.LOCAL)));
        assertThat(outcome.refused()).isTrue();
        assertThat(tried).containsExactly(EnvironmentKind.STAGING);
    }

    @Test
    void a_staging_system_that_is_refused_after_containers_failed_ends_the_run_too() {
        ChainOutcome.Unavailable outcome = unavailable(chain(
                Fallback.ANY,
                new ArrayList<>(),
                fails(EnvironmentKind.CONTAINERS, cause(Stage.BUILD, LiesIn.TREE)),
                fails(EnvironmentKind.STAGING, cause(Stage.REFUSED, LiesIn.MACHINE)),
                works(EnvironmentKind.LOCAL)));
        assertThat(outcome.refused()).isTrue();
        assertThat(outcome.attempts()).hasSize(2);
    }

    @Test
    void a_build_that_failed_goes_to_staging_but_not_past_one_that_is_not_configured() {
        List<EnvironmentKind> tried = new ArrayList<>();
        unavailable(chain(
                Fallback.BUILD,
                tried,
                fails(EnvironmentKind.CONTAINERS, cause(Stage.BUILD, LiesIn.TREE)),
                fails(EnvironmentKind.STAGING, cause(Stage.PROVIDER, LiesIn.MACHINE)),
                works(EnvironmentKind.LOCAL)));
        assertThat(tried).containsExactly(EnvironmentKind.CONTAINERS, EnvironmentKind.STAGING);
    }

    @Test
    void what_a_provider_lacks_is_told_and_it_is_used_all_the_same() {
        Provenance provenance =
                new Provenance(EnvironmentKind.STAGING, "staging", Optional.of("4f2c1"), Optional.empty());
        RunningEnvironment lacking =
                new RunningEnvironment(provenance, Map.of(), Map.of(), Set.of(new ServiceName("postgres")));
        ChainOutcome.Provided provided = provided(chain(
                Fallback.ANY,
                new ArrayList<>(),
                fails(EnvironmentKind.CONTAINERS, cause(Stage.BUILD, LiesIn.TREE)),
                provider(EnvironmentKind.STAGING, new ProvisionOutcome.Ready(lacking, List::of)),
                works(EnvironmentKind.LOCAL)));
        assertThat(provided.environment().missing()).containsExactly(new ServiceName("postgres"));
        assertThat(provided.environment().provenance())
                .isEqualTo(new Provenance(
                        EnvironmentKind.STAGING, "staging", Optional.of("4f2c1"), Optional.of("BUILD in TREE (a:1)")));
    }

    @Test
    void stage_and_place_of_a_cause_are_part_of_the_event() {
        unavailable(chain(
                Fallback.NEVER,
                new ArrayList<>(),
                fails(EnvironmentKind.CONTAINERS, cause(Stage.STARTUP, LiesIn.TREE))));
        assertThat(events)
                .filteredOn(EnvironmentFailed.class::isInstance)
                .flatExtracting(event -> ((EnvironmentFailed) event).diagnoses())
                .extracting(text -> text.stage() + " " + text.place())
                .containsExactly("startup a:1");
    }

    @Test
    void a_stop_tries_nothing_further() {
        List<EnvironmentKind> tried = new ArrayList<>();
        EnvironmentProvider interrupted = provider(EnvironmentKind.CONTAINERS, new ProvisionOutcome.Stopped());
        ChainOutcome outcome = chain(Fallback.ANY, tried, interrupted, works(EnvironmentKind.LOCAL));
        assertThat(outcome.<Boolean>fold(provided -> false, unavailable -> false, () -> true))
                .isTrue();
        stop.request(StopSignal.Reason.INTERRUPTED);
        unavailable(chain(
                Fallback.ANY,
                tried,
                fails(EnvironmentKind.CONTAINERS, cause(Stage.BUILD, LiesIn.TREE)),
                works(EnvironmentKind.LOCAL)));
        assertThat(tried).containsExactly(EnvironmentKind.CONTAINERS, EnvironmentKind.CONTAINERS);
    }

    private ChainOutcome chain(Fallback policy, List<EnvironmentKind> tried, EnvironmentProvider... providers) {
        List<EnvironmentProvider> recorded = new ArrayList<>();
        for (EnvironmentProvider provider : providers) {
            recorded.add(new Recorded(provider, tried));
        }
        EnvironmentProvider.Request request = new EnvironmentProvider.Request(
                new RunId("r"),
                Set.of(new ServiceName("backend")),
                Path.of("unused"),
                Duration.ofSeconds(1),
                stop,
                events::add,
                secret -> {});
        return new ProviderChain(recorded, new FallbackPolicy(policy), () -> 0).provision(request);
    }

    private static EnvironmentProvider works(EnvironmentKind kind) {
        Provenance provenance = new Provenance(kind, kind.label(), Optional.empty(), Optional.empty());
        RunningEnvironment environment = new RunningEnvironment(
                provenance, Map.of("BACKEND_URL", "http://x", "ENVIRONMENT", kind.label()), Map.of(), Set.of());
        return provider(kind, new ProvisionOutcome.Ready(environment, List::of));
    }

    private static EnvironmentProvider fails(EnvironmentKind kind, Diagnosis... causes) {
        return provider(kind, new ProvisionOutcome.Failed(List.of(causes)));
    }

    private static EnvironmentProvider provider(EnvironmentKind kind, ProvisionOutcome outcome) {
        return new Fixed(kind, outcome);
    }

    private static Diagnosis cause(Stage stage, LiesIn liesIn) {
        return new Cause(stage, liesIn);
    }

    private record Recorded(EnvironmentProvider provider, List<EnvironmentKind> tried) implements EnvironmentProvider {
        @Override
        public EnvironmentKind kind() {
            return provider.kind();
        }

        @Override
        public ProvisionOutcome provision(Request request) {
            tried.add(kind());
            return provider.provision(request);
        }
    }

    private record Fixed(EnvironmentKind kind, ProvisionOutcome outcome) implements EnvironmentProvider {
        @Override
        public ProvisionOutcome provision(Request request) {
            return outcome;
        }
    }

    private record Cause(Stage stage, LiesIn liesIn) implements Diagnosis {
        @Override
        public String kind() {
            return "test";
        }

        @Override
        public String summary() {
            return stage + " in " + liesIn;
        }

        @Override
        public List<String> evidence() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "none";
        }

        @Override
        public String place() {
            return liesIn == LiesIn.TREE ? "a:1" : "";
        }
    }

    private static ChainOutcome.Provided provided(ChainOutcome outcome) {
        return outcome.fold(
                it -> it,
                unavailable -> {
                    throw new AssertionError(unavailable.toString());
                },
                () -> {
                    throw new AssertionError("stopped");
                });
    }

    private static ChainOutcome.Unavailable unavailable(ChainOutcome outcome) {
        return outcome.fold(
                provided -> {
                    throw new AssertionError(provided.toString());
                },
                it -> it,
                () -> {
                    throw new AssertionError("stopped");
                });
    }
}
