package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.missioncritical.Backend.Message;
import ai.netrasystems.runner.staging.websocket.ExpectedEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("golden_path")
@Tag("e2e")
@Tag("mission_critical")
@Tag("service:auth")
@Tag("service:backend")
class GoldenPathIsolationTest extends OnTheGoldenPath {
    private static final int USERS = 10;

    /** What one of the users went through. */
    private record Story(SimulatedUser user, String thread, String question, List<ServerEvent> events, String userId) {}

    @Test
    void ten_users_at_once_each_get_their_own_answer_and_nobody_elses() throws Exception {
        List<Story> stories = allAtOnce();

        assertThat(stories).extracting(Story::userId).doesNotHaveDuplicates().hasSize(USERS);
        for (Story story : stories) {
            assertThat(story.events())
                    .filteredOn(event -> event.type().equals("agent_started"))
                    .singleElement()
                    .satisfies(started -> {
                        assertThat(started.text("user_id")).isEqualTo(story.userId());
                        assertThat(started.text("thread_id")).isEqualTo(story.thread());
                    });
            String answer = story.events().get(story.events().size() - 1).text("final_response");
            assertThat(answer).contains(Conversation.digestOf(story.question()));
            Backend backend = golden.backend(story.user().token());
            assertThat(backend.threads()).containsExactly(story.thread());
            assertThat(backend.messages(story.thread()))
                    .containsExactly(new Message("user", story.question()), new Message("assistant", answer));
        }
    }

    @Test
    void a_thread_of_somebody_else_can_be_neither_read_nor_written() {
        SimulatedUser owner = golden.newUser();
        SimulatedUser stranger = golden.newUser();
        String thread = GoldenPath.newThread();
        try (Conversation conversation = golden.connect(owner.token())) {
            conversation.ask("mine", thread);
        }
        List<Message> before = golden.backend(owner.token()).messages(thread);

        golden.backend(stranger.token()).get(Backend.messagesPath(thread)).expect(404);
        try (Conversation conversation = golden.connect(stranger.token())) {
            conversation.socket().send(Conversation.userMessage("yours?", thread));
            conversation.expect(ExpectedEvents.inOrder("error").andNoOthers());
        }

        assertThat(golden.backend(owner.token()).messages(thread)).hasSize(2).isEqualTo(before);
    }

    /** All connect, and when all are connected all ask. */
    private List<Story> allAtOnce() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(USERS);
        List<Guest> guests = new CopyOnWriteArrayList<>();
        try {
            atOnce(executor, number -> guests.add(arrive("question of user " + number)));
            return atOnce(executor, number -> guests.get(number).ask());
        } finally {
            executor.shutdownNow();
            guests.forEach(guest -> guest.conversation().close());
        }
    }

    private static <T> List<T> atOnce(ExecutorService executor, IntFunction<T> work) throws Exception {
        List<Callable<T>> calls = IntStream.range(0, USERS)
                .<Callable<T>>mapToObj(number -> () -> work.apply(number))
                .toList();
        List<T> results = new ArrayList<>();
        for (Future<T> result : executor.invokeAll(calls)) {
            results.add(result.get());
        }
        return results;
    }

    private Guest arrive(String question) {
        SimulatedUser user = golden.newUser();
        return new Guest(user, GoldenPath.newThread(), question, golden.connect(user.token()));
    }

    /** A user who is connected. */
    private record Guest(SimulatedUser user, String thread, String question, Conversation conversation) {
        Story ask() {
            List<ServerEvent> events = conversation.ask(question, thread);
            return new Story(
                    user, thread, question, events, conversation.ready().text("user_id"));
        }
    }
}
