package ai.netrasystems.runner.environment.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.DeclarationRule;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SignedDeclarationTest {
    private static final URI ORIGIN = URI.create("https://staging.netrasystems.ai");
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Challenge CHALLENGE = Challenge.to(ORIGIN, new SecureRandom());
    private static final KeyPair ED25519 = DeclarationSigner.keys(DeclarationSigner.Algorithm.EDDSA);
    private static final KeyPair P256 = DeclarationSigner.keys(DeclarationSigner.Algorithm.ES256);
    private static final DeclarationRule RULE = rule(Optional.empty());

    private final DeclarationSigner signer = DeclarationSigner.answering(CHALLENGE, NOW);

    @ParameterizedTest
    @EnumSource(DeclarationSigner.Algorithm.class)
    void one_that_a_key_of_the_profile_signed_is_accepted(DeclarationSigner.Algorithm algorithm) {
        String signed = signer.sign(algorithm, algorithm == DeclarationSigner.Algorithm.EDDSA ? ED25519 : P256);

        assertThat(verdict(signed)).isEqualTo("accepted 4f2c1");
        assertThat(verdict(signed + "\n")).isEqualTo("accepted 4f2c1");
    }

    @ParameterizedTest
    @CsvSource({
        "nonce, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, staging-declaration-replayed",
        "nonce, <absent>, staging-declaration-replayed",
        "iat, 1764158700, staging-declaration-replayed", // signed in the year before
        "iat, 1795694521, staging-declaration-replayed", // in the future
        "exp, 1795694801, staging-declaration-replayed", // good for longer than 5 minutes
        "exp, 1795694339, staging-declaration-replayed", // over
        "exp, <absent>, staging-declaration-replayed",
        "iat, <absent>, staging-declaration-replayed",
        "exp, soon, staging-declaration-replayed",
        "aud, https://api-staging.netrasystems.ai, staging-declaration-mismatch",
        "aud, https://staging.netrasystems.ai/, staging-declaration-mismatch",
        "aud, <absent>, staging-declaration-mismatch",
        "origin, https://api-staging.netrasystems.ai, staging-declaration-mismatch",
        "environment, production, staging-production",
        "environment, PRODUCTION, staging-production",
        "environment, qa, staging-declaration-mismatch",
        "schema, 2, staging-undeclared",
        "build, undeclared, staging-undeclared",
        "build, <absent>, staging-undeclared"
    })
    void one_with_another_claim_is_refused_by_name(String claim, String value, String kind) {
        if (value.equals("<absent>")) {
            signer.without(claim);
        } else {
            signer.with(claim, value.matches("[0-9]+") ? Long.valueOf(value) : value);
        }

        assertThat(verdict(signer.sign(DeclarationSigner.Algorithm.EDDSA, ED25519)))
                .isEqualTo(kind);
    }

    @Test
    void the_last_second_of_each_bound_counts() {
        long now = NOW.getEpochSecond();
        signer.with("iat", now + 60).with("exp", now + 360);
        assertThat(verdict(signer.sign(DeclarationSigner.Algorithm.ES256, P256)))
                .isEqualTo("accepted 4f2c1");

        signer.with("iat", now - 360).with("exp", now - 60);
        assertThat(verdict(signer.sign(DeclarationSigner.Algorithm.ES256, P256)))
                .isEqualTo("accepted 4f2c1");
    }

    @Test
    void one_of_a_stranger_is_not_believed() {
        KeyPair stranger = DeclarationSigner.keys(DeclarationSigner.Algorithm.EDDSA);

        assertThat(verdict(signer.sign(DeclarationSigner.Algorithm.EDDSA, stranger)))
                .isEqualTo("staging-declaration-signature");
    }

    @Test
    void one_that_was_changed_behind_the_signature_is_not_believed() {
        String[] parts = signer.sign(DeclarationSigner.Algorithm.ES256, P256).split("\\.", -1);
        String changed =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).replace("4f2c1", "9ab77");

        assertThat(verdict(parts[0] + "." + encoded(changed) + "." + parts[2]))
                .isEqualTo("staging-declaration-signature");
    }

    @ParameterizedTest
    @CsvSource({"none", "HS256", "RS256"})
    void the_other_side_does_not_choose_how_it_is_checked(String algorithm) throws GeneralSecurityException {
        String payload = new String(
                Base64.getUrlDecoder()
                        .decode(signer.sign(DeclarationSigner.Algorithm.EDDSA, ED25519)
                                .split("\\.", -1)[1]),
                StandardCharsets.UTF_8);
        String head = encoded("{\"alg\":\"" + algorithm + "\"}") + "." + encoded(payload);
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        // The classic confusion: the public key, which all know, as the secret of an HMAC.
        mac.init(new javax.crypto.spec.SecretKeySpec(ED25519.getPublic().getEncoded(), "HmacSHA256"));
        String signature = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal(head.getBytes(StandardCharsets.US_ASCII)));

        assertThat(verdict(head + "." + signature)).isEqualTo("staging-declaration-signature");
        assertThat(verdict(head + ".")).isNotEqualTo("accepted 4f2c1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"alg\":7}", "{\"alg\":\"EdDSA\",\"crit\":[1]}", "[]", "null", "{}"})
    void a_header_of_odd_types_is_no_signature(String header) {
        assertThat(verdict(encoded(header) + "." + encoded("{}") + "." + encoded("signature")))
                .isEqualTo("staging-declaration-signature");
    }

    @Test
    void the_plain_form_is_not_enough_where_keys_are_named_but_production_is_believed() {
        String plain = StandIn.declaration(ORIGIN.toString(), "staging", "4f2c1");

        assertThat(verdict(plain)).isEqualTo("staging-declaration-signature");
        assertThat(verdict(plain.replace("\"staging\"", "\"production\""))).isEqualTo("staging-production");
        assertThat(verdict("{\"environment\":\"Production\"}")).isEqualTo("staging-production");
    }

    @Test
    void a_signature_that_nobody_can_check_is_not_believed() {
        DeclarationRule plain = new DeclarationRule(List.of("staging"), List.of(), Optional.empty());

        assertThat(verdict(200, "application/jose", signer.sign(DeclarationSigner.Algorithm.EDDSA, ED25519), plain))
                .isEqualTo("staging-declaration-signature");
    }

    @ParameterizedTest
    @CsvSource({
        "404, text/plain, nothing here",
        "401, application/json, {}",
        "200, text/html; charset=utf-8, <html>front page</html>"
    })
    void silence_is_borne_until_the_end_of_the_day_that_the_profile_names(int status, String type, String body) {
        Map.of(
                        "2026-11-26", "tolerated 2026-11-26",
                        "2027-02-24", "tolerated 2027-02-24", // 90 days
                        "2027-02-25", "staging-undeclared",
                        "2026-11-25", "staging-undeclared")
                .forEach((until, expected) -> assertThat(
                                verdict(status, type, body, rule(Optional.of(LocalDate.parse(until)))))
                        .as(until)
                        .isEqualTo(expected));
        assertThat(verdict(status, type, body, RULE)).isEqualTo("staging-undeclared");
    }

    @ParameterizedTest
    @CsvSource({
        "200, application/json, '{\"schema\":2}'",
        "200, application/json, not json",
        "302, text/html, elsewhere",
        "500, text/html, broken",
        "200, application/json, '{\"schema\":1,\"environment\":\"production\"}'"
    })
    void what_is_no_silence_is_never_borne(int status, String type, String body) {
        assertThat(verdict(status, type, body, rule(Optional.of(LocalDate.parse("2026-12-01")))))
                .startsWith("staging-");
    }

    private static DeclarationRule rule(Optional<LocalDate> until) {
        return new DeclarationRule(List.of("staging"), List.of(P256.getPublic(), ED25519.getPublic()), until);
    }

    private static String verdict(String body) {
        return verdict(200, "application/jose", body, RULE);
    }

    private static String verdict(int status, String type, String body, DeclarationRule rule) {
        return Declaration.judge(CHALLENGE, new Answer.Came(status, type, body, false), rule, NOW)
                .fold(
                        yes -> "accepted " + yes.build(),
                        silent -> "tolerated " + silent.until(),
                        StagingDiagnosis::kind);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
