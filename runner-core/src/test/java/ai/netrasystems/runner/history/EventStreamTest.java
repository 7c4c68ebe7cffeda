package ai.netrasystems.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.EventConsumer;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.event.RunEvent.LayerStarted;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.RunFinished;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.TestId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventStreamTest {
    private static final RunId RUN = new RunId("r1");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path runs;

    @Test
    void stamps_and_journals_events_and_hands_them_on_in_order() throws IOException {
        List<Stamped> seen = new CopyOnWriteArrayList<>();

        try (EventStream stream = open(Redactor::nothing, seen::add)) {
            stream.publish(layer("a"));
            stream.publish(layer("b"));
        }

        assertThat(seen).containsExactly(new Stamped(RUN, 1, NOW, layer("a")), new Stamped(RUN, 2, NOW, layer("b")));
        assertThat(journal()).isEqualTo(seen);
        assertThat(runs.resolve("r1/events.jsonl")).exists();
    }

    @Test
    void many_publishers_share_one_order_without_gaps_and_each_keeps_its_own() throws Exception {
        int threads = 8;
        int each = 2_000;
        List<Thread> publishers = new ArrayList<>();
        List<Stamped> seen = new ArrayList<>();
        try (EventStream stream = open(Redactor::nothing, seen::add)) {
            IntStream.range(0, threads)
                    .mapToObj(thread -> new Thread(
                            () -> IntStream.range(0, each).forEach(i -> stream.publish(layer(thread + "-" + i)))))
                    .forEach(publishers::add);
            publishers.forEach(Thread::start);
            for (Thread publisher : publishers) {
                publisher.join();
            }
        }

        List<Stamped> journal = journal();
        assertThat(journal).isEqualTo(seen);
        assertThat(journal.stream().map(Stamped::sequence))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, (long) threads * each).boxed().toList());
        for (int thread = 0; thread < threads; thread++) {
            String prefix = thread + "-";
            assertThat(journal.stream()
                            .map(stamped ->
                                    ((LayerStarted) stamped.event()).layer().value())
                            .filter(name -> name.startsWith(prefix)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, each).mapToObj(i -> prefix + i).toList());
        }
    }

    @Test
    void after_drain_the_journal_and_the_consumers_have_everything() throws IOException {
        List<Stamped> seen = new ArrayList<>();
        try (EventStream stream = open(Redactor::nothing, seen::add)) {
            stream.publish(layer("a"));
            stream.drain();

            assertThat(seen).hasSize(1);
            assertThat(journal()).isEqualTo(seen);
        }
    }

    @Test
    void the_journal_has_an_event_before_a_consumer_sees_it() {
        List<Long> journaled = new CopyOnWriteArrayList<>();
        try (EventStream stream = open(Redactor::nothing, stamped -> {
            try {
                journaled.add((long) journal().size());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        })) {
            stream.publish(layer("a"));
            stream.drain();
            stream.publish(layer("b"));
        }

        assertThat(journaled).containsExactly(1L, 2L);
    }

    @Test
    void a_consumer_that_throws_is_told_once_and_stops_nobody() throws IOException {
        List<Stamped> others = new CopyOnWriteArrayList<>();
        AtomicLong calls = new AtomicLong();
        EventConsumer broken = stamped -> {
            calls.incrementAndGet();
            throw new StackOverflowError("broken");
        };

        EventStream stream = open(Redactor::nothing, broken, others::add);
        stream.publish(layer("a"));
        stream.drain();
        stream.publish(layer("b"));
        stream.close();

        assertThat(others)
                .extracting(Stamped::event)
                .hasSize(3)
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(layer("a")),
                        told -> assertThat(((Noted) told).message())
                                .contains("failed: java.lang.StackOverflowError: broken"),
                        last -> assertThat(last).isEqualTo(layer("b")));
        assertThat(calls).hasValue(3);
        assertThat(journal()).isEqualTo(others);
        assertThat(stream.troubles()).hasSize(1);
        assertThat(stream.broken()).isFalse();
    }

    @Test
    void a_required_consumer_that_throws_is_a_defect() throws IOException {
        EventConsumer broken = new EventConsumer() {
            @Override
            public void accept(Stamped stamped) {
                throw new IllegalStateException("no space for " + stamped.sequence());
            }

            @Override
            public String name() {
                return "the JSON stream";
            }

            @Override
            public boolean required() {
                return true;
            }
        };

        try (EventStream stream = open(Redactor::nothing, broken)) {
            stream.publish(layer("a"));
        }

        DefectFound defect = (DefectFound) journal().get(1).event();
        assertThat(defect.message())
                .isEqualTo("the JSON stream failed: java.lang.IllegalStateException: no space for 1");
        assertThat(defect.stackTrace()).contains("EventStreamTest");
    }

    @Test
    void nothing_comes_after_the_last_event() throws IOException {
        EventConsumer broken = stamped -> {
            throw new IllegalStateException("late");
        };

        EventStream stream = open(Redactor::nothing, broken);
        stream.publish(finished());
        stream.publish(layer("late"));
        stream.close();
        stream.publish(layer("too late"));

        assertThat(journal()).extracting(Stamped::event).containsExactly(finished());
        assertThat(stream.troubles()).singleElement().asString().contains("late");
    }

    @Test
    void a_consumer_may_publish() throws IOException {
        AtomicLong left = new AtomicLong(3);
        List<EventStream> self = new CopyOnWriteArrayList<>();
        try (EventStream stream = open(Redactor::nothing, stamped -> {
            if (left.getAndDecrement() > 0) {
                self.get(0).publish(layer("answer to " + stamped.sequence()));
            }
        })) {
            self.add(stream);
            stream.publish(layer("a"));
        }

        assertThat(journal())
                .extracting(Stamped::event)
                .containsExactly(layer("a"), layer("answer to 1"), layer("answer to 2"), layer("answer to 3"));
    }

    @Test
    void secrets_reach_neither_journal_nor_consumer_nor_troubles() throws IOException {
        String token = "tok-3f9c2a77";
        Redactor.Register register = new Redactor.Register();
        List<String> seen = new CopyOnWriteArrayList<>();

        EventStream stream = open(register::redactor, stamped -> {
            seen.add(stamped.toString());
            throw new IllegalStateException("can't show " + token);
        });
        register.add(new Secret(token));
        stream.publish(output("Authorization: Bearer tok-3f"));
        stream.publish(output("9c2a77\n"));
        stream.publish(new Noted(Noted.Level.NOTE, token));
        stream.close();

        assertThat(Files.readString(runs.resolve("r1/events.jsonl")))
                .contains("Authorization: Bearer ")
                .doesNotContain("tok-3f", "9c2a77");
        assertThat(seen)
                .hasSizeBetween(3, 4)
                .allSatisfy(text -> assertThat(text).doesNotContain("tok-3f", "9c2a77"));
        assertThat(stream.troubles()).singleElement().asString().endsWith("can't show ***");
    }

    @Test
    void what_the_engines_found_is_written_in_lines_of_a_bounded_size() throws IOException {
        List<DiscoveredTest> tests = IntStream.range(0, 2 * DiscoveredParts.MOST + 1)
                .mapToObj(EventStreamTest::found)
                .toList();
        try (EventStream stream = open(Redactor::nothing)) {
            stream.publish(new TestsDiscovered(new LayerName("all"), ModuleId.of("."), Provenance.none(), tests));
        }

        List<TestsDiscovered> written = new JournalReader()
                .all(runs.resolve("r1/events.jsonl")).stream()
                        .map(stamped -> (TestsDiscovered) stamped.event())
                        .toList();
        assertThat(written)
                .extracting(event -> event.tests().size())
                .containsExactly(DiscoveredParts.MOST, DiscoveredParts.MOST, 1);
        assertThat(written.stream().flatMap(event -> event.tests().stream())).containsExactlyElementsOf(tests);
    }

    private static DiscoveredTest found(int number) {
        return new DiscoveredTest(
                new TestId("test" + number),
                "[engine:x]/[test:" + number + "]",
                "test " + number,
                List.of("A", "test " + number),
                "A",
                "test" + number,
                false,
                Set.of(),
                Optional.empty(),
                Set.of());
    }

    @Test
    void memory_on_the_way_to_a_slow_consumer_is_bounded() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong published = new AtomicLong();
        String text = "x".repeat(60_000);
        int count = 400;
        try (EventStream stream = open(Redactor::nothing, stamped -> await(go))) {
            Thread publisher = new Thread(() -> IntStream.range(0, count).forEach(i -> {
                stream.publish(
                        new OutputCaptured(Optional.of(new TestId("test" + i)), "w1", OutputCaptured.Stream.OUT, text));
                published.incrementAndGet();
            }));
            publisher.start();
            while (publisher.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertThat(published.get() * text.length()).isLessThanOrEqualTo(EventWeight.CAPACITY);
            go.countDown();
            publisher.join();
        }

        assertThat(journal()).hasSize(count);
    }

    @Test
    void a_full_disk_is_told_as_a_defect_and_the_consumers_go_on() throws IOException {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");
        Files.createDirectories(runs.resolve("r1"));
        List<Stamped> seen = new CopyOnWriteArrayList<>();

        EventStream stream = EventStream.open(
                RUN,
                Clock.fixed(NOW, ZoneOffset.UTC),
                Journal.to(full, Files.newOutputStream(full, StandardOpenOption.WRITE)),
                Redactor::nothing,
                List.of(seen::add));
        stream.publish(layer("a"));
        stream.drain();
        stream.publish(layer("b"));
        stream.close();

        assertThat(seen)
                .extracting(Stamped::event)
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(layer("a")),
                        told -> assertThat(((DefectFound) told).message())
                                .contains("journal", "No space left on device"),
                        last -> assertThat(last).isEqualTo(layer("b")));
        assertThat(stream.troubles()).hasSize(1);
        assertThat(stream.broken()).isTrue();
    }

    @Test
    void a_stream_that_breaks_inside_tells_it_and_goes_on() throws IOException {
        AtomicLong calls = new AtomicLong();

        EventStream stream = open(() -> {
            if (calls.incrementAndGet() == 1) {
                throw new StackOverflowError("deep");
            }
            return Redactor.nothing();
        });
        stream.publish(layer("lost"));
        stream.drain();
        stream.publish(layer("b"));
        stream.close();

        assertThat(journal())
                .extracting(Stamped::event)
                .satisfiesExactly(
                        told -> assertThat(((DefectFound) told).message())
                                .isEqualTo("the event stream broke: java.lang.StackOverflowError: deep"),
                        last -> assertThat(last).isEqualTo(layer("b")));
        assertThat(stream.troubles()).hasSize(1);
        assertThat(stream.broken()).isTrue();
    }

    @Test
    void without_a_working_redactor_nothing_is_shown_and_nobody_waits_for_ever() throws IOException {
        EventStream stream = open(() -> {
            throw new IllegalStateException("always, and here is the secret");
        });
        stream.publish(layer("a"));
        stream.drain();
        stream.publish(layer("b"));
        stream.close();

        assertThat(journal()).isEmpty();
        assertThat(stream.troubles())
                .contains("secrets can't be replaced any more: java.lang.IllegalStateException")
                .noneMatch(text -> text.contains("here is the secret"));
        assertThat(stream.broken()).isTrue();
    }

    @Test
    void an_interrupted_publisher_loses_no_event_and_stays_interrupted() throws IOException {
        EventStream stream = open(Redactor::nothing);
        Thread.currentThread().interrupt();
        stream.publish(layer("a"));
        stream.drain();
        stream.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(journal()).hasSize(1);
    }

    @Test
    void a_journal_that_is_there_already_is_never_overwritten() {
        assertThat(create().<Boolean>fold(journal -> close(journal), problems -> false))
                .isTrue();

        assertThat(create().<String>fold(
                                journal -> "created",
                                problems -> problems.get(0).message()))
                .contains("FileAlreadyExists");
    }

    private EventStream open(Supplier<Redactor> redactor, EventConsumer... consumers) {
        Journal journal = create().fold(valid -> valid, problems -> {
            throw new AssertionError(problems);
        });
        return EventStream.open(RUN, Clock.fixed(NOW, ZoneOffset.UTC), journal, redactor, List.of(consumers));
    }

    private ai.netrasystems.runner.model.Checked<Journal> create() {
        return Journal.create(runs, RUN);
    }

    private static boolean close(Journal journal) {
        try {
            journal.close();
            return true;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Stamped> journal() throws IOException {
        return new JournalReader().all(Journal.fileOf(runs, RUN));
    }

    private static RunEvent layer(String name) {
        return new LayerStarted(new LayerName(name));
    }

    private static RunEvent finished() {
        return new RunFinished("passed", 0, List.of(0), Map.of(), List.of(), Duration.ZERO);
    }

    private static RunEvent output(String text) {
        return new OutputCaptured(Optional.empty(), "w1", OutputCaptured.Stream.OUT, text);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
