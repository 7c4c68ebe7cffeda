package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.netrasystems.runner.worker.protocol.ControllerMessage;
import ai.netrasystems.runner.worker.protocol.ControllerMessageCodec;
import ai.netrasystems.runner.worker.protocol.Descriptor;
import ai.netrasystems.runner.worker.protocol.Frames;
import ai.netrasystems.runner.worker.protocol.NameFilter;
import ai.netrasystems.runner.worker.protocol.ProtocolException;
import ai.netrasystems.runner.worker.protocol.Thrown;
import ai.netrasystems.runner.worker.protocol.WorkerMessage;
import ai.netrasystems.runner.worker.protocol.WorkerMessageCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("unit")
class CodecPropertiesTest {
    @Property(tries = 500)
    void every_message_of_a_worker_survives_the_way(@ForAll("workerMessages") WorkerMessage message)
            throws ProtocolException {
        assertThat(WorkerMessageCodec.decode(WorkerMessageCodec.encode(message)))
                .isEqualTo(message);
    }

    @Property(tries = 300)
    void every_message_of_the_controller_survives_the_way(@ForAll("controllerMessages") ControllerMessage message)
            throws ProtocolException {
        assertThat(ControllerMessageCodec.decode(ControllerMessageCodec.encode(message)))
                .isEqualTo(message);
    }

    @Property(tries = 500)
    void any_other_bytes_are_refused_and_nothing_worse(@ForAll byte[] bytes) {
        refusesOrReads(bytes);
    }

    @Property(tries = 500)
    void a_damaged_message_is_refused_or_is_another_message(
            @ForAll("workerMessages") WorkerMessage message, @ForAll int place, @ForAll byte value) {
        byte[] bytes = WorkerMessageCodec.encode(message);
        bytes[Math.floorMod(place, bytes.length)] = value;
        refusesOrReads(bytes);
    }

    @Property(tries = 200)
    void a_message_cut_short_or_too_long_is_refused(
            @ForAll("workerMessages") WorkerMessage message, @ForAll int place) {
        byte[] bytes = WorkerMessageCodec.encode(message);
        byte[] shorter = Arrays.copyOf(bytes, Math.floorMod(place, bytes.length));
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);

        assertThatThrownBy(() -> WorkerMessageCodec.decode(shorter)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> WorkerMessageCodec.decode(longer)).isInstanceOf(ProtocolException.class);
    }

    @Property(tries = 100)
    void frames_come_out_as_they_went_in(@ForAll List<byte[]> records) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] record : records) {
            Frames.write(out, record);
        }
        ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
        for (byte[] record : records) {
            assertThat(Frames.read(in, Frames.LIMIT))
                    .hasValueSatisfying(read -> assertThat(read).isEqualTo(record));
        }
        assertThat(Frames.read(in, Frames.LIMIT)).isEmpty();
    }

    @Example
    void a_length_over_the_limit_is_refused_before_it_is_read() {
        byte[] huge = {0x7f, 0, 0, 0, 1};
        byte[] negative = {(byte) 0xff, 0, 0, 0, 1};

        assertThatThrownBy(() -> Frames.read(new ByteArrayInputStream(huge), Frames.LIMIT))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> Frames.read(new ByteArrayInputStream(negative), Frames.LIMIT))
                .isInstanceOf(ProtocolException.class);
    }

    private static void refusesOrReads(byte[] bytes) {
        try {
            assertThat(WorkerMessageCodec.decode(bytes)).isNotNull();
        } catch (ProtocolException refused) {
            assertThat(refused).hasMessageNotContainingAny("secret");
        }
    }

    @Provide
    Arbitrary<WorkerMessage> workerMessages() {
        Arbitrary<String> text = text();
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.integers(), text, Arbitraries.longs(), text)
                        .as((version, secret, pid, launcher) ->
                                new WorkerMessage.Hello(version, secret, pid, launcher, true)),
                descriptor().list().ofMaxSize(5).map(WorkerMessage.Found::new),
                Combinators.combine(text, thrown().optional())
                        .as((message, thrown) -> new WorkerMessage.Issue(false, message, thrown)),
                Arbitraries.just(new WorkerMessage.DiscoveryEnded()),
                descriptor().map(WorkerMessage.Registered::new),
                text.map(WorkerMessage.Started::new),
                Combinators.combine(
                                text,
                                Arbitraries.of(WorkerMessage.Finished.Status.class),
                                thrown().optional(),
                                Arbitraries.longs())
                        .as(WorkerMessage.Finished::new),
                Combinators.combine(text, text).as(WorkerMessage.Skipped::new),
                Combinators.combine(text, text).as((id, value) -> new WorkerMessage.Entries(id, Map.of("key", value))),
                Combinators.combine(text.optional(), text)
                        .as((id, written) -> new WorkerMessage.Output(id, true, written)),
                text.map(WorkerMessage.ThreadDump::new),
                Arbitraries.of(true, false).map(WorkerMessage.ExecutionEnded::new),
                Combinators.combine(text, thrown()).as(WorkerMessage.Fault::new));
    }

    @Provide
    Arbitrary<ControllerMessage> controllerMessages() {
        Arbitrary<List<String>> texts = text().list().ofMaxSize(4);
        Arbitrary<ControllerMessage> discover = Combinators.combine(
                        Arbitraries.maps(text(), text()).ofMaxSize(3), texts, texts, text().optional())
                .as((map, classes, ids, filter) -> new ControllerMessage.Discover(
                        map, map, classes, ids, filter, new NameFilter(ids, classes, new HashSet<>(ids))));
        return Arbitraries.oneOf(
                discover,
                texts.map(ids -> new ControllerMessage.Execute(ids, 3, Set.copyOf(ids))),
                Arbitraries.just(new ControllerMessage.Finish()),
                Arbitraries.just(new ControllerMessage.Cancel()),
                Arbitraries.just(new ControllerMessage.DumpThreads()));
    }

    private static Arbitrary<Descriptor> descriptor() {
        Arbitrary<Descriptor.Source> source =
                Combinators.combine(text(), text(), text()).as(Descriptor.Source::new);
        return Combinators.combine(
                        text(), text().optional(), text(), text().set().ofMaxSize(3), source)
                .as((id, parent, name, tags, place) ->
                        new Descriptor(id, parent, name, name, true, false, tags, true, place));
    }

    private static Arbitrary<Thrown> thrown() {
        return Combinators.combine(text(), text(), text(), text().optional())
                .as((type, message, trace, value) -> new Thrown(
                        type, message, trace, value, Optional.empty(), value.isPresent(), List.of(type, message)));
    }

    /** Any text that UTF-8 can hold. */
    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withChars("az09.#:/[](), \n\"\\")
                .withChars('\u00fc', '\u4e2d', '\u0000')
                .ofMaxLength(40);
    }
}
