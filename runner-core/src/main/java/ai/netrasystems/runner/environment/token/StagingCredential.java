package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.config.StagingSettings;
import ai.netrasystems.runner.staging.SecretPlace;
import ai.netrasystems.runner.staging.StagingProfile;
import ai.netrasystems.runner.staging.TokenRule;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Where a staging profile's secret is looked for: where the profile says, else in the file that a setting names. */
public final class StagingCredential {
    private StagingCredential() {}

    /**
     * The profile's rule, with the place that counts: where nothing is in the profile's own, the key of the simulated
     * login may also lie in the file that {@code staging.bypass-key-file} names. Sends nothing.
     *
     * @param environment the runner's own environment variables
     */
    public static TokenRule rule(StagingProfile system, StagingSettings settings, Map<String, String> environment) {
        TokenRule rule = system.login().rule();
        return isMissing(rule, environment)
                ? settings.bypassKeyFile()
                        .flatMap(file -> inFile(rule, new SecretPlace.File(file.value())))
                        .orElse(rule)
                : rule;
    }

    /** What is where the rule says; empty where it needs no secret. */
    public static Optional<SecretReading> read(TokenRule rule, Map<String, String> environment) {
        return rule.secretPlace().map(new SecretReader(environment)::read).map(reading -> longEnough(rule, reading));
    }

    private static boolean isMissing(TokenRule rule, Map<String, String> environment) {
        return read(rule, environment)
                .map(reading -> reading.<Boolean>fold(found -> false, missing -> true, refused -> false))
                .orElse(false);
    }

    private static Optional<TokenRule> inFile(TokenRule rule, SecretPlace file) {
        return rule.fold(new TokenRule.Cases<Optional<TokenRule>>(
                e2e -> Optional.of(new TokenRule.E2e(e2e.endpoint(), file)),
                minted -> Optional.empty(),
                command -> Optional.empty(),
                fixed -> Optional.empty()));
    }

    private static SecretReading longEnough(TokenRule rule, SecretReading reading) {
        return rule.fold(new TokenRule.Cases<SecretReading>(
                e2e -> reading,
                minted -> reading.fold(
                        secret -> secret.reveal().getBytes(StandardCharsets.UTF_8).length >= MintedTokens.SHORTEST_KEY
                                ? reading
                                : new SecretReading.Refused(tooShort(minted.secret())),
                        missing -> reading,
                        refused -> reading),
                command -> reading,
                fixed -> reading));
    }

    private static SecretRefused tooShort(SecretPlace place) {
        return new SecretRefused(
                place,
                "HS256 needs a key of at least " + MintedTokens.SHORTEST_KEY + " bytes (RFC 7518 section 3.2)",
                "let the auth service sign with a longer key");
    }
}
