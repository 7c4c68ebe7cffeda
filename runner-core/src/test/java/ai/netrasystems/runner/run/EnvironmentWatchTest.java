package ai.netrasystems.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentLease;
import ai.netrasystems.runner.environment.evidence.Evidence;
import ai.netrasystems.runner.environment.evidence.Exchange;
import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.Mark;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.TestId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Row by row of the table in docs/architecture.md, "Infrastructure or product?". */
@Tag("unit")
@Timeout(30)
class EnvironmentWatchTest {
    private static final Provenance STAGING =
            new Provenance(EnvironmentKind.STAGING, "staging", Optional.empty(), Optional.empty());
    private static final URI BACKEND = URI.create("https://backend.example.org");
    private static final Failure REFUSED = failure("java.net.ConnectException", "java.net.SocketException");
    private static final Failure WRAPPED = failure("a.ClientException", "b.Refused", "java.net.SocketException");
    private static final Failure ASSERTION = failure("org.opentest4j.AssertionFailedError");

    private final List<RunEvent> seen = new CopyOnWriteArrayList<>();
    private final Map<String, List<Exchange>> exchanges = new HashMap<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Lease lease = new Lease();
    private final EnvironmentWatch watch =
            new EnvironmentWatch(seen::add, lease, test -> exchanges.getOrDefault(test, List.of()), nanos::get);

    /** An environment that is as the test says. */
    private static final class Lease implements EnvironmentLease {
        final AtomicInteger asked = new AtomicInteger();
        final List<Evidence> probed = new ArrayList<>();
        final CountDownLatch settled = new CountDownLatch(1);
        volatile boolean lost;
        volatile boolean down;
        volatile boolean comesBack;

        @Override
        public List<String> close() {
            return List.of();
        }

        @Override
        public Optional<Diagnosis> lost() {
            asked.incrementAndGet();
            return lost ? Optional.of(new Gone("the engine does not answer any more")) : Optional.empty();
        }

        @Override
        public Optional<Diagnosis> probe(Evidence evidence) {
            probed.add(evidence);
            return down ? Optional.of(new Gone("backend: connection refused")) : Optional.empty();
        }

        @Override
        public Optional<Diagnosis> gone() {
            try {
                settled.await();
            } catch (InterruptedException unused) {
                throw new IllegalStateException(unused);
            }
            return comesBack ? Optional.empty() : Optional.of(new Gone("backend: still refused"));
        }
    }

    private record Gone(String summary) implements Diagnosis {
        @Override
        public String kind() {
            return "gone";
        }

        @Override
        public LiesIn liesIn() {
            return LiesIn.MACHINE;
        }

