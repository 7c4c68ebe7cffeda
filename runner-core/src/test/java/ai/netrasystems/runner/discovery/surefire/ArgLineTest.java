package ai.netrasystems.runner.discovery.surefire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The expectations are what maven-shared-utils' CommandLineUtils.translateCommandline answers. */
@Tag("unit")
class ArgLineTest {
    @Test
    void is_split_at_white_space_outside_quotes_of_either_kind() {
        assertThat(ArgLine.words(" -Xmx1g\n  -Da='b c' \"-Dd=e 'f'\" ", Map.of()))
                .containsExactly("-Xmx1g", "-Da=b c", "-Dd=e 'f'");
        assertThat(ArgLine.words("", Map.of())).isEmpty();
    }

    @Test
    void a_backslash_stays_and_keeps_a_quote() {
        assertThat(ArgLine.words("-Da=C:\\x -Db=\\\"c d", Map.of())).containsExactly("-Da=C:\\x", "-Db=\\\"c", "d");
    }

    @Test
    void late_properties_are_put_in_before_it_is_split() {
        assertThat(ArgLine.words("@{agent} -Da=@{b}", Map.of("agent", "-javaagent:x.jar=y -Dz", "b", "$1")))
                .containsExactly("-javaagent:x.jar=y", "-Dz", "-Da=$1");
        assertThat(ArgLine.unset("@{agent} @{b}", Map.of("agent", ""))).contains("b");
    }
}
