package ai.netrasystems.goldenpath.auth;

import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.Json;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * The rule by which a token may be turned into another: for the same user, or for a user of the domain that exists
 * only for this, never with more permissions, never for longer than a login gives. Immutable.
 *
 * @param user whose token it will be
 * @param lifetime how long it will hold; zero makes one that has expired already
 */
record Delegation(SimulatedUser user, Duration lifetime) {

    /** Whom a token may stand for besides its own user: addresses of this domain, of which nobody real has one. */
    static final String DOMAIN = "e2e.netrasystems.ai";

    /** What {@code body} asks for, allowed by a token that says {@code claims}. */
    static Checked<Delegation> of(TokenClaims claims, String body) {
        String text = body.isBlank() ? "{}" : body;
        return Json.object(text)
                .map(request -> of(claims, request))
                .orElseGet(() -> Checked.invalid("the body is no JSON object"));
    }

    private static Checked<Delegation> of(TokenClaims claims, JsonObject request) {
        return email(claims, request)
                .then(email -> LoginRequest.name(request, email)
                        .then(name -> lifetime(request)
                                .then(lifetime -> Checked.valid(new Delegation(
                                        new SimulatedUser(email, name, claims.permissions()), lifetime)))));
    }

    private static Checked<String> email(TokenClaims claims, JsonObject request) {
        if (!Json.has(request, "email")) {
            return Checked.valid(claims.email());
        }
        return Json.string(request, "email")
                .map(SimulatedUser::email)
                .orElseGet(() -> Checked.invalid("email must be a text"))
                .then(email -> email.endsWith("@" + DOMAIN) || email.equals(claims.email())
                        ? Checked.valid(email)
                        : Checked.invalid("email must be in the domain " + DOMAIN));
    }

    private static Checked<Duration> lifetime(JsonObject request) {
        if (!Json.has(request, "expires_in")) {
            return Checked.valid(AccessTokens.LIFETIME);
        }
        String refusal = "expires_in must be a whole number of seconds from 0 to " + AccessTokens.LIFETIME.toSeconds();
        if (!request.get("expires_in").isJsonPrimitive()
                || !request.getAsJsonPrimitive("expires_in").isNumber()) {
            return Checked.invalid(refusal);
        }
        BigDecimal seconds = request.get("expires_in").getAsBigDecimal();
        boolean allowed = seconds.signum() >= 0
                && seconds.compareTo(BigDecimal.valueOf(AccessTokens.LIFETIME.toSeconds())) <= 0
                && seconds.stripTrailingZeros().scale() <= 0;
        return allowed ? Checked.valid(Duration.ofSeconds(seconds.intValue())) : Checked.invalid(refusal);
    }
}
