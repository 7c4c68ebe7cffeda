package ai.netrasystems.missioncritical;

import ai.netrasystems.runner.staging.ServiceEndpoint;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** The backend's REST side, as one user sees it. */
record Backend(OkHttpClient client, ServiceEndpoint endpoint) {

    /** A persisted message. */
    record Message(String role, String content) {}

    HttpAnswer get(String path) {
        Request request =
                new Request.Builder().url(endpoint.resolve(path).toString()).build();
        return HttpAnswer.to(client, request);
    }

    List<String> threads() {
        return get("/api/v1/threads").expect(200).list("threads").stream()
                .map(thread -> String.valueOf(thread.get("thread_id")))
                .toList();
    }

    List<Message> messages(String thread) {
        return get(messagesPath(thread)).expect(200).list("messages").stream()
                .map(message ->
                        new Message(String.valueOf(message.get("role")), String.valueOf(message.get("content"))))
                .toList();
    }

    static String messagesPath(String thread) {
        return "/api/v1/threads/" + thread + "/messages";
    }
}
