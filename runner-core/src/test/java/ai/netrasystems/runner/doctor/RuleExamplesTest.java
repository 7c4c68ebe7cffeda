package ai.netrasystems.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.OtherUser;
import ai.netrasystems.runner.config.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule finds what its example says, where it says so, and not what comes near. */
@Tag("unit")
class RuleExamplesTest {
    private OtherUser user;
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        user = OtherUser.create();
        folder = user.project();
    }

    @AfterEach
    void removeFolder() throws IOException {
        user.close();
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void the_example_breaks_the_rule_at_that_place(Rule rule) throws Exception {
        RuleExample example = RuleExample.of(rule);

        assertThat(places(example.trigger(), rule)).contains(example.expected());
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void what_comes_near_does_not(Rule rule) throws Exception {
        assertThat(places(RuleExample.of(rule).near(), rule)).isEmpty();
    }

    private List<String> places(RuleExample.Part part, Rule rule) throws Exception {
        part.writeTo(folder);
        List<String> found = part.hasUnreadable()
                ? user.run(ExampleProgram.class, ExampleProgram.TYPES)
                : ExampleProgram.findings(folder, part.machine().orElse(""));
        return found.stream()
                .filter(line -> line.startsWith(rule.id() + " "))
                .map(line -> line.substring(rule.id().length() + 1))
                .toList();
    }
}
