package ai.netrasystems.goldenpath.auth;

import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.Json;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/** Reads the body of a simulated login. */
final class LoginRequest {

    private static final List<String> DEFAULT_PERMISSIONS = List.of("read", "write");
    private static final int MAX_PERMISSIONS = 64;
    private static final int MAX_NAME = 200;

    private LoginRequest() {}

    /** The user whom {@code body} asks to be. */
    static Checked<SimulatedUser> user(String body) {
        return Json.object(body).map(LoginRequest::user).orElseGet(() -> Checked.invalid("the body is no JSON object"));
    }

    private static Checked<SimulatedUser> user(JsonObject body) {
        if (Json.has(body, "simulate_oauth") && !body.get("simulate_oauth").equals(new JsonPrimitive(true))) {
            return Checked.invalid("simulate_oauth must be true: nothing else is offered here");
        }
        return Json.string(body, "email")
                .map(SimulatedUser::email)
                .orElseGet(() -> Checked.invalid("email is missing"))
                .then(email -> name(body, email)
                        .then(name -> permissions(body)
                                .then(permissions -> Checked.valid(new SimulatedUser(email, name, permissions)))));
    }

    /** The name in {@code body}, or one made from the address. */
    static Checked<String> name(JsonObject body, String email) {
        if (!Json.has(body, "name")) {
            return Checked.valid(SimulatedUser.nameFrom(email));
        }
        return Json.string(body, "name")
                .filter(name -> !name.isBlank() && name.length() <= MAX_NAME)
                .map(Checked::valid)
                .orElseGet(() -> Checked.invalid("name must be a text of 1 to " + MAX_NAME + " characters"));
    }

    private static Checked<List<String>> permissions(JsonObject body) {
        if (!Json.has(body, "permissions")) {
            return Checked.valid(DEFAULT_PERMISSIONS);
        }
        Checked<List<String>> refused =
                Checked.invalid("permissions must be a list of at most " + MAX_PERMISSIONS + " texts");
        if (!body.get("permissions").isJsonArray()
                || body.getAsJsonArray("permissions").size() > MAX_PERMISSIONS) {
            return refused;
        }
        List<String> permissions = new ArrayList<>();
        for (JsonElement element : body.getAsJsonArray("permissions")) {
            if (!(element instanceof JsonPrimitive primitive) || !primitive.isString()) {
                return refused;
            }
            permissions.add(element.getAsString());
        }
        return Checked.valid(permissions);
    }
}
