package ai.netrasystems.runner.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Journals written by version 1 stay readable: the golden files are never changed, only joined by new ones. */
@Tag("unit")
class GoldenEventsTest {
    private final EventCodec codec = new EventCodec();

    static Stream<RunEvent> events() {
        return SampleEvents.all().stream();
    }

    @Test
    void every_kind_of_event_has_a_sample() {
        assertThat(events().map(Object::getClass))
                .hasSize(30)
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(RunEvent.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void reads_and_writes_the_golden_line(RunEvent event) throws IOException {
        String golden = golden(kind(event));

        assertThat(codec.read(golden.stripTrailing())).isEqualTo(new Decoded.Known(SampleEvents.stamped(event)));
        assertThat(codec.write(SampleEvents.stamped(event)) + "\n").isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("laterFields")
    void reads_and_writes_fields_that_were_added_later(Map.Entry<String, RunEvent> sample) throws IOException {
        String golden = golden(sample.getKey());

        assertThat(codec.read(golden.stripTrailing()))
                .isEqualTo(new Decoded.Known(SampleEvents.stamped(sample.getValue())));
        assertThat(codec.write(SampleEvents.stamped(sample.getValue())) + "\n").isEqualTo(golden);
    }

    static Stream<Map.Entry<String, RunEvent>> laterFields() {
        return SampleEvents.withLaterFields().entrySet().stream();
    }

    private static String kind(RunEvent event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("(?<!^)([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }

    private static String golden(String kind) throws IOException {
        try (InputStream file = GoldenEventsTest.class.getResourceAsStream("/events/v1/" + kind + ".json")) {
            assertThat(file).as("golden file of %s", kind).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
