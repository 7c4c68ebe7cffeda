package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/** What can be told of a token by its text alone: whether a request can carry it, and its end if it is a JWT. Pure. */
final class TokenText {
    /** RFC 6750 section 2.1, {@code b64token}. */
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private TokenText() {}

    /** What is wrong with it; empty where nothing is. Never shows it. */
    static Optional<String> problem(String token) {
        if (new Secret(token).isTooShort()) {
            return Optional.of("a token of less than " + Secret.SHORTEST
                    + " characters, which can't be kept out of what is written");
        }
        return BEARER.matcher(token).matches() ? Optional.empty() : Optional.of("a token that is no bearer token");
    }

    /**
     * When it ends by its own word (RFC 7519 section 4.1.4); empty where it is no signed JWT or does not say. Nothing is
     * verified: whether to accept the token is for its service to say.
     */
    static Optional<Instant> end(String token) {
        if (token.chars().filter(c -> c == '.').count() != 2) {
            return Optional.empty();
        }
        JwtConsumer reader = new JwtConsumerBuilder()
                .setSkipAllValidators()
                .setDisableRequireSignature()
                .setSkipSignatureVerification()
                .build();
        try {
            return Optional.ofNullable(reader.processToClaims(token).getExpirationTime())
                    .map(NumericDate::getValueInMillis)
                    .map(Instant::ofEpochMilli);
        } catch (InvalidJwtException | MalformedClaimException | ArithmeticException noJwt) {
            return Optional.empty();
        }
    }

    /** What is left of its life at that moment, by its own word. */
    static Optional<Duration> left(String token, Instant now) {
        return end(token).map(end -> Duration.between(now, end));
    }
}
