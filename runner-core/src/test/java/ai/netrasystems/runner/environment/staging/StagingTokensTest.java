package ai.netrasystems.runner.environment.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.Diagnosis.Stage;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.SecretPlace;
import ai.netrasystems.runner.staging.StagingProfile.Login;
import ai.netrasystems.runner.staging.TestUsers;
import ai.netrasystems.runner.staging.TokenRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tokens of a profile that come from elsewhere than the simulated login. */
class StagingTokensTest extends AgainstStandIn {
    @Test
    void a_command_gives_the_token_and_the_login_is_never_asked() throws Exception {
        logging(new TokenRule.Command(List.of("echo", StandIn.TOKEN), Optional.empty()), TestUsers.SHARED);

        assertThat(token()).isEqualTo(StandIn.TOKEN);
        assertThat(standIn.exchanges(StandIn.LOGIN)).isEmpty();
    }

    @Test
    void a_command_that_fails_leaves_staging_unavailable_with_its_exit_code() throws Exception {
        logging(new TokenRule.Command(List.of("sh", "-c", "exit 3"), Optional.empty()), TestUsers.SHARED);

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo("staging-token-unavailable");
        assertThat(diagnosis.summary()).contains("exit code 3");
        assertThat(diagnosis.stage()).isEqualTo(Stage.PROVIDER);
    }

    @Test
    void a_minted_token_is_another_for_each_worker_where_the_profile_says_so() throws Exception {
        SecretPlace key = new SecretPlace.File(secret("k".repeat(40), "rw-------"));
        logging(new TokenRule.Hs256("netra-auth-service", Duration.ofMinutes(5), key), TestUsers.PER_WORKER);

        ProvisionOutcome.Ready ready = fixture.ready();
        try {
            Map<String, Secret> one = ready.environment().secrets().forWorker(1).variables();
            Map<String, Secret> two = ready.environment().secrets().forWorker(2).variables();
            assertThat(one.get("E2E_AUTH_TOKEN")).isNotEqualTo(two.get("E2E_AUTH_TOKEN"));
            assertThat(one.get("E2E_AUTH_TOKEN_FILE")).isNotEqualTo(two.get("E2E_AUTH_TOKEN_FILE"));
            assertThat(fixture.secrets).contains(new Secret("k".repeat(40)), one.get("E2E_AUTH_TOKEN"));
        } finally {
            ready.lease().close();
        }
        assertThat(standIn.exchanges(StandIn.LOGIN)).isEmpty();
        fixture.assertNothingIsLeft();
    }

    @Test
    void a_secret_that_lies_open_or_is_too_short_is_refused_before_any_packet() throws Exception {
        for (Path file : List.of(secret(StandIn.TOKEN, "rw-r--r--"), secret("short", "rw-------"))) {
            logging(new TokenRule.Fixed(new SecretPlace.File(file)), TestUsers.SHARED);

            Diagnosis diagnosis = fixture.failure();

            assertThat(diagnosis.kind()).isEqualTo("secret-refused");
            assertThat(diagnosis.stage()).isEqualTo(Stage.REFUSED);
        }
        assertThat(standIn.connections()).isZero();
    }

    @Test
    void a_secret_that_is_not_there_leaves_staging_not_configured_and_is_named() throws Exception {
        logging(new TokenRule.Fixed(new SecretPlace.Env("NO_SUCH_TOKEN")), TestUsers.SHARED);

        Diagnosis diagnosis = fixture.failure();

        assertThat(diagnosis.kind()).isEqualTo("staging-not-configured");
        assertThat(diagnosis.summary()).contains("environment variable NO_SUCH_TOKEN");
        assertThat(standIn.connections()).isZero();
    }

    @Test
    void a_fixed_token_is_given_as_it_is() throws Exception {
        logging(new TokenRule.Fixed(new SecretPlace.File(secret(StandIn.TOKEN + "\n", "rw-------"))), TestUsers.SHARED);

        assertThat(token()).isEqualTo(StandIn.TOKEN);
        assertThat(standIn.exchanges(StandIn.LOGIN)).isEmpty();
    }

    private String token() throws IOException {
        ProvisionOutcome.Ready ready = fixture.ready();
        try {
            Map<String, Secret> secrets =
                    ready.environment().secrets().forWorker(1).variables();
            return Optional.ofNullable(secrets.get("E2E_AUTH_TOKEN"))
                    .map(Secret::reveal)
                    .orElse("");
        } finally {
            ready.lease().close();
        }
    }

    private void logging(TokenRule rule, TestUsers users) {
        fixture.with(StagingFixture.logging(new Login(rule, Optional.empty(), users)));
    }

    private Path secret(String text, String mode) throws IOException {
        Path file = Files.writeString(Files.createTempFile(project, "secret", ""), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
