package ai.netrasystems.runner.worker.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CauseNamesTest {
    @SuppressWarnings("serial")
    private static final class OwnConnectException extends ConnectException {}

    @SuppressWarnings("serial")
    private static final class BrokenCause extends RuntimeException {
        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause today");
        }
    }

    @Test
    void an_assertion_has_nothing_to_add() {
        assertThat(CauseNames.of(new AssertionError("1 is not 2"))).isEmpty();
        assertThat(CauseNames.of(new IllegalStateException("no"))).isEmpty();
    }

    @Test
    void tells_causes_and_the_superclasses_of_each_the_nearest_first() {
        Throwable failure = new IllegalStateException(new AssertionError("not ordered", new OwnConnectException()));

        assertThat(CauseNames.of(failure))
                .containsExactly(
                        "java.lang.AssertionError",
                        OwnConnectException.class.getName(),
                        "java.net.ConnectException",
                        "java.net.SocketException",
                        "java.io.IOException");
    }

    @Test
    void tells_what_was_suppressed_such_as_the_failures_of_an_assert_all() {
        AssertionError all = new AssertionError("2 failures");
        all.addSuppressed(new AssertionError("1 is not 2"));
        all.addSuppressed(new RuntimeException(new ConnectException("refused")));

        assertThat(CauseNames.of(all)).contains("java.net.ConnectException");
    }

    @Test
    void a_chain_that_leads_back_to_itself_ends() {
        IOException one = new IOException("one");
        IllegalStateException two = new IllegalStateException(one);
        one.initCause(two);
        one.addSuppressed(two);

        assertThat(CauseNames.of(one)).isEqualTo(List.of("java.lang.IllegalStateException"));
    }

    @Test
    void a_long_chain_is_cut() {
        Throwable failure = new ConnectException("at the bottom");
        for (int i = 0; i < 10_000; i++) {
            failure = new IllegalStateException(failure);
        }

        assertThat(CauseNames.of(failure)).isEmpty();
    }

    @Test
    void a_throwable_whose_methods_throw_is_told_all_the_same() {
        assertThat(CauseNames.of(new IOException(new BrokenCause()))).containsExactly(BrokenCause.class.getName());
    }
}