        @Override
        public List<String> evidence() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "start it";
        }
    }

    @AfterEach
    void letTheWatchGo() {
        lease.settled.countDown();
    }

    private static Failure failure(String type, String... causes) {
        return new Failure(type, "Connection refused", "", Optional.empty(), Optional.empty(), false, List.of(causes));
    }

    private static TestFinished finished(String name, Outcome outcome, Optional<Failure> failure, Provenance where) {
        return new TestFinished(
                new TestId(".:T#" + name + "()"), 1, outcome, Duration.ZERO, Optional.empty(), failure, where);
    }

    private TestFinished failed(String name, Failure failure) {
        return judged(finished(name, Outcome.FAILED, Optional.of(failure), STAGING));
    }

    private TestFinished judged(TestFinished event) {
        watch.publish(event);
        return (TestFinished) seen.stream()
                .filter(it -> it instanceof TestFinished end && end.test().equals(event.test()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private void recorded(String name, Exchange exchange) {
        exchanges.put(".:T#" + name + "()", List.of(exchange));
    }

    private List<String> notes() {
        return seen.stream()
                .filter(Noted.class::isInstance)
                .map(event -> ((Noted) event).message())
                .toList();
    }

    private void awaitNote(String text) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                notes().stream().noneMatch(note -> note.contains(text)); ) {
            assertThat(System.nanoTime()).as("%s in %s", text, notes()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private void discovered(String name, String... services) {
        DiscoveredTest test = new DiscoveredTest(
                new TestId(".:T#" + name + "()"),
                "[" + name + "]",
                name,
                List.of("T", name),
                "T",
                "T",
                name,
                false,
                Set.of(),
                Optional.empty(),
                List.of(services).stream().map(ServiceName::new).collect(java.util.stream.Collectors.toSet()));
        watch.publish(new TestsDiscovered(new LayerName("layer"), ModuleId.of("."), STAGING, List.of(test)));
    }

    @Test
    void without_evidence_nothing_is_probed_and_the_failure_is_the_tests_own() {
        lease.down = true;

        assertThat(failed("a", ASSERTION).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(judged(finished("b", Outcome.CRASHED, Optional.empty(), STAGING))
                        .outcome())
                .isEqualTo(Outcome.CRASHED);
        assertThat(lease.probed).isEmpty();
    }

    @Test
    void with_evidence_and_an_environment_that_is_well_the_failure_is_the_tests_own() {
        assertThat(failed("a", WRAPPED).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(lease.probed).containsExactly(new Evidence(Set.of(), Set.of(), true));
        assertThat(watch.doubt()).isEmpty();
    }

    @Test
    void with_evidence_and_a_probe_that_fails_too_it_is_infrastructure_with_the_failure_kept() {
        lease.down = true;

        TestFinished judged = failed("a", REFUSED);

        assertThat(judged.outcome()).isEqualTo(Outcome.INFRASTRUCTURE);
        assertThat(judged.reason()).contains("backend: connection refused");
        assertThat(judged.failure()).contains(REFUSED);
    }

    @Test
    void what_our_clients_recorded_is_evidence_and_says_where_to_ask() {
        recorded("a", new Exchange(BACKEND, OptionalInt.of(503), false, OptionalInt.empty()));
        recorded("b", new Exchange(BACKEND, OptionalInt.of(401), false, OptionalInt.empty()));
        lease.down = true;

        assertThat(failed("a", ASSERTION).outcome()).isEqualTo(Outcome.INFRASTRUCTURE);
        assertThat(failed("b", ASSERTION).outcome()).isEqualTo(Outcome.INFRASTRUCTURE);
        assertThat(lease.probed)
                .containsExactly(
                        new Evidence(Set.of(BACKEND), Set.of(), false), new Evidence(Set.of(), Set.of(BACKEND), false));
    }

    @Test
    void a_5xx_while_the_probe_is_green_is_a_product_failure() {
        recorded("a", new Exchange(BACKEND, OptionalInt.of(500), false, OptionalInt.empty()));

        assertThat(failed("a", ASSERTION).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(lease.probed).hasSize(1);
    }

    @Test
    void a_test_past_its_deadline_may_have_waited_for_the_environment() {
        lease.down = true;

        assertThat(judged(finished("a", Outcome.TIMED_OUT, Optional.empty(), STAGING))
                        .outcome())
                .isEqualTo(Outcome.INFRASTRUCTURE);
    }

    @Test
    void tests_that_fail_at_the_same_moment_share_one_probe_and_later_ones_ask_again() {
        for (int i = 0; i < 200; i++) {
            assertThat(failed("test" + i, REFUSED).outcome()).isEqualTo(Outcome.FAILED);
        }
        assertThat(lease.probed).hasSize(1);

        nanos.addAndGet(SharedProbe.SAME_MOMENT.toNanos());
        failed("later", REFUSED);
        assertThat(lease.probed).hasSize(2);
    }

    @Test
    void a_failed_probe_holds_tests_back_until_it_is_known_that_the_environment_is_there_again() throws Exception {
        lease.down = true;
        lease.comesBack = true;
        assertThat(watch.doubt()).isEmpty();

        failed("a", REFUSED);
        assertThat(watch.doubt()).contains("backend: connection refused");
        assertThat(watch.gone()).isEmpty();

        lease.down = false;
        lease.settled.countDown();
        awaitNote("is there again");
        while (watch.doubt().isPresent()) {
            Thread.onSpinWait();
        }
        assertThat(watch.gone()).isEmpty();
        nanos.addAndGet(SharedProbe.SAME_MOMENT.toNanos());
        assertThat(failed("b", REFUSED).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void an_environment_that_does_not_come_back_is_gone_for_every_test_that_fails_then() throws Exception {
        lease.down = true;
        failed("a", REFUSED);
        lease.settled.countDown();
        awaitNote("no further test begins in it: backend: still refused; start it");

        assertThat(watch.gone()).contains("backend: still refused");
        assertThat(failed("b", ASSERTION).outcome()).isEqualTo(Outcome.INFRASTRUCTURE);
        assertThat(failed("b", ASSERTION).reason()).contains("backend: still refused");
        assertThat(lease.probed).hasSize(1);
        assertThat(judged(finished("c", Outcome.NOT_RUN, Optional.empty(), STAGING))
                        .outcome())
                .isEqualTo(Outcome.INFRASTRUCTURE);
    }

    @Test
    void an_environment_that_this_machine_knows_to_be_lost_needs_no_evidence() {
        lease.lost = true;

        assertThat(failed("a", ASSERTION).outcome()).isEqualTo(Outcome.INFRASTRUCTURE);
        assertThat(failed("b", ASSERTION).outcome()).isEqualTo(Outcome.INFRASTRUCTURE);
        assertThat(lease.asked).hasValue(1);
        assertThat(lease.probed).isEmpty();
        assertThat(watch.gone()).contains("the engine does not answer any more");
        assertThat(notes()).singleElement().asString().contains("the engine does not answer any more", "start it");
    }

    @Test
    void what_passed_has_passed_and_what_uses_no_service_is_never_touched() {
        lease.lost = true;

        assertThat(judged(finished("unit", Outcome.FAILED, Optional.of(REFUSED), Provenance.none()))
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(lease.asked).hasValue(0);
        assertThat(failed("a", REFUSED).outcome()).isEqualTo(Outcome.INFRASTRUCTURE);
        assertThat(judged(finished("b", Outcome.PASSED, Optional.empty(), STAGING))
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(judged(finished("c", Outcome.NOT_RUN, Optional.empty(), Provenance.none()))
                        .outcome())
                .isEqualTo(Outcome.NOT_RUN);
    }

    @Test
    void a_class_that_fails_after_its_tests_passed_is_never_lost_from_the_verdict() {
        lease.lost = true;

        judged(finished("a", Outcome.PASSED, Optional.empty(), STAGING));
        watch.publish(new ContainerFailed(new TestId(".:T"), "T", "T", REFUSED, STAGING));
        watch.finish();

        assertThat(seen).filteredOn(ContainerFailed.class::isInstance).hasSize(1);
    }

    @Test
    void a_class_that_fails_by_the_environment_is_not_blamed_and_its_tests_alone_are_infrastructure() {
        lease.down = true;

        watch.publish(new ContainerFailed(new TestId(".:T"), "T", "T", REFUSED, STAGING));
        TestFinished below = judged(finished("a", Outcome.NOT_RUN, Optional.empty(), STAGING));
        TestFinished elsewhere = new TestFinished(
                new TestId(".:Tests#a()"),
                1,
                Outcome.NOT_RUN,
                Duration.ZERO,
                Optional.of("stopped"),
                Optional.empty(),
                STAGING);
        watch.publish(elsewhere);
        watch.finish();

        assertThat(seen).noneMatch(ContainerFailed.class::isInstance).contains(elsewhere);
        assertThat(below.outcome()).isEqualTo(Outcome.INFRASTRUCTURE);
    }

    @Test
    void a_class_that_was_tried_again_is_told_after_its_tests_which_are_infrastructure_all_the_same() {
        lease.down = true;

        judged(finished("a", Outcome.NOT_RUN, Optional.empty(), STAGING));
        watch.publish(new ContainerFailed(new TestId(".:T"), "T", "T", REFUSED, STAGING));
        watch.finish();

        assertThat(seen).noneMatch(ContainerFailed.class::isInstance);
        assertThat(seen)
                .filteredOn(TestFinished.class::isInstance)
                .last()
                .satisfies(last -> assertThat(((TestFinished) last).outcome()).isEqualTo(Outcome.INFRASTRUCTURE));
    }

    @Test
    void an_attempt_that_passes_after_a_hiccup_stays_flaky() {
        lease.down = true;
        assertThat(failed("a", REFUSED).outcome()).isEqualTo(Outcome.INFRASTRUCTURE);

        assertThat(judged(finished("a", Outcome.FLAKY, Optional.empty(), STAGING))
                        .outcome())
                .isEqualTo(Outcome.FLAKY);
    }

    @Test
    void a_class_whose_tests_passed_says_itself_that_it_failed_whatever_became_of_others() {
        lease.down = true;
        failed("a", REFUSED);
        judged(new TestFinished(
                new TestId(".:Other#b()"),
                1,
                Outcome.PASSED,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                STAGING));
        ContainerFailed afterAll = new ContainerFailed(new TestId(".:Other"), "Other", "Other", REFUSED, STAGING);

        watch.publish(afterAll);
        watch.finish();

        assertThat(seen).contains(afterAll);
    }

    @Test
    void a_test_that_passed_in_the_end_excuses_no_class() {
        lease.down = true;
        failed("a", REFUSED);
        ContainerFailed afterAll = new ContainerFailed(new TestId(".:T"), "T", "T", REFUSED, STAGING);
        watch.publish(afterAll);
        judged(finished("a", Outcome.FLAKY, Optional.empty(), STAGING));

        watch.finish();

        assertThat(seen).contains(afterAll);
    }

    @Test
    void a_class_that_fails_by_itself_is_blamed() {
        lease.down = true;
        ContainerFailed failed = new ContainerFailed(new TestId(".:T"), "T", "T", ASSERTION, STAGING);

        watch.publish(failed);

        assertThat(seen).containsExactly(failed);
    }

    @Test
    void a_test_that_needs_a_service_and_passes_without_a_request_that_we_saw_is_marked() {
        discovered("silent", "backend");
        discovered("speaking", "backend");
        discovered("unit");
        recorded("speaking", new Exchange(BACKEND, OptionalInt.of(200), false, OptionalInt.empty()));

        assertThat(judged(finished("silent", Outcome.PASSED, Optional.empty(), STAGING))
                        .marks())
                .containsExactly(Mark.NO_CONTACT);
        assertThat(judged(finished("speaking", Outcome.PASSED, Optional.empty(), STAGING))
                        .marks())
                .isEmpty();
        assertThat(judged(finished("unit", Outcome.PASSED, Optional.empty(), STAGING))
                        .marks())
                .isEmpty();
        assertThat(judged(finished("silent", Outcome.SKIPPED, Optional.empty(), STAGING))
                        .marks())
                .isEmpty();
        assertThat(judged(finished("silent", Outcome.PASSED, Optional.empty(), Provenance.none()))
                        .marks())
                .isEmpty();
    }

    @Test
    void nothing_is_told_after_the_end() {
        lease.down = true;
        failed("a", REFUSED);
        int before = seen.size();

        watch.finish();
        lease.settled.countDown();
        while (watch.doubt().isPresent()) {
            Thread.onSpinWait();
        }

        assertThat(seen).hasSize(before);
        assertThat(watch.gone()).isEmpty();
    }
}
