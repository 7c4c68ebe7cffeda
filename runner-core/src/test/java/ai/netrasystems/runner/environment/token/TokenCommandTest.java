package ai.netrasystems.runner.environment.token;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.TokenRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TokenCommandTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration WITHIN = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void a_bare_token_lives_as_long_as_it_says_itself_else_as_configured_else_ten_minutes() {
        String jwt = Results.granted(new MintedTokens(
                                new Secret("k".repeat(32)), "i", Duration.ofMinutes(7), InstantSource.fixed(NOW))
                        .take(TestUser.shared(), WITHIN))
                .token()
                .reveal();

        assertThat(granted("echo " + jwt, Optional.of(Duration.ofHours(1))))
                .isEqualTo(new Granted(new Secret(jwt), Optional.of(Duration.ofMinutes(7))));
        assertThat(granted("echo opaque-token", Optional.of(Duration.ofHours(1))))
                .isEqualTo(new Granted(new Secret("opaque-token"), Optional.of(Duration.ofHours(1))));
        assertThat(granted("echo; echo '  opaque-token'", Optional.empty()).lifetime())
                .contains(TokenCommand.UNKNOWN_LIFETIME);
    }

    @Test
    void json_says_token_and_lifetime() {
        assertThat(granted(
                        "echo '{\"token_type\":\"Bearer\",\"access_token\":\"opaque-token\",\"expires_in\":42}'",
                        Optional.of(Duration.ofHours(1))))
                .isEqualTo(new Granted(new Secret("opaque-token"), Optional.of(Duration.ofSeconds(42))));
        assertThat(granted("echo '{\"access_token\":\"opaque-token\"}'", Optional.of(Duration.ofHours(1)))
                        .lifetime())
                .contains(Duration.ofHours(1));
    }

    @Test
    void a_failure_has_its_exit_code_and_the_end_of_its_errors_without_secrets() {
        TokenDiagnosis failed = failure("echo the-printed-token; seq 100 >&2;"
                + " echo \"bad $THE_KEY, the-printed-token and eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl\" >&2; exit 7");

        assertThat(failed.summary()).contains("exit code 7");
        assertThat(failed.evidence()).hasSize(10).endsWith("bad ***, *** and ***");
        assertThat(failed.text().toString()).doesNotContain("swordfish", "eyJ", "the-printed-token");
    }

    @Test
    void what_is_no_token_is_named_and_never_shown() {
        assertThat(failure("true").summary()).endsWith("printed nothing");
        assertThat(failure("echo two words of it").summary())
                .endsWith("no bearer token")
                .doesNotContain("two words");
        assertThat(failure("echo short").summary()).contains("less than 8");
        assertThat(failure("echo '{\"token\": \"opaque-token\"}'").summary()).contains("no text `access_token`");
        assertThat(failure("echo '{\"access_token\":\"opaque-token\",\"expires_in\":-1}'")
                        .summary())
                .contains("expires_in");
        assertThat(failure("yes 'opaque-token'").summary()).contains("more than 64 KiB");
    }

    @Test
    void a_program_that_is_not_there_and_a_shell_line_are_not_started() {
        TokenCommand command = command(List.of("no-such-program-anywhere; echo opaque-token"), Optional.empty());

        assertThat(Results.failure(command.take(TestUser.shared(), WITHIN)).kind())
                .isEqualTo("token-command-not-started");
    }

    @Test
    void one_that_takes_too_long_is_ended_with_its_children() throws Exception {
        Path pid = folder.resolve("pid");
        TokenCommand command =
                command(List.of("sh", "-c", "sleep 600 & echo $! > " + pid + "; wait"), Optional.empty());

        TokenDiagnosis slow = Results.failure(command.take(TestUser.shared(), Duration.ofSeconds(1)));

        assertThat(slow.kind()).isEqualTo("token-command-too-slow");
        awaitEnd(pid);
    }

    @Test
    void cancelling_ends_one_that_is_under_way() throws Exception {
        Path pid = folder.resolve("pid");
        TokenCommand command = command(List.of("sh", "-c", "echo $$ > " + pid + "; exec sleep 600"), Optional.empty());
        CompletableFuture<TokenResult> result =
                CompletableFuture.supplyAsync(() -> command.take(TestUser.shared(), Duration.ofSeconds(50)));
        while (!Files.exists(pid) || Files.size(pid) == 0) {
            Thread.onSpinWait();
        }

        command.cancel();

        assertThat(Results.failure(result.get(20, TimeUnit.SECONDS)).kind()).startsWith("token-command");
        awaitEnd(pid);
        assertThat(Results.failure(command.take(TestUser.shared(), WITHIN)).kind())
                .startsWith("token-command");
    }

    @Test
    void it_works_where_it_is_told_to_with_the_runners_variables_and_nothing_to_read() {
        String script = "cat; test \"$(pwd -P)\" = \"$(cd " + folder + " && pwd -P)\" && echo \"$THE_KEY\"";

        assertThat(granted(script, Optional.empty()).token().reveal()).isEqualTo("swordfish-1");
    }

    private Granted granted(String script, Optional<Duration> lifetime) {
        return Results.granted(command(List.of("sh", "-c", script), lifetime).take(TestUser.shared(), WITHIN));
    }

    private TokenDiagnosis failure(String script) {
        return Results.failure(
                command(List.of("sh", "-c", script), Optional.empty()).take(TestUser.shared(), WITHIN));
    }

    private TokenCommand command(List<String> argv, Optional<Duration> lifetime) {
        return new TokenCommand(
                new TokenRule.Command(argv, lifetime),
                Map.of("PATH", System.getenv("PATH"), "THE_KEY", "swordfish-1"),
                folder,
                InstantSource.fixed(NOW));
    }

    private static void awaitEnd(Path pid) throws IOException {
        long number = Long.parseLong(Files.readString(pid).strip());
        while (ProcessHandle.of(number).filter(ProcessHandle::isAlive).isPresent()) {
            Thread.onSpinWait();
        }
    }
}
