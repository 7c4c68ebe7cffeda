package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LastOutputTest {
    private final LastOutput output = new LastOutput();

    @Test
    void keeps_the_end_of_what_was_written() {
        output.add("first\nsec");
        output.add("ond\nthird");

        assertThat(output.lines()).containsExactly("first", "second", "third");
    }

    @Test
    void a_line_that_lost_its_beginning_is_not_shown_for_it_may_be_the_rest_of_a_secret() {
        String line = "secret-".repeat(20);
        for (int count = 0; count < 1_000; count++) {
            output.add(line);
            output.add(count % 7 == 0 ? "\n" : "");
        }
        output.add("\nend\n");

        assertThat(output.lines())
                .endsWith("end")
                .allMatch(shown -> shown.isEmpty() || shown.equals("end") || shown.length() % line.length() == 0);
    }

    @Test
    void one_endless_line_costs_no_memory() {
        for (int count = 0; count < 10_000; count++) {
            output.add("..........");
        }

        assertThat(String.join("", output.lines()).length()).isLessThan(20_000);
    }
}
