package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.missioncritical.Backend.Message;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("golden_path")
@Tag("e2e")
@Tag("mission_critical")
@Tag("service:auth")
@Tag("service:backend")
class GoldenPathPersistenceTest extends OnTheGoldenPath {

    @Test
    void questions_and_their_answers_are_read_back_in_order() {
        SimulatedUser user = golden.newUser();
        String thread = GoldenPath.newThread();
        String first;
        String second;
        try (Conversation conversation = golden.connect(user.token())) {
            first = answer(conversation.ask("first question", thread));
            second = answer(conversation.ask("a second: \"ünï\" ✓", thread));
        }

        assertThat(first).contains(Conversation.digestOf("first question"));
        assertThat(second).contains(Conversation.digestOf("a second: \"ünï\" ✓"));
        Backend backend = golden.backend(user.token());
        assertThat(backend.threads()).containsExactly(thread);
        assertThat(backend.messages(thread))
                .containsExactly(
                        new Message("user", "first question"),
                        new Message("assistant", first),
                        new Message("user", "a second: \"ünï\" ✓"),
                        new Message("assistant", second));
    }

    @Test
    void an_answer_in_another_thread_stands_in_that_thread() {
        SimulatedUser user = golden.newUser();
        String one = GoldenPath.newThread();
        String other = GoldenPath.newThread();
        try (Conversation conversation = golden.connect(user.token())) {
            conversation.ask("in one", one);
            conversation.ask("in the other", other);
        }

        Backend backend = golden.backend(user.token());
        assertThat(backend.threads()).containsExactlyInAnyOrder(one, other);
        assertThat(backend.messages(one))
                .extracting(Message::content)
                .contains("in one")
                .doesNotContain("in the other");
        assertThat(backend.messages(other))
                .extracting(Message::content)
                .contains("in the other")
                .doesNotContain("in one");
    }

    private static String answer(List<ServerEvent> events) {
        return events.get(events.size() - 1).text("final_response");
    }
}
