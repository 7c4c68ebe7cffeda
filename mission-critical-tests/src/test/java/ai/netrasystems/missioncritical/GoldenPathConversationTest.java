package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("golden_path")
@Tag("e2e")
@Tag("mission_critical")
@Tag("service:auth")
@Tag("service:backend")
class GoldenPathConversationTest extends OnTheGoldenPath {

    @Test
    void connecting_is_answered_with_who_one_is() {
        try (Conversation conversation = golden.connect(golden.runToken())) {
            ServerEvent ready = conversation.ready();
            assertThat(ready.text("user_id")).isNotBlank();
            assertThat(ready.text("connection_id")).isNotBlank();
            assertThat(ready.text("session_id")).isNotBlank();
            assertThat(ready.field("resumed")).isEqualTo(false);
            assertThat(ready.timestamp()).isNotNull();
        }
    }

    @Test
    void a_message_is_answered_with_the_five_agent_events_in_order() {
        String thread = GoldenPath.newThread();
        try (Conversation conversation = golden.connect(golden.newUser().token())) {
            List<ServerEvent> events = conversation.ask("What runs where?", thread);

            assertThat(types(events))
                    .startsWith("agent_started", "agent_thinking", "tool_executing")
                    .endsWith("tool_completed", "agent_completed")
                    .containsOnlyOnce("agent_started")
                    .containsOnlyOnce("agent_completed");
            assertThat(events)
                    .isSortedAccordingTo((one, next) -> one.timestamp().compareTo(next.timestamp()));

            ServerEvent started = first(events, "agent_started");
            assertThat(started.text("user_id")).isEqualTo(conversation.ready().text("user_id"));
            assertThat(started.text("thread_id")).isEqualTo(thread);
            assertThat(first(events, "agent_thinking").text("reasoning")).isNotBlank();
            ServerEvent completed = first(events, "agent_completed");
            assertThat(completed.text("status")).isEqualTo("completed");
            assertThat(completed.text("final_response")).isNotBlank();
        }
    }

    @Test
    void every_tool_that_is_executed_is_completed() {
        try (Conversation conversation = golden.connect(golden.newUser().token())) {
            List<ServerEvent> events = conversation.ask("Which tools do you use?", GoldenPath.newThread());

            List<ServerEvent> executing = all(events, "tool_executing");
            List<ServerEvent> completed = all(events, "tool_completed");
            assertThat(executing)
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.field("parameters")).isInstanceOf(Map.class));
            assertThat(completed).allSatisfy(event -> {
                event.field("results");
                assertThat(((Number) event.field("duration")).doubleValue()).isNotNegative();
            });
            assertThat(toolNames(completed)).containsExactlyInAnyOrderElementsOf(toolNames(executing));
        }
    }

    @Test
    void one_connection_carries_one_question_after_the_other() {
        String thread = GoldenPath.newThread();
        try (Conversation conversation = golden.connect(golden.newUser().token())) {
            String first = answer(conversation.ask("first", thread));
            String second = answer(conversation.ask("second", thread));

            assertThat(second).isNotEqualTo(first);
        }
    }

    private static String answer(List<ServerEvent> events) {
        return first(events, "agent_completed").text("final_response");
    }

    private static List<String> types(List<ServerEvent> events) {
        return events.stream().map(ServerEvent::type).toList();
    }

    private static List<String> toolNames(List<ServerEvent> events) {
        return events.stream().map(event -> event.text("tool_name")).toList();
    }

    private static List<ServerEvent> all(List<ServerEvent> events, String type) {
        return events.stream().filter(event -> event.type().equals(type)).toList();
    }

    private static ServerEvent first(List<ServerEvent> events, String type) {
        List<ServerEvent> found = all(events, type);
        assertThat(found).as("%s among %s", type, events).isNotEmpty();
        return found.get(0);
    }
}
