package ai.netrasystems.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.TestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("unit")
class OutputPiecesTest {
    private static final TestId ONE = new TestId("one");
    private static final TestId TWO = new TestId("two");

    private final OutputPieces pieces = new OutputPieces();

    @Provide
    Arbitrary<List<String>> outputs() {
        return Arbitraries.strings()
                .withChars('a', 'b', 'c')
                .ofMaxLength(9)
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings().withChars('a', 'b').ofMinLength(8).ofMaxLength(10);
    }

    @Property(tries = 2_000)
    void no_secret_is_left_however_the_output_is_cut(
            @ForAll("outputs") List<String> outputs, @ForAll("secrets") String secret) {
        Redactor redactor = Redactor.of(List.of(new Secret(secret)));
        OutputPieces pieces = new OutputPieces();
        List<RunEvent> events = new ArrayList<>();
        outputs.forEach(text -> events.addAll(pieces.of(output(ONE, text), redactor)));
        events.addAll(pieces.releaseAll(redactor));

        assertThat(text(events)).doesNotContain(secret);
    }

    @Property(tries = 1_000)
    void an_output_without_secret_arrives_whole(@ForAll("outputs") List<String> outputs) {
        Redactor redactor = Redactor.of(List.of(new Secret("acacac-secret")));
        OutputPieces pieces = new OutputPieces();
        List<RunEvent> events = new ArrayList<>();
        outputs.forEach(text -> events.addAll(pieces.of(output(ONE, text + "\n"), redactor)));

        assertThat(text(events))
                .isEqualTo(outputs.stream().map(text -> text + "\n").collect(Collectors.joining()));
    }

    @Example
    void the_held_end_of_an_output_comes_before_its_tests_outcome() {
        Redactor redactor = Redactor.of(List.of(new Secret("secret-1")));

        assertThat(pieces.of(output(ONE, "done: s"), redactor)).containsExactly(output(ONE, "done: "));
        TestFinished finished = new TestFinished(
                ONE, 1, Outcome.PASSED, Duration.ZERO, Optional.empty(), Optional.empty(), Provenance.none());
        assertThat(pieces.of(finished, redactor)).containsExactly(output(ONE, "s"), finished);
    }

    @Example
    void the_held_end_comes_before_its_workers_end_and_a_telling_one_is_masked() {
        Redactor redactor = Redactor.of(List.of(new Secret("secret-1")));
        pieces.of(output(ONE, "secre"), redactor);
        WorkerEnded ended = new WorkerEnded("w1", 0, Optional.empty(), List.of());

        assertThat(pieces.of(ended, redactor)).containsExactly(output(ONE, "***"), ended);
    }

    @Example
    void nobody_waits_for_the_rest_of_a_line_that_ended_with_a_letter_of_a_secret() {
        Redactor redactor = Redactor.of(List.of(new Secret("secret-1")));

        assertThat(pieces.of(output(ONE, "yes\n"), redactor)).containsExactly(output(ONE, "yes\n"));
        assertThat(pieces.of(output(ONE, "ecret-1\n"), redactor))
                .as("but where it goes on as the secret does")
                .containsExactly(output(ONE, "***\n"));
    }

    @Example
    void a_secret_cut_between_two_tests_is_shown_by_neither() {
        Redactor redactor = Redactor.of(List.of(new Secret("secret-1")));
        List<RunEvent> events = new ArrayList<>();
        events.addAll(pieces.of(output(ONE, "secre"), redactor));
        events.addAll(pieces.of(output(TWO, "t-"), redactor));
        events.addAll(pieces.of(output(ONE, "1\n"), redactor));
        events.addAll(pieces.releaseAll(redactor));

        assertThat(events).containsExactly(output(TWO, "t-"), output(ONE, "secre***\n"));
    }

    @Example
    void two_tests_that_write_in_turns_show_no_part_of_what_each_wrote_in_two() {
        Redactor redactor = Redactor.of(List.of(new Secret("secret-1")));
        List<RunEvent> events = new ArrayList<>();
        for (String part : List.of("se", "cret", "-1\n")) {
            events.addAll(pieces.of(output(ONE, part), redactor));
            events.addAll(pieces.of(output(TWO, part), redactor));
        }

        assertThat(events).containsExactly(output(ONE, "***\n"), output(TWO, "***\n"));
    }

    @Example
    void a_test_whose_id_holds_a_secret_is_named_without_it() {
        Redactor redactor = Redactor.of(List.of(new Secret("secret-1")));
        TestId test = new TestId("m:[test:secret-1]");

        assertThat(pieces.of(output(test, "a\n"), redactor))
                .containsExactly(output(redactor.redact(test), "a\n"))
                .doesNotContain(output(test, "a\n"));
    }

    @Example
    void a_long_output_is_cut_into_bounded_pieces_and_never_within_a_character() {
        String text = "x" + "\ud83d\ude00".repeat(OutputPieces.LONGEST);

        List<RunEvent> events = pieces.of(output(ONE, text), Redactor.nothing());

        assertThat(text(events)).isEqualTo(text);
        assertThat(events).hasSize(3).allSatisfy(event -> {
            String part = ((OutputCaptured) event).text();
            assertThat(part.length()).isLessThanOrEqualTo(OutputPieces.LONGEST);
            assertThat(Character.isHighSurrogate(part.charAt(part.length() - 1)))
                    .isFalse();
        });
    }

    private static OutputCaptured output(TestId test, String text) {
        return new OutputCaptured(Optional.of(test), "w1", OutputCaptured.Stream.OUT, text);
    }

    private static String text(List<RunEvent> events) {
        return events.stream().map(event -> ((OutputCaptured) event).text()).collect(Collectors.joining());
    }
}
