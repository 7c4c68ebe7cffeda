package ai.netrasystems.runner.event;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.RunId;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;

@Tag("unit")
class EventCodecTest {
    private final EventCodec codec = new EventCodec();

    @Property(tries = 3_000)
    void any_event_survives_the_round_trip(
            @ForAll long seed,
            @ForAll @LongRange(min = 1) long sequence,
            @ForAll @LongRange(min = -62167219200L, max = 253402300799L) long second,
            @ForAll @LongRange(min = 0, max = 999_999_999) long nanos) {
        Stamped stamped =
                new Stamped(new RunId("r1"), sequence, Instant.ofEpochSecond(second, nanos), new AnyEvent(seed).next());

        String line = codec.write(stamped);

        assertThat(line).matches("\\p{ASCII}*").doesNotContain("\n", "\r");
        assertThat(codec.read(line)).isEqualTo(new Decoded.Known(stamped));
        assertThat(codec.write(stamped)).isEqualTo(line);
    }

    @Property(tries = 500)
    void no_proper_beginning_of_a_line_is_taken_for_an_event(@ForAll long seed, @ForAll @LongRange(min = 0) long at) {
        String line = codec.write(SampleEvents.stamped(new AnyEvent(seed).next()));

        assertThat(codec.read(line.substring(0, (int) (at % line.length())))).isInstanceOf(Decoded.Unreadable.class);
    }

    @Property(tries = 1_000)
    void any_line_gets_an_answer(@ForAll long seed) {
        String text = new AnyEvent(seed).text();
        String line = codec.write(SampleEvents.stamped(new AnyEvent(seed).next()));
        int at = (int) Math.floorMod(seed, (long) line.length());

        assertThat(codec.read(text)).isNotNull();
        assertThat(codec.read(line.substring(0, at) + text + line.substring(at)))
                .isNotNull();
    }

    @Example
    void a_text_of_many_megabytes_survives_the_round_trip() {
        String huge = "\u0000ä".repeat(15_000_000);
        Stamped stamped = SampleEvents.stamped(new RunEvent.Noted(RunEvent.Noted.Level.NOTE, huge));

        assertThat(codec.read(codec.write(stamped)).equals(new Decoded.Known(stamped)))
                .isTrue();
    }

    @Example
    void a_very_long_key_survives_the_round_trip() {
        Stamped stamped = SampleEvents.stamped(new RunEvent.EntriesReported(
                new ai.netrasystems.runner.model.TestId("t"), java.util.Map.of("k".repeat(200_000), "v")));

        assertThat(codec.read(codec.write(stamped))).isEqualTo(new Decoded.Known(stamped));
    }

    @Example
    void ignores_fields_that_it_does_not_know() {
        assertThat(codec.read(line(1, "\"kind\":\"layer-started\",\"layer\":\"a\",\"colour\":{\"deep\":[1,null]}")))
                .isEqualTo(codec.read(line(1, "\"kind\":\"layer-started\",\"layer\":\"a\"")))
                .isInstanceOf(Decoded.Known.class);
    }

    @Example
    void a_kind_that_it_does_not_know_is_unknown_not_wrong() {
        assertThat(codec.read(line(1, "\"kind\":\"moon-rose\""))).isEqualTo(new Decoded.Unknown("moon-rose"));
    }

    @Example
    void a_mark_that_it_does_not_know_is_left_out() {
        String finished =
                "\"kind\":\"test-finished\",\"test\":\"t\",\"attempt\":1,\"outcome\":\"passed\",\"tookSeconds\":1,"
                        + "\"provenance\":{\"environment\":\"none\",\"source\":\"\"}";

        assertThat(codec.read(line(1, finished + ",\"marks\":[\"of-tomorrow\"]")))
                .isEqualTo(codec.read(line(1, finished)))
                .isInstanceOf(Decoded.Known.class);
    }

    @Example
    void another_schema_is_said() {
        assertThat(codec.read(line(2, "\"kind\":\"layer-started\",\"layer\":\"a\"")))
                .isEqualTo(new Decoded.Unreadable("schema 2, and this runner reads 1"));
    }

    @Example
    void a_missing_field_is_named() {
        assertThat(codec.read(line(1, "\"kind\":\"layer-started\"")))
                .isEqualTo(new Decoded.Unreadable("no field \"layer\""));
    }

    @Example
    void a_field_of_the_wrong_type_is_named() {
        assertThat(codec.read(line(1, "\"kind\":\"layer-started\",\"layer\":7")))
                .isEqualTo(new Decoded.Unreadable("field \"layer\" is not what it should be"));
        assertThat(codec.read(line(1, "\"kind\":\"layer-finished\",\"layer\":\"a\",\"tookSeconds\":1e999999999")))
                .isEqualTo(new Decoded.Unreadable("field \"tookSeconds\" is not what it should be"));
        assertThat(codec.read(line(1, "\"kind\":\"layer-started\",\"layer\":\" \"")))
                .isEqualTo(new Decoded.Unreadable("field \"layer\" is not what it should be"));
    }

    private static String line(int schema, String rest) {
        return "{\"schema\":" + schema + ",\"run\":\"r1\",\"sequence\":1,\"time\":\"2026-01-02T03:04:05Z\"," + rest
                + "}";
    }
}
