package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import tools.jackson.jr.ob.JSON;

/** What a service answered. */
record HttpAnswer(int status, String contentType, String body) {

    static HttpAnswer to(OkHttpClient client, Request request) {
        try (Response response = client.newCall(request).execute()) {
            String type = response.header("Content-Type", "");
            return new HttpAnswer(response.code(), type, response.body().string());
        } catch (IOException e) {
            throw new AssertionError(request.method() + " " + request.url() + ": " + e, e);
        }
    }

    HttpAnswer expect(int expected) {
        assertThat(status).as("HTTP status; the body is %s", body).isEqualTo(expected);
        return this;
    }

    String text(String field) {
        return String.valueOf(json().get(field));
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> list(String field) {
        Object value = json().get(field);
        if (value instanceof List<?> list) {
            return (List<Map<String, Object>>) list;
        }
        throw new AssertionError(field + " is no list in " + body);
    }

    private Map<String, Object> json() {
        return JSON.std.mapFrom(body);
    }
}
