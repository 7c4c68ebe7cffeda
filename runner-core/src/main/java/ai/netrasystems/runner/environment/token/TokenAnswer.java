package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.model.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/** Reads the answer to a login (RFC 6749 section 5.1): JSON with {@code access_token} and {@code expires_in}. Pure. */
final class TokenAnswer {
    private TokenAnswer() {}

    /** A token and how long it lives by that answer, if it says so; else what is missing, for people. */
    static <R> R read(String json, Function<Granted, R> granted, Function<String, R> missing) {
        Map<String, Object> fields;
        try {
            fields = JSON.std.mapFrom(json);
        } catch (JacksonException noJson) {
            return missing.apply("no JSON object");
        }
        if (fields == null) {
            return missing.apply("no JSON object");
        }
        if (!(fields.get("access_token") instanceof String token) || token.isBlank()) {
            return missing.apply("no text `access_token`");
        }
        Optional<String> problem = TokenText.problem(token);
        if (problem.isPresent()) {
            return missing.apply(problem.get());
        }
        Object lifetime = fields.get("expires_in");
        if (lifetime == null) {
            return granted.apply(new Granted(new Secret(token), Optional.empty()));
        }
        return lifetime instanceof Number seconds && seconds.longValue() > 0
                ? granted.apply(new Granted(new Secret(token), Optional.of(Duration.ofSeconds(seconds.longValue()))))
                : missing.apply("no positive number `expires_in`");
    }
}
