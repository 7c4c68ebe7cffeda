package ai.netrasystems.runner.config.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DidYouMeanTest {
    private static final List<String> KNOWN = List.of("smoke", "unit", "golden_path", "e2e");

    @Test
    void finds_typing_errors_of_each_kind() {
        assertThat(DidYouMean.closest("smoek", KNOWN)).contains("smoke");
        assertThat(DidYouMean.closest("uni", KNOWN)).contains("unit");
        assertThat(DidYouMean.closest("golden-pathh", KNOWN)).contains("golden_path");
        assertThat(DidYouMean.closest("E2E", KNOWN)).contains("e2e");
    }

    @Test
    void what_is_far_from_everything_gets_the_known_names() {
        assertThat(DidYouMean.closest("nightly", KNOWN)).isEmpty();
        assertThat(DidYouMean.hint("nightly", KNOWN)).contains("known: smoke, unit, golden_path, e2e");
        assertThat(DidYouMean.hint("nightly", List.of())).isEmpty();
    }
}
