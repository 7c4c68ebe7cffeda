package ai.netrasystems.runner.worker.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AttributedStreamTest {
    private final Attribution attribution = new Attribution();
    private final List<String> pieces = new ArrayList<>();
    private final AttributedStream stream =
            new AttributedStream(attribution, (test, text) -> pieces.add(test.orElse("-") + "=" + text));
    private final PrintStream out = stream.printStream();

    @Test
    void a_line_goes_out_at_its_end_and_the_rest_when_drained() {
        attribution.enter("t1");
        out.println("one");
        out.print("two");
        stream.drain();
        attribution.leave();
        out.println("three");

        assertThat(pieces).containsExactly("t1=one\n", "t1=two", "-=three\n");
    }

    @Test
    void half_a_line_stays_with_the_test_that_wrote_it() {
        attribution.enter("t1");
        out.print("half");
        attribution.enter("t2");
        out.println("other");

        assertThat(pieces).containsExactly("t1=half", "t2=other\n");
    }

    @Test
    void a_long_text_is_cut_between_characters_and_loses_none() {
        String text = "\u4e2d\ud83d\ude00\u00fcx".repeat(5_000);
        attribution.enter("t");
        out.print(text);
        stream.drain();

        assertThat(pieces).hasSizeGreaterThan(3);
        assertThat(String.join("", pieces).replace("t=", "")).isEqualTo(text);
    }

    @Test
    void a_thread_belongs_to_the_test_that_started_it() throws InterruptedException {
        attribution.enter("t1");
        Thread thread = new Thread(() -> out.println("from a thread"));
        attribution.leave();
        thread.start();
        thread.join();

        assertThat(pieces).containsExactly("t1=from a thread\n");
    }
}
